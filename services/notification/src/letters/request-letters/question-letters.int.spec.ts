import {
  clockExtended,
  clockWarned,
  informationAwaited,
  investigationResumed,
  promiseMade,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import type { ToldComplaint } from '@redress/service-testing';
import { NotificationRig } from '../../testing/notification-rig.spec';

const DUE = '2099-03-10T09:00:00.000Z';
const QUESTION = '洗衣机的序列号是多少？';

let rig: NotificationRig;

beforeAll(async () => {
  rig = await NotificationRig.start();
}, 240_000);

afterAll(() => rig?.stop());

const tell = (complaint: ToldComplaint, contract: unknown, payload: object, times = 1) =>
  rig.story.tell(complaint, contract as EventContract, payload, { times });

const letters = async ({ complaintId }: ToldComplaint, kind: string) => {
  const { rows } = await rig.service.database.query('select from letter where complaint_id = $1 and kind = $2', [
    complaintId,
    kind,
  ]);
  return rows.length;
};

const warned = (informationRequestId: string, percent: number) => ({
  ...clockWarned.example,
  clockId: newId(),
  clock: 'COMPLAINANT_INFO',
  subject: { kind: 'INFORMATION_REQUEST', id: informationRequestId },
  percent,
  dueAt: DUE,
});

async function asked(): Promise<{ complaint: ToldComplaint; informationRequestId: string }> {
  const complaint = await rig.register();
  await rig.expectAt(complaint, DUE);
  const informationRequestId = newId();
  await rig.publishInvestigationDossier(complaint, {
    findings: [],
    questions: { informationRequestId, dueAt: DUE, texts: [QUESTION] },
  });
  await tell(complaint, informationAwaited, { informationRequestId, dueAt: DUE, dossierVersion: 1 });
  await rig.dispatchUntil('the questions', async () => {
    const { status } = await rig.letter(complaint, 'INFORMATION_REQUEST');
    return status === 'SENT';
  });
  return { complaint, informationRequestId };
}

const mailOf = (complaint: ToldComplaint, subject: string) =>
  rig.mail.to(rig.addressOf(complaint)).filter((mail) => mail.subject?.includes(subject));

describe('questions that the complainant does not answer', () => {
  // T13
  it('are repeated once in a reminder that says by when, and what follows without an answer', async () => {
    const { complaint, informationRequestId } = await asked();
    await tell(complaint, clockWarned, warned(informationRequestId, 50), 2);
    await tell(complaint, clockWarned, warned(informationRequestId, 80));
    await tell(complaint, clockWarned, {
      ...warned(informationRequestId, 50),
      clock: 'RESOLUTION',
      subject: undefined,
    });

    await rig.dispatchUntil('the reminder', async () => {
      const { status } = await rig.letter(complaint, 'INFORMATION_REMINDER');
      return status === 'SENT';
    });

    await rig.caughtUp(complaint);
    expect(await letters(complaint, 'INFORMATION_REMINDER')).toBe(1);
    expect(await letters(complaint, 'OFFER_REMINDER')).toBe(0);
    const [reminder] = mailOf(complaint, '提醒');
    expect(reminder?.text).toContain(QUESTION);
    expect(reminder?.text).toContain('逾期未答复的');
  });

  // T13
  it('are answered by a letter that says how it goes on, when their time is over, and by none when somebody replied', async () => {
    const [silent, answered] = [await asked(), await asked()];
    const resumed = { pausedAt: DUE, pausedSeconds: 1 };
    await tell(
      silent.complaint,
      investigationResumed,
      { ...resumed, informationRequestId: silent.informationRequestId, reason: 'NO_REPLY_IN_TIME', requestId: newId() },
      2,
    );
    await tell(answered.complaint, investigationResumed, {
      ...resumed,
      informationRequestId: answered.informationRequestId,
      reason: 'COMPLAINANT_REPLIED',
    });
    await rig.dispatchUntil('the letter', async () => {
      const { status } = await rig.letter(silent.complaint, 'INFORMATION_UNANSWERED');
      return status === 'SENT';
    });

    await rig.caughtUp(answered.complaint);
    expect(mailOf(silent.complaint, '逾期')[0]?.text).toContain('您仍可凭投诉编号随时补充材料');
    expect([
      await letters(silent.complaint, 'INFORMATION_UNANSWERED'),
      await letters(answered.complaint, 'INFORMATION_UNANSWERED'),
    ]).toEqual([1, 0]);
  });
});

describe('a promise', () => {
  // RM-12
  it('is confirmed to the complainant in words, with its date, once', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    await tell(complaint, promiseMade, { ...promiseMade.example, promiseKind: 'VISIT', dueAt: DUE }, 2);
    await rig.dispatchUntil('the letter', async () => (await rig.letter(complaint, 'PROMISE')).status === 'SENT');

    await rig.caughtUp(complaint);
    const [letter, ...more] = mailOf(complaint, '承诺');
    expect([letter?.text?.includes('上门与您沟通'), more.length]).toEqual([true, 0]);
  });
});

describe('a limit that is extended', () => {
  const extended = { ...clockExtended.example, contactId: undefined, dueAt: DUE, reason: 'LAB_TIME' as const };

  // CA-03
  it('by approval is told to the complainant with reason and new date, once, where it is a promise to them', async () => {
    const complaint = await rig.register();
    await rig.expectAt(complaint, DUE);
    const other = await rig.register();
    await rig.expectAt(other, DUE);
    await tell(complaint, clockExtended, { ...extended, clock: 'RESOLUTION', stepId: newId() }, 2);
    await tell(other, clockExtended, { ...extended, clock: 'ASSIGNEE_ACCEPT', stepId: newId() });
    await tell(other, clockExtended, { ...extended, clock: 'RESOLUTION', contactId: newId() });
    await rig.dispatchUntil('the letter', async () => (await rig.letter(complaint, 'EXTENSION')).status === 'SENT');

    await rig.caughtUp(other);
    const [letter, ...more] = mailOf(complaint, '延期');
    expect([letter?.text?.includes('检测周期'), more.length]).toEqual([true, 0]);
    expect(await letters(other, 'EXTENSION')).toBe(0);
  });
});
