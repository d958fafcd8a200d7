import { StoryFold, type StoryRecord } from './story';

let sequence = 0;

const event = (fact: string, emitter: string, value: Record<string, unknown>): StoryRecord => ({
  id: `event-${++sequence}`,
  type: `redress.${emitter}.${fact}.v1`,
  emitter,
  complaintId: 'c1',
  recordedAt: new Date(1_000 * sequence),
  value,
});

const registration = () =>
  event('complaint-registered', 'intake', {
    complaintNo: 'GSCS-1',
    source: { source: 'portal', id: 'demo-S001' },
    stateSeq: 1,
    from: null,
    to: 'REGISTERED',
    holder: 'routing',
  });

const clock = (fact: string, rest: object = {}) => event(fact, 'routing', { clock: 'RESOLUTION', cycle: 0, ...rest });

function fold(...records: StoryRecord[]) {
  const story = new StoryFold();
  for (const record of records) story.add(record);
  return story;
}

describe('folding stories', () => {
  it('finds the complaint of a submission and remembers the first time of a milestone', () => {
    const first = event('complaint-acknowledged', 'notification', {});
    const story = fold(registration(), first, event('complaint-acknowledged', 'notification', {}));

    const tale = story.ofSubmission('portal', 'demo-S001');

    expect(tale?.complaintNo).toBe('GSCS-1');
    expect(tale?.milestones.get('acknowledged')).toEqual(first.recordedAt);
    expect(story.proof()).toEqual({ checked: 1, illegal: [] });
  });

  it('takes a record that stands there twice once', () => {
    const rejected = event('approval-rejected', 'resolution', {});

    const tale = fold(registration(), rejected, rejected).tales.get('c1');

    expect(tale?.approvalsRejected).toBe(1);
  });

  it('follows a clock to its fate', () => {
    const fateOf = (...records: StoryRecord[]) =>
      fold(registration(), ...records)
        .tales.get('c1')
        ?.clocks.get('RESOLUTION/0')?.fate;

    expect(fateOf(clock('clock-started'))).toBe('running');
    expect(fateOf(clock('clock-started'), clock('clock-met', { breached: false }))).toBe('met');
    expect(fateOf(clock('clock-started'), clock('clock-breached'), clock('clock-met', { breached: true }))).toBe(
      'breached',
    );
    expect(
      fateOf(clock('clock-breached'), clock('clock-breach-withdrawn'), clock('clock-met', { breached: false })),
    ).toBe('met');
    expect(fateOf(clock('clock-started'), clock('clock-cancelled'))).toBe('cancelled');
    expect(fateOf(clock('clock-breached'), clock('clock-cancelled'))).toBe('breached');
  });

  it('proves a story illegal that skips a step', () => {
    const story = fold(
      registration(),
      event('complaint-assigned', 'routing', {
        stateSeq: 3,
        from: 'UNDER_ASSESSMENT',
        to: 'ASSIGNED',
        holder: 'routing',
      }),
    );

    expect(story.proof().illegal).toHaveLength(1);
  });
});
