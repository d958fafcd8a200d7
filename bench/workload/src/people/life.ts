import type { SeededRandom } from '@redress/testing';
import type { Submission } from '../submissions/a-submission';
import { CaseWork, type Door } from './case-work';
import type { Workplace } from './workplace';

/**
 * How a complaint goes: straight to its end; closed after the complainant was dissatisfied once; withdrawn; closed after
 * the approver sent the plan back.
 */
export type Course = 'PLAIN' | 'DISSATISFIED' | 'WITHDRAWN' | 'REJECTED';

/** What happens to one complaint from its submission to its end. */
export interface LifePlan {
  readonly door: Door;
  readonly course: Course;
}

/** How often each comes, in percent. */
export interface LifeMix {
  readonly doors: Readonly<Record<Door, number>>;
  readonly courses: Readonly<Record<Course, number>>;
}

/** As in the samples of the product. */
export const USUAL_MIX: LifeMix = {
  doors: { staff: 40, portal: 30, topic: 30 },
  courses: { PLAIN: 76, DISSATISFIED: 8, WITHDRAWN: 8, REJECTED: 8 },
};

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
  await work.accept();
  if (course === 'WITHDRAWN') {
    await work.askToWithdraw('The matter has settled itself.');
    await work.toBe('WITHDRAWN');
    return work;
  }
  await settle(work, course === 'REJECTED');
  if (course === 'DISSATISFIED') {
    await work.followUp(false);
    await work.assess();
    await work.accept();
    await settle(work, false);
  }
  await work.followUp(true);
  return work;
}

/** From the investigation to the executed remedies. */
async function settle(work: CaseWork, isRejectedFirst: boolean): Promise<void> {
  await work.investigate();
  await work.propose();
  if (isRejectedFirst) await work.proposeAgain();
  await work.approve();
  await work.acceptOffer();
  await work.execute();
}

function drawn<T extends string>(random: SeededRandom, shares: Readonly<Record<T, number>>): T {
  const entries = Object.entries(shares) as [T, number][];
  let left = random.between(
    0,
    entries.reduce((sum, [, share]) => sum + share, 0),
  );
  for (const [name, share] of entries) if ((left -= share) < 0) return name;
  throw new Error('Nothing can be drawn from no shares');
}
