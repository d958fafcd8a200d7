import { createHash } from 'node:crypto';
import { KeyRing, seal, unseal } from '@redress/security';
import { Peers } from './clone-text';
import { Exemplar, type RecordedRow, type Recording } from './exemplar';

const ID = '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee';
const NUMBER = 'GSCS-261122-00007';
const TOKEN = 'abcdefghijklmnopqrstuvwxyz0123456789_-ABCDE';
const ring = KeyRing.fromEnvironment(
  JSON.stringify({ active: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } }),
);
const { dataKey, wrapped } = ring.issue(ID);
const asBytes = (value: Buffer) => `\\\\x${value.toString('hex')}`;
const dossier = asBytes(seal(dataKey, `{"token":"${TOKEN}","no":"${NUMBER}"}`, `${ID}/files.sealed/resolution@2`));

function row(service: RecordedRow['service'], table: string, values: Record<string, string>): RecordedRow {
  const columns = Object.keys(values);
  return {
    service,
    table,
    columns,
    fields: Object.values(values),
    sealable: columns.filter((name) => name === 'sealed'),
  };
}

const recording: Recording = {
  complaintId: ID,
  complaintNo: NUMBER,
  rows: [
    row('intake', 'keys', {
      complaint_id: ID,
      key_ring_id: 'k1',
      wrapped: asBytes(Buffer.from(wrapped.wrappedKey, 'base64')),
    }),
    row('resolution', 'files', { complaint_id: ID, source: 'resolution', version: '2', sealed: dossier }),
    row('notification', 'files', { complaint_id: ID, source: 'resolution', version: '2', sealed: dossier }),
    row('resolution', 'offers', {
      complaint_id: ID,
      token_sha256: asBytes(createHash('sha256').update(TOKEN).digest()),
    }),
  ],
  events: [{ headers: { ce_complaintno: NUMBER }, value: `{"complaintId":"${ID}"}` }],
};

describe('an exemplar', () => {
  const exemplar = new Exemplar(recording, ring, new Peers([]));
  const key = Buffer.alloc(32, 3);
  const clone = exemplar.clone({ clone: 1, daysEarlier: 30, peersOn: 0, complaintNo: 'GSCS-261023-00001' }, key);
  const fieldsOf = (table: string) => exemplar.rowsOf(clone, table).trimEnd().split('\t');
  const bytesOf = (field: string | undefined) => Buffer.from(field?.slice(3) ?? '', 'hex');

  it('gives a clone a key of its own, wrapped for it alone', () => {
    const [id = '', ringId = '', wrappedKey] = fieldsOf('intake.keys');
    expect(id).toBe(clone.complaintId);
    expect(id).not.toBe(ID);
    const opened = ring.unwrap({ keyRingId: ringId, wrappedKey: bytesOf(wrappedKey).toString('base64') }, id);
    expect(opened.equals(key)).toBe(true);
  });

  it('seals anew what was sealed, with the words of the clone, the same in every copy', () => {
    const [id, source, version, sealed] = fieldsOf('resolution.files');
    const plain = JSON.parse(unseal(key, bytesOf(sealed), `${id}/files.sealed/resolution@2`).toString()) as {
      token: string;
      no: string;
    };
    expect(plain.no).toBe('GSCS-261023-00001');
    expect(plain.token).not.toBe(TOKEN);
    expect(fieldsOf('notification.files')).toEqual([id, source, version, sealed]);
    const [, hash] = fieldsOf('resolution.offers');
    expect(bytesOf(hash).equals(createHash('sha256').update(plain.token).digest())).toBe(true);
  });

  it('tells the story of the clone', () => {
    expect(exemplar.eventOf(clone, 0)).toEqual({
      headers: { ce_complaintno: 'GSCS-261023-00001' },
      value: JSON.stringify({ complaintId: clone.complaintId }),
    });
  });

  it('refuses a context under which the sealed value does not open', () => {
    const [first, second] = recording.rows as [RecordedRow, RecordedRow];
    const fields = second.fields.map((field) => (field === 'resolution' ? 'intake' : field));
    const rows = [first, { ...second, fields }];
    expect(() => new Exemplar({ ...recording, rows }, ring, new Peers([]))).toThrow('does not open');
  });
});
