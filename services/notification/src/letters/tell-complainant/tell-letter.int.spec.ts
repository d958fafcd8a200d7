import { randomUUID } from 'node:crypto';
import { contactLogged, oneTimeCodeIssued, resolutionOffered } from '@redress/contracts';
import type { ToldComplaint } from '@redress/service-testing';
import { linesOfPdf } from '../../testing/pdf-text.spec';
import { NotificationRig, type LetterRow } from '../../testing/notification-rig.spec';
import { aOneTimeCode, anOffer } from '../compose-letter/letter-material.builder.spec';

const DUE = '2026-03-09T10:00:00.000Z';

// contracts, section 7, CM-11
describe('telling a complainant by staff', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  beforeEach(() => {
    rig.mail.mode = 'ok';
  });

  const left = async (given: Parameters<NotificationRig['register']>[0] = {}): Promise<[ToldComplaint, LetterRow]> => {
    const complaint = await rig.register({ email: undefined, by: 'staff:zhao.cs', ...given });
    await rig.expectAt(complaint, DUE);
    const row = await rig.dispatchUntil('the letter', async () => {
      const found = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return found.status === 'REQUESTED' ? undefined : found;
    });
    return [complaint, row];
  };
  const tell = (row: LetterRow, body: object, who = 'staff:zhao.cs', headers: Record<string, string> = {}) =>
    rig.call(who, `/v1/letters/${row.letter_id}/telling`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'if-match': `"${row.version}"`,
        ...headers,
      },
      body: JSON.stringify(body),
    });

  it.each(['HANDED_OVER', 'POSTED', 'FAXED'] as const)('acknowledges with proof what was %s, once', async (by) => {
    const [complaint, row] = await left();
    const key = { 'idempotency-key': randomUUID() };

    const told = await tell(row, { by, proof: 'RR123456785CN' }, 'staff:zhao.cs', key);
    const repeated = await tell(row, { by, proof: 'RR123456785CN' }, 'staff:zhao.cs', key);
    const stale = await tell(row, { by, proof: 'RR123456785CN' });
    const again = await tell({ ...row, version: row.version + 1 }, { by, proof: 'RR123456785CN' });

    expect([told.status, repeated.status, stale.status, again.status]).toEqual([200, 200, 412, 409]);
    expect(await told.json()).toMatchObject({ status: 'SENT', complaintId: complaint.complaintId, stateSeq: 1 });
    expect(await again.json()).toMatchObject({ blockedBy: [{ code: 'LETTER_TOLD_BEFORE' }] });
    const { data } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(data).toMatchObject({ letterId: row.letter_id, by, actor: { kind: 'STAFF', id: 'staff:zhao.cs' } });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
    const { rows } = await rig.service.database.query<{ proof: Buffer; told_by_person: string }>(
      'select proof, told_by_person from letter_dispatch where letter_id = $1 and way = $2',
      [row.letter_id, 'PRINT'],
    );
    expect(rows[0]?.told_by_person).toBe('staff:zhao.cs');
    expect(rows[0]?.proof.includes('RR123456785CN')).toBe(false);
  });

  it('counts as read out only in a contact of the log in which both sides spoke, after the letter', async () => {
    const [complaint, row] = await left();
    const [other] = await left();
    const contact = async (of: ToldComplaint, payload: object) => {
      const contactId = randomUUID();
      await rig.story.tell(of, contactLogged, { contactId, ...payload }, { staffId: 'staff:zhao.cs' });
      return contactId;
    };
    const now = new Date().toISOString();
    const oneWay = await contact(complaint, { twoWay: false, at: now });
    const early = await contact(complaint, { twoWay: true, at: '2020-01-01T00:00:00.000Z' });
    const elsewhere = await contact(other, { twoWay: true, at: now });
    const good = await contact(complaint, { twoWay: true, at: now });
    await rig.until('the contacts to be known', async () => {
      const { rows } = await rig.service.database.query(
        'select from known_contact where contact_id = any($1::uuid[])',
        [[oneWay, early, elsewhere, good]],
      );
      return rows.length === 4;
    });

    const readOut = async (contactId: string) => {
      const response = await tell(row, { by: 'READ_OUT', contactId });
      return [response.status, ((await response.json()) as { type?: string }).type?.split(':').at(-1)];
    };
    expect(await readOut(randomUUID())).toEqual([409, 'not-caught-up']);
    expect(await readOut(oneWay)).toEqual([409, 'blocked']);
    expect(await readOut(early)).toEqual([409, 'blocked']);
    expect((await readOut(elsewhere))[0]).toBe(422);
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);

    expect((await readOut(good))[0]).toBe(200);
    const { data } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(data).toMatchObject({ by: 'READ_OUT', contactId: good, acknowledgedAt: now });
  });

  it('refuses wrong roles, other units, missing proof and letters that are for the complainant alone', async () => {
    const [complaint, row] = await left();
    const handed = { by: 'HANDED_OVER', proof: 'receipt 7' };
    const statuses = await Promise.all([
      tell(row, handed, 'staff:ye.analyst'),
      tell(row, handed, 'staff:zhao.qa'),
      tell(row, { by: 'HANDED_OVER' }),
      tell(row, { by: 'MAIL' }),
      tell({ ...row, letter_id: randomUUID() }, handed),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([403, 404, 422, 422, 404]);

    const coded = await rig.register({ by: 'staff:zhao.cs' });
    rig.mail.mode = 'refuse';
    await rig.publishResolutionDossier(coded, { offer: anOffer(), oneTimeCode: aOneTimeCode() });
    await rig.story.tell(coded, resolutionOffered, { offerId: randomUUID() });
    await rig.story.tell(coded, oneTimeCodeIssued, { codeId: aOneTimeCode().codeId, dossierVersion: 1 });
    const code = await rig.dispatchUntil('the code to fail', async () => {
      const found = await rig.letter(coded, 'ONE_TIME_CODE');
      return found.status === 'FAILED' ? found : undefined;
    });
    // Who received the complaint still sees it; who is to read a code out does not exist.
    const blocked = await tell(code, handed, 'staff:lin.intake');
    expect([blocked.status, await blocked.json()]).toMatchObject([
      409,
      { blockedBy: [{ code: 'LETTER_NOT_FOR_STAFF' }] },
    ]);
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);
  });

  it('is printed as a PDF without code and link, by those who deliver it, and each print is recorded', async () => {
    const [complaint, row] = await left();
    const print = (letterId: string, as = 'staff:zhao.cs') => rig.call(as, `/v1/letters/${letterId}/print`);

    const printed = await print(row.letter_id);
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(printed.headers.get('content-disposition')).toMatch(/^attachment; filename=".+-ACKNOWLEDGEMENT\.pdf"$/);
    const lines = linesOfPdf(Buffer.from(await printed.arrayBuffer())).join('');
    expect(lines).toContain('投诉受理函');
    expect(lines).toContain('（为保护您的信息，纸质函件不印出；请带上本函和有效身份证件到柜台办理）');
    expect(lines).not.toContain('K7QM2X9RTB4D');
    const { rows } = await rig.service.database.query(
      "select reader_id from disclosure where complaint_id = $1 and operation = 'printLetter'",
      [complaint.complaintId],
    );
    expect(rows).toEqual([{ reader_id: 'staff:zhao.cs' }]);

    expect((await print(row.letter_id, 'staff:ye.analyst')).status).toBe(403);
    expect((await print(row.letter_id, 'staff:zhao.qa')).status).toBe(404);
    expect((await print(randomUUID())).status).toBe(404);
    const early = await rig.letter(await rig.register({ by: 'staff:zhao.cs' }), 'ACKNOWLEDGEMENT');
    const unwritten = await print(early.letter_id);
    expect([unwritten.status, await unwritten.json()]).toMatchObject([
      409,
      { blockedBy: [{ code: 'LETTER_NOT_WRITTEN' }] },
    ]);
  });

  it('waits for a letter that is being sent, and for one that is not written', async () => {
    const complaint = await rig.register({ by: 'staff:zhao.cs' });
    const early = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
    await rig.caughtUp(complaint);
    const unwritten = await tell(early, { by: 'POSTED', proof: 'A-17' });
    expect(await unwritten.json()).toMatchObject({ blockedBy: [{ code: 'LETTER_NOT_WRITTEN' }] });

    const [, row] = await left();
    await rig.service.database.query(
      `update letter set lease_until = clock_timestamp() + interval '1 minute' where letter_id = $1`,
      [row.letter_id],
    );
    const sending = await tell(row, { by: 'POSTED', proof: 'A-17' });
    expect(await sending.json()).toMatchObject({ blockedBy: [{ code: 'LETTER_BEING_SENT' }] });
  });
});
