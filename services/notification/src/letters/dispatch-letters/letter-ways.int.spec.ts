import { randomInt } from 'node:crypto';
import { complaintWithdrawn } from '@redress/contracts';
import { NotificationRig, TRACKING_CODE, type LetterRow } from '../../testing/notification-rig.spec';
import type { ToldComplaint } from '@redress/service-testing';

const DUE = '2026-03-09T10:00:00.000Z';

/** A number of no one else in this file. */
function aPhone(): string {
  return `+86138${String(randomInt(100_000_000)).padStart(8, '0')}`;
}

// contracts, section 7, CM-11
describe('letters that go other ways than by mail', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  beforeEach(() => {
    rig.mail.mode = 'ok';
    rig.gateway.mode = 'deliver';
  });

  /** Dispatches and reads receipts until the letter stands as described. */
  const until = (complaint: ToldComplaint, kind: string, isSo: (row: LetterRow) => boolean): Promise<LetterRow> =>
    rig.dispatchUntil(`letter ${kind}`, async () => {
      await rig.receipts();
      const row = await rig.letter(complaint, kind);
      return isSo(row) ? row : undefined;
    });

  it('sends a short text message to who has a phone only, and acknowledges with the receipt', async () => {
    const phone = aPhone();
    rig.gateway.mode = 'silent';
    const complaint = await rig.register({ email: undefined, phone });
    await rig.expectAt(complaint, DUE);

    const taken = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'UNDER_WAY');

    const [message] = rig.gateway.to(phone);
    expect(message?.messageId).toBe(taken.letter_id);
    for (const words of [
      complaint.complaintNo,
      '2026年3月9日 18:00',
      TRACKING_CODE,
      'https://redress.example/v1/portal/letters',
    ])
      expect(message?.text).toContain(words);
    // Taken by the gateway is not told.
    expect(taken).toMatchObject({ told_by: null, ways: [{ way: 'SMS', status: 'OPEN' }] });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);

    rig.gateway.receipts.push(
      { messageId: taken.letter_id, status: 'DELIVERED' },
      { messageId: taken.letter_id, status: 'DELIVERED' },
    );
    await rig.receipts();
    const { data } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(data).toMatchObject({ letterId: taken.letter_id, by: 'SMS', attempts: 1, locale: 'zh-CN' });
    expect(await rig.letter(complaint, 'ACKNOWLEDGEMENT')).toMatchObject({ status: 'SENT', told_by: 'SMS' });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
    expect(rig.gateway.to(phone)).toHaveLength(1);
  });

  it('says by which way the other letters were told, and where to read all of them', async () => {
    const phone = aPhone();
    const complaint = await rig.register({ email: undefined, phone, locale: 'en', name: 'Anne' });
    await rig.story.tell(complaint, complaintWithdrawn);

    await until(complaint, 'WITHDRAWAL', ({ status }) => status === 'SENT');

    expect((await rig.saidOf(complaint, 'letter-sent')).data).toMatchObject({ letter: 'WITHDRAWAL', by: 'SMS' });
    expect(rig.gateway.to(phone).map(({ text }) => text)).toEqual([
      `Acme Customer Care: Your complaint has been withdrawn (complaint ${complaint.complaintNo}). Read all of it with the number and your tracking code: https://redress.example/v1/portal/letters`,
    ]);
  });

  it.each([
    ['the mail server refuses it', 'refuse', 'deliver', {}, ['EMAIL', 'SMS']],
    ['the gateway refuses it', 'ok', 'refuse', { preferredWay: 'SMS' }, ['SMS', 'EMAIL']],
    ['the message does not arrive', 'ok', 'lose', { preferredWay: 'SMS' }, ['SMS', 'EMAIL']],
  ] as const)('goes the next way when %s, with the same content', async (_, mail, gateway, given, ways) => {
    const phone = aPhone();
    rig.mail.mode = mail;
    rig.gateway.mode = gateway;
    const complaint = await rig.register({ phone, ...given });
    await rig.expectAt(complaint, DUE);

    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'SENT');

    expect(row.ways.map(({ way, status }) => [way, status])).toEqual([
      [ways[0], 'FAILED'],
      [ways[1], 'TOLD'],
    ]);
    const { data } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(data['by']).toBe(ways[1] === 'SMS' ? 'SMS' : 'MAIL');
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
    expect(rig.countOf(complaint, 'letter-suppressed')).toBe(0);
  });

  it('fails when no way is left, and says why the last one failed', async () => {
    rig.mail.mode = 'refuse';
    rig.gateway.mode = 'lose';
    const complaint = await rig.register({ phone: aPhone() });
    await rig.expectAt(complaint, DUE);

    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'FAILED');

    expect(row).toMatchObject({ reason: 'UNDELIVERABLE', told_by: null });
    expect((await rig.saidOf(complaint, 'letter-suppressed')).data['reasonCode']).toBe('UNDELIVERABLE');
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);
  });

  it('acknowledges nothing by default: who gave nothing is left to staff, who find the letter written', async () => {
    const complaint = await rig.register({ email: undefined, type: 'ANONYMOUS', name: undefined });
    await rig.expectAt(complaint, DUE);

    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'FAILED');

    expect(row).toMatchObject({ reason: 'NO_ADDRESS', told_by: null, way: null });
    expect(row.content).not.toBeNull();
    expect((await rig.saidOf(complaint, 'letter-suppressed')).data).toMatchObject({
      letter: 'ACKNOWLEDGEMENT',
      reasonCode: 'NO_ADDRESS',
    });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);
  });

  it('acknowledges at once who saw the number on the own screen, and sends the letter all the same', async () => {
    const complaint = await rig.register({ onScreen: true, times: 2 });
    const { data } = await rig.saidOf(complaint, 'complaint-acknowledged');
    await rig.expectAt(complaint, DUE);
    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'SENT');

    expect(data).toMatchObject({ by: 'ON_SCREEN', letterId: row.letter_id });
    expect(row.told_by).toBe('ON_SCREEN');
    expect((await rig.saidOf(complaint, 'letter-sent')).data).toMatchObject({ letter: 'ACKNOWLEDGEMENT', by: 'MAIL' });
    expect(rig.mail.to(rig.addressOf(complaint))).toHaveLength(1);
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
  });

  it('lays letters ready for who holds the code and gave nothing else, and for who wants paper', async () => {
    const mailbox = await rig.register({ onScreen: true, email: undefined, type: 'ANONYMOUS', name: undefined });
    const paper = await rig.register({ preferredWay: 'PRINT' });
    for (const complaint of [mailbox, paper]) await rig.story.tell(complaint, complaintWithdrawn);

    for (const [complaint, way] of [
      [mailbox, 'MAILBOX'],
      [paper, 'PRINT'],
    ] as const) {
      const row = await until(complaint, 'WITHDRAWAL', ({ status }) => status === 'UNDER_WAY');
      expect(row).toMatchObject({ way, told_by: null, ways: [{ way, status: 'OPEN' }] });
      expect((await rig.saidOf(complaint, 'letter-placed')).data).toMatchObject({ letter: 'WITHDRAWAL', way });
      expect(rig.countOf(complaint, 'letter-sent')).toBe(0);
    }
    expect(rig.mail.to(rig.addressOf(paper))).toHaveLength(0);
  });

  it('repeats a message whose fate is unknown under the same id, and rests while the gateway is away', async () => {
    const phone = aPhone();
    rig.gateway.mode = 'cut';
    const complaint = await rig.register({ email: undefined, phone });
    await rig.expectAt(complaint, DUE);
    const uncertain = await until(complaint, 'ACKNOWLEDGEMENT', ({ is_uncertain }) => is_uncertain);
    const { calls } = rig.gateway;
    await rig.service.database.query('update letter set next_attempt_at = clock_timestamp()');
    await rig.dispatch();
    // Nothing is tried again while it rests; letters by mail go on.
    expect(rig.gateway.calls).toBe(calls);
    rig.gateway.mode = 'deliver';

    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'SENT');

    await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(row.letter_id).toBe(uncertain.letter_id);
    expect(new Set(rig.gateway.to(phone).map(({ messageId, text }) => `${messageId} ${text}`)).size).toBe(1);
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
  });

  it('goes the next way when no receipt comes within a day', async () => {
    rig.gateway.mode = 'silent';
    const complaint = await rig.register({ phone: aPhone(), preferredWay: 'SMS' });
    await rig.expectAt(complaint, DUE);
    const taken = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'UNDER_WAY');
    await rig.receipts();
    expect((await rig.letter(complaint, 'ACKNOWLEDGEMENT')).status).toBe('UNDER_WAY');

    await rig.service.database.query(
      `update letter_dispatch set noted_at = noted_at - interval '25 hours' where letter_id = $1`,
      [taken.letter_id],
    );
    const row = await until(complaint, 'ACKNOWLEDGEMENT', ({ status }) => status === 'SENT');

    expect(row.ways).toEqual([
      { way: 'SMS', status: 'FAILED', reason: 'RECEIPT_MISSING' },
      { way: 'EMAIL', status: 'TOLD', reason: null },
    ]);
  });
});
