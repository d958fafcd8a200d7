import fc from 'fast-check';
import { dayInZone } from '../zoned-days';
import { dimensionsOf, type ComplaintFold } from './complaint-fold';
import { contributionsOf, CounterSums } from './contributions';
import { foldEvent, type DayOf } from './fold-story';
import { snapshotOf } from './snapshot';
import { aRichStory, StoryBuilder } from './story.builder.spec';
import type { StoryEvent } from './story-event';
import {
  complaintClosed,
  complaintReclassified,
  complaintRegistered,
  complaintResolved,
  complaintStateSchema,
  complaintWithdrawn,
  disputeDecided,
  reviewDecided,
  type EventContract,
} from '@redress/contracts';

const dayOf: DayOf = (at) => dayInZone(at, 'Asia/Shanghai');

function folded(events: readonly StoryEvent[]): ComplaintFold {
  return events.reduce<ComplaintFold | undefined>(
    (fold, event) => foldEvent(fold, event, dayOf),
    undefined,
  ) as ComplaintFold;
}

describe('folding a story', () => {
  // D3
  it('knows where the complaint stands, who has it and what it was found to be', () => {
    const fold = folded(aRichStory());

    expect(dimensionsOf(fold)).toEqual({
      kind: 'COMPLAINT',
      state: 'CLOSED',
      category: 'PRODUCT_QUALITY.DEFECT',
      channel: 'WEB_FORM',
      severity: 'MAJOR',
      priority: 'P2',
      unitId: 'CS',
      breachedClocks: ['RESOLUTION'],
    });
    expect(fold).toMatchObject({ reopenCount: 1, level: { value: 3 }, verdict: { value: 'VALID' } });
  });

  // T31, T33
  it.each([reviewDecided, disputeDecided] as const)(
    'knows how $fact closed a case, and how it was closed last',
    (decided) => {
      const story = () => new StoryBuilder().say(complaintRegistered).say(complaintResolved);
      const code = (builder: StoryBuilder) => folded(builder.events).closure?.value.code;
      const ends = { closureCode: 'RESOLVED_DISSATISFIED_EXHAUSTED' } as const;

      expect(code(story().say(decided as EventContract, { closureCode: undefined } as object))).toBeUndefined();
      expect(code(story().say(decided as EventContract, ends as object))).toBe(ends.closureCode);
      expect(
        code(
          story()
            .say(complaintClosed)
            .say(decided as EventContract, ends as object),
        ),
      ).toBe(ends.closureCode);
      expect(
        code(
          story()
            .say(decided as EventContract, ends as object)
            .say(complaintClosed),
        ),
      ).toBe(complaintClosed.example.closureCode);
    },
  );

  // T31, T33
  it.each([reviewDecided, disputeDecided] as const)(
    'keeps what the complainant said of it when $fact closes a case again, and forgets it with the next end',
    (decided) => {
      const closed = new StoryBuilder().say(complaintRegistered).say(complaintClosed, { satisfaction: 4 });
      const again = { closureCode: 'RESOLVED_DISSATISFIED_EXHAUSTED' } as object;

      expect(folded(closed.say(decided as EventContract, again).events).satisfaction?.value).toBe(4);
      expect(folded(closed.say(complaintClosed, { satisfaction: undefined }).events).satisfaction?.value).toBeNull();
    },
  );

  it('keeps the first time of each milestone', () => {
    const { milestones } = folded(aRichStory());

    expect(milestones.assigned).toBe('2026-03-02T10:00:00.000Z');
    expect(milestones.ended).toBe('2026-03-03T00:00:00.000Z');
  });

  it('counts a withdrawn breach as kept and a late stop as missed', () => {
    const counted = contributionsOf(folded(aRichStory()))
      .filter((key) => key.measure === 'CLOCK')
      .map((key) => `${key.value} ${key.detail}`);

    expect(counted.sort()).toEqual(
      [
        'ACKNOWLEDGEMENT STARTED',
        'ACKNOWLEDGEMENT MET_IN_TIME',
        'ACKNOWLEDGEMENT BREACH_TAKEN_BACK',
        'RESOLUTION STARTED',
        'RESOLUTION BREACHED',
        'RESOLUTION STARTED',
        'RESOLUTION OPEN',
      ].sort(),
    );
  });

  it('counts a complaint on the day of its receipt where the enterprise is', () => {
    const early = new StoryBuilder().say(complaintRegistered, { receivedAt: '2026-03-01T16:30:00.000Z' });

    expect(contributionsOf(folded(early.events))[0]?.day).toBe('2026-03-02');
  });

  // IN-25, T38
  it('counts a complaint as what it was made last', () => {
    const story = new StoryBuilder()
      .say(complaintRegistered, { kind: 'ENQUIRY' })
      .say(complaintReclassified, { kind: 'COMPLAINT' });

    expect(new Set(contributionsOf(folded(story.events.slice(0, 1))).map(({ kind }) => kind))).toEqual(
      new Set(['ENQUIRY']),
    );
    expect(new Set(contributionsOf(folded(story.events)).map(({ kind }) => kind))).toEqual(new Set(['COMPLAINT']));
  });

  it('takes any ending as the end', () => {
    const withdrawn = new StoryBuilder()
      .say(complaintRegistered)
      .say(complaintWithdrawn, {}, '2026-03-04T00:00:00.000Z');

    expect(folded(withdrawn.events)).toMatchObject({
      milestones: { ended: '2026-03-04T00:00:00.000Z' },
      position: { value: { state: 'WITHDRAWN' } },
    });
  });

  it('gives the same for every order and any repetition of the events', () => {
    const story = aRichStory();
    const expected = folded(story);
    const positions = fc.array(fc.nat({ max: story.length - 1 }), { maxLength: 40 });

    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          story.map((_, at) => at),
          { minLength: story.length },
        ),
        positions,
        (order, again) => {
          expect(folded([...order, ...again].map((at) => story[at] as StoryEvent))).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('changes counters so that they are always the sum over the complaints, event by event or at once', () => {
    const stories = ['a1', 'b2', 'c3'].map((tail) => aRichStory(`019a9d6e-7a00-7000-8000-0000000000${tail}`));
    const at = fc.array(fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: aRichStory().length - 1 })), {
      minLength: 1,
      maxLength: 80,
    });

    fc.assert(
      fc.property(at, (picks) => {
        const stepwise = new CounterSums();
        const folds = new Map<number, ComplaintFold>();
        for (const [story, event] of picks) {
          const before = folds.get(story);
          const after = foldEvent(before, stories[story]?.[event] as StoryEvent, dayOf);
          stepwise.add(before ? contributionsOf(before) : [], contributionsOf(after));
          folds.set(story, after);
        }
        const atOnce = new CounterSums();
        for (const fold of folds.values()) atOnce.add([], contributionsOf(fold));

        expect(stepwise.changes()).toEqual(atOnce.changes());
      }),
    );
  });

  it('publishes a snapshot that satisfies its contract after every event', () => {
    const story = aRichStory();

    for (let length = 1; length <= story.length; length += 1) {
      const snapshot = snapshotOf(folded(story.slice(0, length)));
      expect(complaintStateSchema.parse(snapshot)).toEqual(snapshot);
    }
  });
});
