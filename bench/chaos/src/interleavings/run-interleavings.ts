import { setTimeout as delay } from 'node:timers/promises';
import { SeededRandom } from '@redress/testing';
import { aSubmission, CaseWork, Refused } from '@redress/workload';
import { ACTS, type Act, type Situation, SITUATIONS } from './acts';
import type { DrivenPlace } from './driven-place';
import { FAILED_ONCE } from './failed-once';
import { gatherEvidence } from './gather-evidence';
import { judge } from './judge';

/** What one seed did to one complaint. */
export interface Interleaving {
  readonly seed: number;
  readonly situation: Situation;
  /** Each act with what came of it: `done`, or the problem that was answered. */
  readonly acts: readonly { readonly name: string; readonly outcome: string }[];
  /** The complaint, and the other one where an act is about two. */
  readonly complaintIds: readonly string[];
}

/** What is to be done at the same time, where. */
export interface Course {
  /** For how far the acts are apart. */
  readonly seed: number;
  readonly situation: Situation;
  readonly acts: readonly Act[];
}

export interface InterleavingReport {
  readonly interleavings: readonly Interleaving[];
  /** One line for each broken promise; with the seeds whose complaint it is about. */
  readonly violations: readonly string[];
}

const LONGEST_DELAY_MS = 40;
const HOUR_MS = 3_600_000;

/** The roads to each situation, for a complaint that was registered and assigned; so was the other one, where there is one. */
const ROADS: Readonly<Record<Situation, (work: CaseWork, place: DrivenPlace, other: CaseWork) => Promise<void>>> = {
  UNDER_ASSESSMENT: (work) => work.returnAssignment(),
  ASSIGNED: async () => undefined,
  UNDER_INVESTIGATION: (work) => work.accept(),
  AWAITING_COMPLAINANT: async (work, place) => {
    await work.accept();
    await work.askComplainant('Which batch is it?', daysFrom(place, 5));
  },
  AWAITING_THIRD_PARTY: async (work, place) => {
    await work.accept();
    await work.askThirdParty(daysFrom(place, 5));
  },
  DETERMINED: async (work) => {
    await work.accept();
    await work.investigate();
  },
  PENDING_APPROVAL: async (work, place, other) => {
    await ROADS.DETERMINED(work, place, other);
    await work.propose();
  },
  RESOLUTION_OFFERED: async (work, place, other) => {
    await ROADS.PENDING_APPROVAL(work, place, other);
    await work.approve();
  },
  LAST_DAY_OF_OFFER: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    // The reminders are sent at half of the time and at four fifths of it.
    for (const hours of [90, 50, 22]) {
      await place.settle();
      await place.pass(hours * HOUR_MS);
    }
  },
  OFFER_TO_IMPOSE: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    await work.proposeImposition();
  },
  LAPSED_OFFER: async (work, place, other) => {
    await ROADS.LAST_DAY_OF_OFFER(work, place, other);
    await place.settle();
    await place.pass(24 * HOUR_MS);
  },
  REMEDY_IN_PROGRESS: (work) => work.toRemedies(),
  REMEDY_BEGUN: async (work) => {
    await work.toRemedies();
    await work.startRemedies();
  },
  REMEDY_FAILED: async (work) => {
    await work.toRemedies();
    await work.startRemedies();
    await work.failRemedies();
  },
  CANCELLATION_PROPOSED: async (work) => {
    await work.toRemedies();
    await work.proposeCancellation();
  },
  ACCEPTANCE_RECORDED: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    await work.answerByPhone('ACCEPT');
  },
  RESOLVED: (work) => work.toResolved(),
  CLOSED: async (work) => {
    await work.toResolved();
    await work.followUp(true);
  },
  OFFER_UNDER_REVIEW: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    await work.askForReview('The plan says nothing of the lost days.');
  },
  REMEDY_UNDER_REVIEW: async (work) => {
    await work.toRemedies();
    await work.askForReview('Nobody has paid.');
  },
  RECORD_UNDER_REVIEW: async (work, place, other) => {
    await ROADS.ACCEPTANCE_RECORDED(work, place, other);
    await work.askForReview('Nobody has paid.');
  },
  CLOSED_UNDER_REVIEW: async (work, place, other) => {
    await ROADS.CLOSED(work, place, other);
    await work.askForReview('It leaks again.');
  },
  OFFER_IN_DISPUTE: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    await work.openDispute(daysFrom(place, 30));
  },
  REMEDY_IN_DISPUTE: async (work, place, other) => {
    await ROADS.ACCEPTANCE_RECORDED(work, place, other);
    await work.openDispute(daysFrom(place, 30));
  },
  MERGED: (work, _place, other) => work.mergeInto(other),
  SUSPENDED_INVESTIGATION: async (work, place, other) => {
    await ROADS.AWAITING_COMPLAINANT(work, place, other);
    await work.suspend(daysFrom(place, 20));
  },
  SUSPENDED_OFFER: async (work, place, other) => {
    await ROADS.RESOLUTION_OFFERED(work, place, other);
    await work.suspend(daysFrom(place, 20));
  },
  SUSPENDED_REMEDY: async (work, place) => {
    await work.toRemedies();
    await work.suspend(daysFrom(place, 20));
  },
  SUSPENDED_REVIEW: async (work, place, other) => {
    await ROADS.REMEDY_UNDER_REVIEW(work, place, other);
    await work.suspend(daysFrom(place, 20));
  },
};

