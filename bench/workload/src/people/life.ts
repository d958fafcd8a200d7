import type { SeededRandom } from '@redress/testing';
import type { Submission } from '../submissions/a-submission';
import { CaseWork, type Door } from './case-work';
import type { Workplace } from './workplace';

/**
 * How a complaint goes: straight to its end; closed after the complainant was dissatisfied once; withdrawn; closed after
 * the approver sent the plan back; and the roads that are named for what is done on them, which all end with a closed case
 * but for what was taken out of a merged one again.
 */
export type Course =
  | 'PLAIN'
  | 'DISSATISFIED'
  | 'WITHDRAWN'
  | 'REJECTED'
  | 'RETURNED'
  | 'TRANSFERRED'
  | 'SUPPLEMENTED'
  | 'QUESTIONED'
  | 'THIRD_PARTY'
  | 'SUSPENDED'
  | 'COUNTERED'
  | 'REFUSED'
  | 'RECORDED'
  | 'OBJECTED'
  | 'FAILED'
  | 'RENEGOTIATED'
  | 'CANCELLED'
  | 'REVIEWED'
  | 'DISPUTED'
  | 'MERGED';

/** What happens to one complaint from its submission to its end. */
export interface LifePlan {
  readonly door: Door;
  readonly course: Course;
}

/** How often each comes, in percent. */
export interface LifeMix {
  readonly doors: Readonly<Record<Door, number>>;
  readonly courses: Readonly<Partial<Record<Course, number>>>;
}

/** As in the samples of the product. */
export const USUAL_MIX: LifeMix = {
  doors: { staff: 40, portal: 30, topic: 30 },
  courses: { PLAIN: 76, DISSATISFIED: 8, WITHDRAWN: 8, REJECTED: 8 },
};

/** Every road that a complaint can go, most of them as often as the others. */
export const EVERY_ROAD: LifeMix = {
  doors: USUAL_MIX.doors,
  courses: {
    PLAIN: 19,
    DISSATISFIED: 5,
    WITHDRAWN: 5,
    REJECTED: 5,
    RETURNED: 4,
    TRANSFERRED: 4,
    SUPPLEMENTED: 4,
    QUESTIONED: 5,
    THIRD_PARTY: 4,
    SUSPENDED: 4,
    COUNTERED: 4,
    REFUSED: 4,
    RECORDED: 5,
    OBJECTED: 4,
    FAILED: 4,
    RENEGOTIATED: 4,
    CANCELLED: 4,
    REVIEWED: 4,
    DISPUTED: 4,
    MERGED: 4,
  },
};

const DAY_MS = 86_400_000;
const THIRTY_DAYS_MS = 30 * DAY_MS;

/** The plan of the next life. */
export function nextLife(random: SeededRandom, { doors, courses }: LifeMix = USUAL_MIX): LifePlan {
  return { door: drawn(random, doors), course: drawn(random, courses) };
}

/**
 * Everything that people do to one complaint until it is closed or withdrawn. No step waits for business time, so it
 * ends on a real clock as it does on a driven one.
 */
export async function live(place: Workplace, { door, course }: LifePlan, submission: Submission): Promise<CaseWork> {
  const work = await CaseWork.by(door, place, door === 'portal' ? { ...submission, channel: 'WEB_FORM' } : submission);
  await work.assigned();
  await ROADS[course](work, place, submission);
  return work;
}

type Road = (work: CaseWork, place: Workplace, submission: Submission) => Promise<void>;

