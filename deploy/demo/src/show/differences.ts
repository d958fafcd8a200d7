import type { Tale } from '../platform/story';
import type { SampleRow } from '../sample/sample-row';

/** In what a complaint ended otherwise than its row expects, in words; empty when in nothing. */
export function differences(expected: SampleRow['expected'], tale: Tale): string[] {
  const found: string[] = [];
  const compare = (what: string, is: unknown, should: unknown): void => {
    if (is !== should) found.push(`${what} is ${String(is)} instead of ${String(should)}`);
  };
  compare('state', tale.state, expected.state);
  compare('reopenCount', tale.reopenCount, expected.reopenCount);
  compare('withdrawalRefused', tale.withdrawalsRefused > 0, expected.withdrawalRefused);
  compare('approvalRejected', tale.approvalsRejected > 0, expected.approvalRejected);
  if (expected.acknowledgedBy) compare('acknowledgedBy', tale.acknowledgedBy ?? 'NOBODY', expected.acknowledgedBy);
  for (const fact of expected.facts ?? []) {
    if (!tale.facts.has(fact)) found.push(`the story does not say ${fact}`);
  }
  for (const fact of expected.absentFacts ?? []) {
    if (tale.facts.has(fact)) found.push(`the story says ${fact}`);
  }
  const { breachedClock, escalationLevelAtLeast: level = 0 } = expected;
  const fates = [...tale.clocks.values()];
  if (breachedClock && !fates.some(({ clock, fate }) => clock === breachedClock && fate === 'breached')) {
    found.push(`clock ${breachedClock} was not breached`);
  }
  if (tale.highestLevel < level) found.push(`escalation level was ${tale.highestLevel}, not at least ${level}`);
  return found;
}
