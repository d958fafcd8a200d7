import { Disclosure, FOR_WORK } from '@redress/disclosure';
import type { LockedComplaint } from '@redress/lifecycle';
import type { Outbox } from '@redress/outbox';
import type { QueryResult, Transaction } from '@redress/persistence';
import { KeyRing, SealBroken, type BrokenSeal } from '@redress/security';
import { sealedColumn, sealedVersionedColumn, Vault } from './index';

const ID = '019a9d6e-7a00-7000-8000-0000000000c1';
const ring = KeyRing.fromEnvironment(
  JSON.stringify({ active: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } }),
);
const { wrapped } = ring.issue(ID);
const keyRow = { complaint_id: ID, key_ring_id: 'k1', wrapped: Buffer.from(wrapped.wrappedKey, 'base64') };

/** A database that holds one data key and one dossier. */
class FewRows {
  dossier: { version: number; sealed: Buffer } | undefined;

  query = async (_sql: string, values: readonly unknown[], name: string): Promise<QueryResult<never>> => {
    const rows: unknown[] = [];
    if (name === 'vault-key') rows.push(keyRow);
    if (name === 'vault-next-version') rows.push({ ...keyRow, version: (this.dossier?.version ?? 0) + 1 });
    if (name === 'vault-write') this.dossier = { version: values[2] as number, sealed: values[3] as Buffer };
    if (name === 'vault-dossiers') rows.push({ id: ID, ...this.dossier, ...keyRow });
    return { rows: rows as never[], rowCount: 1 } as QueryResult<never>;
  };
}

const note = sealedColumn('evidence_item.description');
const words = sealedVersionedColumn('resolution_plan.explanation');

// architecture 5.5
describe('the vault', () => {
  let rows: FewRows;
  let vault: Vault;
  let raised: BrokenSeal[];

  beforeEach(() => {
    rows = new FewRows();
    raised = [];
    const outbox = { appendDocuments: async () => undefined } as unknown as Outbox;
    const alarm = { raise: (broken: BrokenSeal) => void raised.push(broken) };
    vault = new Vault('resolution', ring, outbox, alarm, {} as never);
  });

  const from = () => rows as unknown as Transaction;
  const write = (content: unknown) =>
    vault.writeDossier(from(), { complaintId: ID, organisationId: 'acme' } as LockedComplaint, content, new Date(0));

  it('opens a value in the row for which it was sealed, and in no other of the same complaint', async () => {
    const sealed = await vault.seal(from(), ID, note('one'), '现场');

    expect(await vault.unseal(from(), ID, note('one'), sealed, FOR_WORK)).toBe('现场');
    await expect(vault.unseal(from(), ID, note('other'), sealed, FOR_WORK)).rejects.toThrow(SealBroken);
    expect(raised).toEqual([{ complaintId: ID, column: 'evidence_item.description', row: 'other' }]);
  });

  it('opens no value of an earlier version of its row', async () => {
    const sealed = await vault.seal(from(), ID, words('plan', 1), '旧说明');

    expect(await vault.unseal(from(), ID, words('plan', 1), sealed, FOR_WORK)).toBe('旧说明');
    await expect(vault.unseal(from(), ID, words('plan', 2), sealed, FOR_WORK)).rejects.toThrow(SealBroken);
  });

  it('counts the versions of a dossier, and opens none in the place of another', async () => {
    expect(await write({ offer: 'first' })).toBe(1);
    const first = rows.dossier?.sealed as Buffer;
    expect(await write({ offer: 'second' })).toBe(2);
    expect(await vault.readDossier(from(), ID, 'resolution', FOR_WORK)).toMatchObject({
      version: 2,
      content: { offer: 'second' },
    });

    rows.dossier = { version: 2, sealed: first };

    await expect(vault.readDossier(from(), ID, 'resolution', FOR_WORK)).rejects.toThrow(SealBroken);
    expect(raised).toEqual([{ complaintId: ID, column: 'dossier.sealed', row: 'resolution' }]);
  });

  // D10
  it('notes whatever it opens for a member of staff, and nothing of what no member of staff sees', async () => {
    const disclosure = new Disclosure({ sub: 'staff:lin', organisationId: 'acme' }, 'readCase', 'CASE_WORK');
    const sealed = await vault.seal(from(), ID, note('one'), '现场');
    await write({ offer: 'first' });

    await vault.unseal(from(), ID, note('one'), sealed, FOR_WORK);
    await vault.opener(from(), ID, disclosure);
    expect(disclosure.opened).toEqual([]);

    await vault.unseal(from(), ID, note('one'), sealed, disclosure);
    await vault.readDossier(from(), ID, 'resolution', disclosure);
    await vault.dataKey(from(), ID, 'evidence_item.content', disclosure);

    expect(disclosure.opened).toEqual([
      { complaintId: ID, what: ['dossier.resolution', 'evidence_item.content', 'evidence_item.description'] },
    ]);
  });
});