/** From the assignment to the end. */
const ROADS: Readonly<Record<Course, Road>> = {
  PLAIN: async (work) => {
    await work.accept();
    await agree(work);
    await end(work);
  },
  DISSATISFIED: async (work) => {
    await work.accept();
    await agree(work);
    await work.execute();
    await work.followUp(false);
    await work.assess();
    await work.accept();
    await agree(work);
    await end(work);
  },
  WITHDRAWN: async (work) => {
    await work.accept();
    await work.askToWithdraw('The matter has settled itself.');
    await work.toBe('WITHDRAWN');
  },
  REJECTED: async (work) => {
    await work.accept();
    await work.investigate();
    await work.propose();
    await work.proposeAgain();
    await work.approve();
    await work.acceptOffer();
    await end(work);
  },
  RETURNED: async (work, place, submission) => {
    await work.returnAssignment();
    await work.assess();
    await ROADS.PLAIN(work, place, submission);
  },
  TRANSFERRED: async (work, place, submission) => {
    await work.handOn();
    await ROADS.PLAIN(work, place, submission);
  },
  SUPPLEMENTED: async (work) => {
    await work.accept();
    await work.supplement('It also smells burnt.');
    await agree(work);
    await end(work);
    await work.supplement('Thank you.');
  },
  QUESTIONED: async (work, place) => {
    await work.accept();
    await work.askComplainant('Which batch is it?', new Date(place.now.getTime() + 3 * DAY_MS));
    await work.answerQuestions('The one of March.');
    await agree(work);
    await end(work);
  },
  THIRD_PARTY: async (work, place) => {
    await work.accept();
    await work.askThirdParty(new Date(place.now.getTime() + 3 * DAY_MS));
    await work.thirdPartiesReply();
    await agree(work);
    await end(work);
  },
  SUSPENDED: async (work, place) => {
    await work.accept();
    await work.suspend(new Date(place.now.getTime() + 20 * DAY_MS));
    await work.toBe('SUSPENDED');
    await work.liftSuspension();
    await work.toBe('UNDER_INVESTIGATION');
    await agree(work);
    await end(work);
  },
  COUNTERED: async (work) => {
    await offer(work);
    await work.objectToOffer('COUNTER', 'A new one, please.');
    await offerInstead(work);
    await end(work);
  },
  REFUSED: async (work) => {
    await offer(work);
    await work.objectToOffer('REFUSE', 'That is too little.');
    await offerInstead(work);
    await end(work);
  },
  RECORDED: async (work) => {
    await offer(work);
    await work.answerByPhone('ACCEPT');
    await end(work);
  },
  OBJECTED: async (work) => {
    await offer(work);
    await work.answerByPhone('ACCEPT');
    await work.objectToRecord();
    await offerInstead(work);
    await end(work);
  },
  FAILED: async (work) => {
    await offer(work);
    await work.acceptOffer();
    await work.startRemedies();
    await work.failRemedies();
    await work.startRemedies();
    await end(work);
  },
  RENEGOTIATED: async (work) => {
    await offer(work);
    await work.acceptOffer();
    await work.startRemedies();
    await work.failRemedies();
    await work.renegotiate();
    await offerInstead(work);
    await end(work);
  },
  CANCELLED: async (work) => {
    await offer(work);
    await work.acceptOffer();
    await work.proposeCancellation();
    await work.decideCancellation('APPROVE');
    await work.followUp(true);
  },
  REVIEWED: async (work) => {
    await offer(work);
    await work.recordReviewRequest('The plan says nothing of the lost days.');
    await work.decideReview('OFFER_STANDS');
    await work.acceptOffer();
    await end(work);
  },
  DISPUTED: async (work, place) => {
    const inAMonth = new Date(place.now.getTime() + THIRTY_DAYS_MS);
    await offer(work);
    await work.openDispute(inAMonth);
    await work.recordAward('FOR_COMPLAINANT', true, inAMonth);
    await offerInstead(work);
    await end(work);
  },
  MERGED: async (work, place, submission) => {
    const { complainant } = submission;
    // Another person writes about the same; both stay told.
    const other = await CaseWork.byStaff(place, {
      ...submission,
      complainant: { ...complainant, email: `with-${complainant.email}` },
    });
    await other.assigned();
    await work.mergeInto(other);
    await work.toBe('MERGED');
    await work.undoMerge();
    await work.assess();
    await ROADS.PLAIN(work, place, submission);
    await other.askToWithdraw('The matter has settled itself.');
    await other.toBe('WITHDRAWN');
  },
};

/** From the acceptance by a handler to an offer. */
async function offer(work: CaseWork): Promise<void> {
  await work.accept();
  await work.investigate();
  await work.propose();
  await work.approve();
}

/** Another offer than the one before, which is accepted. */
async function offerInstead(work: CaseWork): Promise<void> {
  await work.proposeInstead();
  await work.approve();
  await work.acceptOffer();
}

/** From the investigation to the consent. */
async function agree(work: CaseWork): Promise<void> {
  await work.investigate();
  await work.propose();
  await work.approve();
  await work.acceptOffer();
}

/** From the consent to the closed case. */
async function end(work: CaseWork): Promise<void> {
  await work.execute();
  await work.followUp(true);
}

function drawn<T extends string>(random: SeededRandom, shares: Readonly<Partial<Record<T, number>>>): T {
  const entries = Object.entries(shares) as [T, number][];
  let left = random.between(
    0,
    entries.reduce((sum, [, share]) => sum + share, 0),
  );
  for (const [name, share] of entries) if ((left -= share) < 0) return name;
  throw new Error('Nothing can be drawn from no shares');
}
