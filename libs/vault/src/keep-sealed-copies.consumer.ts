import type { Type } from '@nestjs/common';
import { privacyKey, type DataOf, type Received, type SealedDossier } from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import type { DossierContract } from './vault-options';

/** Keeps this service's copy of every data key; a tombstone erases it, and with it the person. */
@EventConsumer()
export class KeepDataKeys {
  @Consumes(privacyKey, { consumer: 'vault.keep-data-keys' })
  async on(keys: readonly Received<DataOf<typeof privacyKey> | null>[], tx: Transaction): Promise<void> {
    const { put, erased } = latest(keys);
    if (put.length > 0) {
      tx.write(
        `insert into data_key (complaint_id, key_ring_id, wrapped)
         select a, b, decode(c, 'base64') from unnest($1::uuid[], $2::text[], $3::text[]) as t(a, b, c)
         on conflict (complaint_id) do update set key_ring_id = excluded.key_ring_id, wrapped = excluded.wrapped`,
        [put.map((key) => key.complaintId), put.map((key) => key.keyRingId), put.map((key) => key.wrappedKey)],
        'vault-keep-keys',
      );
    }
    if (erased.length > 0) tx.write('delete from data_key where complaint_id = any($1::uuid[])', [erased]);
  }
}

/**
 * A consumer that keeps this service's copies of the dossiers of one other service; the newest version counts, in whatever
 * order they come.
 */
export function keepDossiers(contract: DossierContract): Type {
  const source = contract.emitter;

  @EventConsumer()
  class KeepDossiers {
    @Consumes(contract, { consumer: `vault.keep-${source}-dossiers` })
    async on(dossiers: readonly Received<SealedDossier | null>[], tx: Transaction): Promise<void> {
      const { put, erased } = latest(dossiers);
      if (put.length > 0) {
        tx.write(
          `insert into dossier (complaint_id, source, version, sealed)
           select a, $2, b, decode(c, 'base64') from unnest($1::uuid[], $3::int[], $4::text[]) as t(a, b, c)
           on conflict (complaint_id, source) do update set version = excluded.version, sealed = excluded.sealed
           where dossier.version < excluded.version`,
          [put.map((d) => d.complaintId), source, put.map((d) => d.version), put.map((d) => d.sealed)],
          'vault-keep-dossiers',
        );
      }
      if (erased.length > 0) {
        tx.write('delete from dossier where source = $1 and complaint_id = any($2::uuid[])', [source, erased]);
      }
    }
  }
  return KeepDossiers;
}

/** One statement may touch a row only once, so of several values of a key the last one counts. */
function latest<T extends { complaintId: string }>(
  documents: readonly Received<T | null>[],
): { put: T[]; erased: string[] } {
  const byKey = new Map<string, T | null>();
  for (const document of documents) if (document.key !== null) byKey.set(document.key, document.data);
  const put = [...byKey.values()].filter((value): value is T => value !== null);
  const erased = [...byKey].filter(([, value]) => value === null).map(([key]) => key);
  return { put, erased };
}
