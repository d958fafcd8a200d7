import { type ChaosReport, longestRecoveries, renderReport, violationCount } from './report';
import type { FaultRecord } from './run-record';

const fault = (change: Partial<FaultRecord>): FaultRecord => ({
  kind: 'mail-down',
  target: 'mail server',
  at: '2026-11-22T10:00:00.000Z',
  inFlight: 31,
  lastedSeconds: 7.5,
  recoverySeconds: 0.2,
  ...change,
});

function aReport(faults: readonly FaultRecord[], violations: Record<string, number>): ChaosReport {
  return {
    seed: 4_711,
    seconds: 90,
    command: 'npm run chaos -- --seconds 90 --seed 4711',
    startedAt: '2026-11-22T10:00:00.000Z',
    submitted: 300,
    ended: 120,
    commands: 2_000,
    letters: 800,
    answers: { 200: 1_900, 503: 4, none: 2 },
    faults,
    violations,
    recoverySeconds: longestRecoveries(faults),
    restSeconds: 2.1,
    parkedBeforeRetry: 0,
    restarts: 0,
  };
}

describe('the report of a run', () => {
  const faults = [
    fault({}),
    fault({ inFlight: 24, recoverySeconds: 3.4 }),
    fault({ kind: 'broker-killed', recoverySeconds: undefined }),
  ];

  it('names the longest recovery of each kind that recovered', () => {
    expect(longestRecoveries(faults)).toEqual({ 'mail-down': 3.4 });
  });

  it('counts what was found', () => {
    expect(violationCount({ violations: { lost: 2, clocks: 0, doubledCases: 1 } })).toBe(3);
  });

  it('shows each kind once: how often it struck, with how many in flight at least, and the longest recovery', () => {
    const lines = renderReport(aReport(faults, { lost: 0 })).split('\n');
    expect(lines).toContainEqual(expect.stringMatching(/^mail-down +2 +24 +3\.4 s$/));
    expect(lines).toContainEqual(expect.stringMatching(/^broker-killed +1 +31 +never \(1\)$/));
    expect(lines).toContain('Answers by status: 200 1900, 503 4, none 2.');
    expect(lines).toContain('Nothing was violated.');
  });

  it('says what was violated, and how to see it again', () => {
    const text = renderReport(aReport(faults, { lost: 0, doubledCases: 2 }));
    expect(text).toMatch(/^doubledCases +2$/m);
    expect(text).toMatch('2 VIOLATIONS.');
    expect(text).toMatch('npm run chaos -- --seconds 90 --seed 4711');
  });
});
