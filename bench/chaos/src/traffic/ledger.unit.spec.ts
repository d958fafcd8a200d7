import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Intent, Ledger } from './ledger';

const COMPLAINT = '019a9d6e-7a00-7000-8000-0000000000c1';
const intent = (path: string, idempotencyKey: string): Intent => ({
  service: 'intake',
  method: 'POST',
  path,
  who: null,
  idempotencyKey,
});

describe('the ledger of a run', () => {
  let folder: string;
  let ledger: Ledger;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-ledger-'));
    ledger = new Ledger(join(folder, 'ledger.jsonl'));
  });

  afterEach(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const record = () => ledger.record(['planted'], new Date('2026-03-03T02:00:00Z'));

  it('knows submissions that were never answered, and which complaint became of the others', () => {
    ledger.intends(intent('/v1/portal/complaints', 'lost'));
    ledger.intends(intent('/v1/complaints', 'kept'));
    ledger.answered(intent('/v1/complaints', 'kept'), { status: 201, complaintId: COMPLAINT, complaintNo: 'C-1' });

    expect(record().submissions).toMatchObject([
      { door: 'PORTAL', idempotencyKey: 'lost' },
      { door: 'STAFF', idempotencyKey: 'kept', status: 201, complaintId: COMPLAINT, complaintNo: 'C-1' },
    ]);
    expect(record().submissions[0]?.status).toBeUndefined();
    expect(ledger.submitted).toBe(2);
  });

  it('counts only commands that were carried out', () => {
    ledger.answered(intent('/v1/complaints/x/assignment/acceptance', 'a'), { status: 200, stateSeq: 5 });
    ledger.answered(intent('/v1/complaints/x/assignment/acceptance', 'b'), { status: 409 });

    expect(record().commands).toMatchObject([{ idempotencyKey: 'a', status: 200, stateSeq: 5 }]);
  });

  it('counts a record once, however often it was published', () => {
    const submission = { source: 'urn:acme:crm', id: '1', sentAt: '2026-11-22T10:00:00.000Z' };
    ledger.publishes({ ...submission, isAcknowledged: false });
    ledger.publishes({ ...submission, isAcknowledged: true });

    expect(record().published).toEqual([{ ...submission, isAcknowledged: true }]);
  });

  it('keeps every letter, without its address', async () => {
    ledger.letter({
      id: '1',
      receivedAt: '2026-11-22T10:00:00.000Z',
      to: ['ann@mail.example'],
      from: 'care@acme.example',
      subject: 'Our proposal',
      messageId: '<1@acme.example>',
      headers: {},
      text: 'Dear Ann',
      html: null,
      answered: false,
    });
    await ledger.close();

    expect(record().letters).toMatchObject([{ messageId: '<1@acme.example>', isAnswered: false }]);
    expect(readFileSync(join(folder, 'ledger.jsonl'), 'utf8')).not.toMatch(/ann@|Dear Ann/);
  });
});
