import {
  answerObjected,
  offerAccepted,
  offerCountered,
  offerLapsed,
  offerRefused,
  partyAnswered,
  resolutionOffered,
  STATE,
} from '@redress/contracts';
import { FACTS, anOffer } from '../compose-letter/letter-material.builder.spec';
import { NotificationRig } from '../../testing/notification-rig.spec';

let rig: NotificationRig;

beforeAll(async () => {
  rig = await NotificationRig.start();
}, 240_000);

afterAll(() => rig?.stop(), 30_000);

const OBJECT_BY = '2026-03-17T02:00:00.000Z';
const RECORDED = { offerId: FACTS.OFFER.offerId, consentChannel: 'RECORDED_CALL', objectBy: OBJECT_BY } as const;

async function offered() {
  const complaint = await rig.register();
  await rig.publishResolutionDossier(complaint, { offer: anOffer() });
  await rig.story.tell(complaint, resolutionOffered, { offerId: FACTS.OFFER.offerId });
  return complaint;
}
type Offered = Awaited<ReturnType<typeof offered>>;

const mailOf = (complaint: Offered, subject: string) =>
  rig.dispatchUntil(subject, () =>
    rig.mail.to(rig.addressOf(complaint)).find((mail) => mail.subject?.includes(subject)),
  );

// RM-09
describe('what staff recorded as the answer', () => {
  it('is told to the complainant, once, with what was recorded and until when it can be objected to', async () => {
    const complaint = await offered();
    await rig.story.tell(complaint, offerAccepted, RECORDED, { times: 2 });

    const { text } = await mailOf(complaint, '请核对您的答复记录');

    for (const words of [
      '答复方式：录音电话',
      '您可在 2026年3月17日 10:00（中国标准时间） 前提出异议',
      '退款',
      anOffer().token,
    ]) {
      expect(text).toContain(words);
    }
    const again = rig.mail
      .to(rig.addressOf(complaint))
      .filter(({ subject }) => subject?.includes('请核对您的答复记录'));
    expect(again).toHaveLength(1);
  });

  it('is not told when the complainant gave it by the link', async () => {
    const complaint = await offered();
    await rig.story.tell(complaint, offerAccepted, { offerId: FACTS.OFFER.offerId, consentChannel: 'LINK' });
    const later = await offered();
    await rig.story.tell(later, offerAccepted, RECORDED);
    await mailOf(later, '请核对您的答复记录');

    expect(rig.mail.to(rig.addressOf(complaint)).some(({ subject }) => subject?.includes('答复记录'))).toBe(false);
  });

  // T43
  it('of a lapsed offer is told with a correction', async () => {
    const complaint = await offered();
    await rig.story.tell(complaint, offerLapsed);
    await rig.story.tell(complaint, offerAccepted, RECORDED, { reasonCode: 'LATE_CONSENT' });

    const { text } = await mailOf(complaint, '更正：投诉处理方案继续执行');

    expect(text).toContain('此前告知您“方案逾期未复、已经失效”的函件不再有效');
    expect(text).toContain('2026年3月17日 10:00');
  });

  it('as another proposal is confirmed with the time to object, which no one has who wrote it', async () => {
    const recorded = await offered();
    await rig.story.tell(recorded, offerCountered, { answerChannel: 'AT_COUNTER', objectBy: OBJECT_BY });
    const own = await offered();
    await rig.story.tell(own, offerCountered);

    expect((await mailOf(recorded, '您的答复已收到')).text).toContain('您可在 2026年3月17日 10:00');
    expect((await mailOf(own, '您的答复已收到')).text).not.toContain('异议');
  });

  it('and objected to is confirmed', async () => {
    const complaint = await offered();
    await rig.story.tell(complaint, offerAccepted, RECORDED);
    await rig.story.tell(complaint, answerObjected, {}, { times: 2 });

    expect((await mailOf(complaint, '您的异议已收到')).text).toContain('该记录自即时起不再有效');
  });

  // T22, T40
  it('of one of several complainants is confirmed at once, and the end of the negotiation to them as to the others', async () => {
    const complaint = await offered();
    const answerId = '019a9d6e-7a00-7000-8000-0000000000f4';
    const given = { answerId, partyId: complaint.complaintId };
    await rig.story.tell(complaint, partyAnswered, { ...given, decision: 'REFUSE' });
    await rig.story.tell(complaint, offerRefused, { ...given, to: STATE.RESOLVED } as object);

    await mailOf(complaint, '您的答复已收到');
    await mailOf(complaint, '程序终结');
  });
});