/** What a situation needs of the submission. */
const SUBMITTED: Readonly<Partial<Record<Situation, Parameters<typeof aSubmission>[0]>>> = {
  // Words that make the law an issue, without which nothing is imposed.
  OFFER_TO_IMPOSE: { description: '电热水壶用了三天就漏水，已委托律师，准备起诉。' },
};

const daysFrom = (place: DrivenPlace, days: number) => new Date(place.now.getTime() + days * 24 * HOUR_MS);

/**
 * Lets people act at the same time on one complaint for each course; chance says how far they are apart. What was refused is as good as what was done; afterwards topic and databases are judged.
 * @throws when an act fails with anything but a problem of the platform's own (a 5xx, a broken connection)
 */
export async function runInterleavings(
  place: DrivenPlace,
  courses: readonly Course[],
  tell: (interleaving: Interleaving) => void = () => undefined,
): Promise<InterleavingReport> {
  const interleavings: Interleaving[] = [];
  for (const course of courses) {
    const interleaving = await interleave(place, course);
    interleavings.push(interleaving);
    tell(interleaving);
  }
  await place.settle();
  const found = judge(await gatherEvidence(place.platform));
  const seedOf = new Map(
    interleavings.flatMap(({ complaintIds, seed }) => complaintIds.map((id) => [id, seed] as const)),
  );
  const violations = found.map((line) => {
    const seed = seedOf.get(line.split(':', 1)[0] ?? '');
    return seed === undefined ? line : `seed ${seed}: ${line}`;
  });
  return { interleavings, violations };
}

/** The situation and the acts of those that failed once. Throws when there is no such act any more. */
export function coursesThatFailedOnce(): Course[] {
  return FAILED_ONCE.map(({ situation, acts }, index) => ({
    seed: index + 1,
    situation,
    acts: acts.map((name) => {
      const act = ACTS.find((one) => one.name === name && one.in.includes(situation));
      if (!act) throw new Error(`In ${situation} there is no act "${name}"`);
      return act;
    }),
  }));
}

/** The situation and the acts that a seed chooses. Those that make sense in few situations come as often as the others. */
export function choose(seed: number): Course {
  const random = new SeededRandom(seed, 'choice');
  const situation = random.pick(SITUATIONS);
  const possible = ACTS.filter((act) => act.in.includes(situation));
  const moving = possible.filter((act) => act.in.length < SITUATIONS.length);
  const count = random.next() < 0.3 ? 2 : 1;
  const others = Array.from({ length: count }, () =>
    random.next() < 0.5 ? theRarer(random, moving) : random.pick(possible),
  );
  return { seed, situation, acts: [theRarer(random, moving), ...others] };
}

/** One of the acts; it is drawn the more easily, the fewer situations have it. */
function theRarer(random: SeededRandom, acts: readonly Act[]): Act {
  const weights = acts.map((act) => 1 / act.in.length);
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return acts.find((_, index) => (left -= weights[index] ?? 0) < 0) ?? random.pick(acts);
}

async function interleave(place: DrivenPlace, { acts, seed, situation }: Course): Promise<Interleaving> {
  const random = new SeededRandom(seed, 'course');
  const begin = async (name: string): Promise<CaseWork> => {
    const submission = aSubmission(SUBMITTED[situation]);
    const complainant = { ...submission.complainant, email: `seed-${seed}-${name}-${Date.now()}@example.com` };
    const begun = await CaseWork.byStaff(place.people, { ...submission, complainant });
    await begun.assigned();
    return begun;
  };
  const work = await begin('a');
  // What is handled together was there before; what is merged only now comes in as late as can be.
  const primary = situation === 'MERGED' ? await begin('b') : undefined;
  await ROADS[situation](work, place, primary ?? work);
  const other = primary ?? (acts.some(({ withOther }) => withOther) ? await begin('b') : undefined);
  await place.settle();
  const outcomes = await Promise.all(
    acts.map(async (act, index) => {
      await delay(random.between(0, LONGEST_DELAY_MS));
      return {
        name: act.name,
        outcome: await outcomeOf(act.run(work, place, new SeededRandom(seed, index), other ?? work)),
      };
    }),
  );
  await place.settle();
  const complaintIds = [work.complaintId, ...(other ? [other.complaintId] : [])];
  return { seed, situation, acts: outcomes, complaintIds };
}

async function outcomeOf(act: Promise<unknown>): Promise<string> {
  try {
    await act;
    return 'done';
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return error.kind;
    throw error;
  }
}
