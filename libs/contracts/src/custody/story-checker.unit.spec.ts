import { StoryChecker, type StoryStep } from './story-checker';

const life: readonly (readonly [string, string | null, string, string])[] = [
  ['intake', null, 'REGISTERED', 'routing'],
  ['routing', 'REGISTERED', 'UNDER_ASSESSMENT', 'routing'],
  ['routing', 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing'],
  ['routing', 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation'],
  ['investigation', 'UNDER_INVESTIGATION', 'DETERMINED', 'resolution'],
];

const steps = (complaintId = 'c1'): StoryStep[] =>
  life.map(([emitter, from, to, holder], at) => ({
    complaintId,
    eventId: `${complaintId}-${at}`,
    emitter,
    type: `redress.${emitter}.x.v1`,
    stateSeq: at + 1,
    from,
    to,
    holder,
  }));

/** The holder suspends the complaint after `last` and lifts the suspension again. */
const suspension = ({ to, holder, ...last }: StoryStep, back: string): StoryStep[] =>
  [
    [to, 'SUSPENDED'],
    ['SUSPENDED', back],
  ].map(([from, next], at) => ({
    ...last,
    eventId: `suspension-${at}`,
    emitter: holder,
    stateSeq: last.stateSeq + at + 1,
    from: from!,
    to: next!,
    holder,
  }));

const check = (story: readonly StoryStep[]) => {
  const checker = new StoryChecker();
  for (const step of story) checker.add(step);
  return checker.result();
};

// PM-02, architecture 3.2
describe('checking stories', () => {
  it('finds a legal story legal, also when events stand on the topic twice', () => {
    const story = steps();

    expect(check([...story, ...story, ...steps('c2')])).toEqual({ checked: 2, illegal: [] });
  });

  it('finds a suspension legal that is lifted to the state and holder from which it came', () => {
    const story = steps();

    expect(check([...story.slice(0, 4), ...suspension(story[3] as StoryStep, 'UNDER_INVESTIGATION')]).illegal).toEqual(
      [],
    );
  });

  it.each<[string, (story: StoryStep[]) => StoryStep[], string]>([
    ['a hole', (story) => story.filter((step) => step.stateSeq !== 3), 'stateSeq 4 where 3 was due'],
    [
      'a wrong from',
      (story) => story.map((step) => (step.stateSeq === 3 ? { ...step, from: 'REGISTERED' } : step)),
      'from REGISTERED',
    ],
    [
      'a step of another service',
      (story) => story.map((step) => (step.stateSeq === 3 ? { ...step, emitter: 'resolution' } : step)),
      'does not let resolution',
    ],
    [
      'a wrong holder',
      (story) => story.map((step) => (step.stateSeq === 4 ? { ...step, holder: 'routing' } : step)),
      'holder routing',
    ],
    [
      'two events at one place',
      (story) => [...story, { ...(story[4] as StoryStep), eventId: 'stranger' }],
      'stateSeq 5 where 6 was due',
    ],
    [
      'a suspension that is lifted to another state',
      (story) => [...story.slice(0, 4), ...suspension(story[3] as StoryStep, 'AWAITING_COMPLAINANT')],
      'from SUSPENDED to AWAITING_COMPLAINANT',
    ],
    ['a story that does not begin at its beginning', (story) => story.slice(1), 'stateSeq 2 where 1 was due'],
  ])('finds %s', (_name, spoil, rule) => {
    const { illegal } = check(spoil(steps()));

    expect(illegal).toEqual([
      expect.objectContaining({ complaintId: 'c1', rule: expect.stringContaining(rule) as string }),
    ]);
  });

  it('finds a move by somebody who did not hold the complaint', () => {
    const stolen = steps().map((step) => (step.stateSeq === 1 ? { ...step, holder: 'routing' } : step));
    const checker = new StoryChecker();
    for (const step of stolen.slice(0, 3)) checker.add(step);

    checker.add({
      ...(stolen[3] as StoryStep),
      emitter: 'investigation',
      from: 'ASSIGNED',
      to: 'WITHDRAWN',
      holder: 'investigation',
    });

    expect(checker.result().illegal[0]?.rule).toContain('investigation moved it while routing held it');
  });
});
