import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Data keys, copies of sealed dossiers, and how often wrong codes were tried. */
export class Vault1796000000008 implements MigrationInterface {
  name = 'Vault1796000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table data_key (
        complaint_id uuid primary key,
        key_ring_id text not null,
        wrapped bytea not null
      )`);
    await runner.query(`
      create table dossier (
        complaint_id uuid not null,
        source text not null,
        version int not null,
        sealed bytea not null,
        primary key (complaint_id, source)
      )`);
    // The row of no complaint (all zeros) counts those of all together.
    await runner.query(`
      create table wrong_code (
        complaint_id uuid primary key,
        in_window int not null,
        window_ends_at timestamptz not null,
        total bigint not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table wrong_code');
    await runner.query('drop table dossier');
    await runner.query('drop table data_key');
  }
}

/** The tables of the vault. */
export const vaultMigrations = [Vault1796000000008];
