import { randomUUID } from 'node:crypto';
import { complaintWithdrawn, oneTimeCodeIssued, resolutionOffered } from '@redress/contracts';
import type { ToldComplaint } from '@redress/service-testing';
import { anOffer, aOneTimeCode } from '../letters/compose-letter/letter-material.builder.spec';
import { NotificationRig, TRACKING_CODE } from '../testing/notification-rig.spec';

const DUE = '2026-03-09T10:00:00.000Z';

interface Listed {
  readonly letterId: string;
  readonly kind: string;
  readonly toldAt: string | null;
}

// contracts, section 7
describe('the mailbox of the portal', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  const visit = (path: string, sent: object, headers: Record<string, string> = {}) =>
    fetch(`${rig.service.url}/v1/portal/letters${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify(sent),
    });
  const keyOf = ({ complaintNo }: ToldComplaint, trackingCode = TRACKING_CODE) => ({ complaintNo, trackingCode });
  const listed = async (complaint: ToldComplaint): Promise<Listed[]> =>
    ((await (await visit('', keyOf(complaint))).json()) as { letters: Listed[] }).letters;
  const withLetter = async (given: Parameters<NotificationRig['register']>[0] = {}): Promise<ToldComplaint> => {
    const complaint = await rig.register({ email: undefined, ...given });
    await rig.expectAt(complaint, DUE);
    await rig.dispatchUntil('the letter', async () => {
      const { status } = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return status === 'REQUESTED' ? undefined : status;
    });
    return complaint;
  };

  it('lists letters for number and code, and opening one tells its complainant', async () => {
    const complaint = await withLetter({ locale: 'en', name: 'Anne' });
    const [letter] = await listed(complaint);
    expect(letter).toMatchObject({ kind: 'ACKNOWLEDGEMENT', toldAt: null });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(0);

    const typed = { complaintNo: ` ${complaint.complaintNo.toLowerCase()} `, trackingCode: 'k7qm-2x9r tb4d' };
    const [one, two] = await Promise.all([visit(`/${letter?.letterId}`, typed), visit(`/${letter?.letterId}`, typed)]);

    expect([one.status, two.status]).toEqual([200, 200]);
    expect(one.headers.get('cache-control')).toBe('no-store');
    const read = (await one.json()) as Record<string, string>;
    expect(read['text']).toContain(`Tracking code: ${TRACKING_CODE}`);
    const { data, ...event } = await rig.saidOf(complaint, 'complaint-acknowledged');
    expect(data).toMatchObject({ letterId: letter?.letterId, by: 'ON_SCREEN', actor: { kind: 'COMPLAINANT' } });
    expect(event).toBeDefined();
    expect((await listed(complaint))[0]?.toldAt).not.toBeNull();
    expect(await rig.letter(complaint, 'ACKNOWLEDGEMENT')).toMatchObject({
      status: 'SENT',
      told_by: 'ON_SCREEN',
      ways: [{ way: 'MAILBOX', status: 'TOLD', reason: null }],
    });
    expect(rig.countOf(complaint, 'complaint-acknowledged')).toBe(1);
  });

  it('holds letters that went by mail too, without telling the story again', async () => {
    const complaint = await withLetter({ email: `${randomUUID()}@mail.example` });
    await rig.saidOf(complaint, 'complaint-acknowledged');
    const [letter] = await listed(complaint);

    expect((await visit(`/${letter?.letterId}`, keyOf(complaint))).status).toBe(200);

    const marker = await withLetter();
    await visit(`/${(await listed(marker))[0]?.letterId}`, keyOf(marker));
    await rig.saidOf(marker, 'complaint-acknowledged');
    expect([rig.countOf(complaint, 'complaint-acknowledged'), rig.countOf(complaint, 'letter-sent')]).toEqual([1, 0]);
  });

  it('shows the link of an offer to its complainant, and no one-time code', async () => {
    const complaint = await withLetter({ email: `${randomUUID()}@mail.example` });
    await rig.publishResolutionDossier(complaint, { offer: anOffer(), oneTimeCode: aOneTimeCode() });
    await rig.story.tell(complaint, resolutionOffered, { offerId: anOffer().offerId });
    await rig.story.tell(complaint, oneTimeCodeIssued, { codeId: aOneTimeCode().codeId, dossierVersion: 1 });
    await rig.dispatchUntil(
      'the letters',
      async () => (await rig.letter(complaint, 'ONE_TIME_CODE')).status === 'SENT' || undefined,
    );

    const letters = await listed(complaint);
    expect(letters.map(({ kind }) => kind)).toEqual(['OFFER', 'ACKNOWLEDGEMENT']);
    const page = await visit(`/${letters[0]?.letterId}?lang=en`, keyOf(complaint), { accept: 'text/html' });
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain(`<a href="https://redress.example/v1/offers/${anOffer().token}"`);
  });

  it('tells nobody which of number and code is wrong, and closes a complaint on which codes are guessed', async () => {
    const complaint = await withLetter();
    const other = await withLetter();
    const [letter] = await listed(other);

    const wrong = await visit('', keyOf(complaint, 'AAAAAAAAAAAA'));
    const unknown = await visit('', { complaintNo: 'GSCS-000000-99999', trackingCode: TRACKING_CODE });
    const foreign = await visit(`/${letter?.letterId}`, keyOf(complaint));
    const missing = await visit('', { complaintNo: complaint.complaintNo });

    expect([wrong.status, unknown.status, foreign.status, missing.status]).toEqual([404, 404, 404, 422]);
    expect(await wrong.json()).toMatchObject({ type: 'urn:redress:problem:unknown-number-or-code' });
    expect(await unknown.json()).toMatchObject({ type: 'urn:redress:problem:unknown-number-or-code' });
    await rig.service.database.query('update wrong_code set in_window = 50 where complaint_id = $1', [
      complaint.complaintId,
    ]);
    const locked = await visit('', keyOf(complaint));
    expect([locked.status, Number(locked.headers.get('retry-after')) > 0]).toEqual([429, true]);
    expect(rig.countOf(other, 'complaint-acknowledged')).toBe(0);
  });

  it('works as plain pages in both languages', async () => {
    const complaint = await withLetter({ name: '<b>王</b>' });
    const form = await fetch(`${rig.service.url}/v1/portal/letters`, { headers: { 'accept-language': 'en-GB' } });
    const asForm = (path: string, sent: Record<string, string>) =>
      fetch(`${rig.service.url}/v1/portal/letters${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
        body: new URLSearchParams(sent),
      });

    const empty = await asForm('?lang=zh', { complaintNo: '' });
    const wrong = await asForm('?lang=zh', keyOf(complaint, 'AAAAAAAAAAAA'));
    const list = await asForm('?lang=zh', keyOf(complaint));
    const html = await list.text();
    const [, letterId] = /portal\/letters\/([0-9a-f-]{36})/.exec(html) ?? [];
    const letter = await asForm(`/${letterId}?lang=zh`, keyOf(complaint));

    expect(await form.text()).toContain('Enter the number of your complaint');
    expect([empty.status, wrong.status, list.status, letter.status]).toEqual([422, 404, 200, 200]);
    expect(await wrong.text()).toContain('编号与查询码不符');
    expect(html).toContain('投诉受理函');
    const words = await letter.text();
    expect(words).toContain(`查询码：${TRACKING_CODE}`);
    expect(words).not.toContain('<b>王');
  });

  it('leaves out what is no longer so', async () => {
    const complaint = await rig.register({ email: undefined });
    await rig.story.tell(complaint, complaintWithdrawn);
    await rig.dispatchUntil('the letters', async () => {
      const row = await rig.letter(complaint, 'WITHDRAWAL');
      return row.status === 'FAILED' || undefined;
    });

    expect((await listed(complaint)).map(({ kind }) => kind)).toEqual(['WITHDRAWAL']);
  });
});
