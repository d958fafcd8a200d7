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

const clock = (state: string, rest: object = {}) =>
  event('clocks-changed', 'routing', { clocks: [{ clock: 'RESOLUTION', cycle: 0, state, breached: false, ...rest }] });
const mark = (fact: string) => event(fact, 'routing', { clock: 'RESOLUTION', cycle: 0 });

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

    expect(fateOf(clock('RUNNING'))).toBe('running');
    expect(fateOf(clock('RUNNING'), clock('MET'))).toBe('met');
    expect(fateOf(clock('RUNNING'), clock('BREACHED', { breached: true }), mark('clock-breached'))).toBe('breached');
    expect(fateOf(mark('clock-breached'), clock('MET'), mark('clock-breach-withdrawn'))).toBe('met');
    expect(fateOf(clock('RUNNING'), clock('CANCELLED'))).toBe('cancelled');
    expect(fateOf(mark('clock-breached'), clock('CANCELLED', { breached: true }))).toBe('breached');
  });

  it('follows the clock of a remedy line apart from that of the complaint', () => {
    const subject = { kind: 'REMEDY_LINE', id: 'r1' };
    const ofLine = event('clock-breached', 'routing', { clock: 'RESOLUTION', cycle: 0, subject });

    const { clocks } = fold(registration(), clock('MET'), ofLine).tales.get('c1')!;

    expect([...clocks.values()].map(({ fate }) => fate)).toEqual(['met', 'breached']);
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
