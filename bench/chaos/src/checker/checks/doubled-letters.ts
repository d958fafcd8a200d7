import type { FaultKind } from '../../faults/fault-kinds';
import { groupBy, type World } from '../world/world';

/** After these a sender cannot know whether a letter arrived, so that it is sent once more. */
const MAKES_UNCERTAIN: ReadonlySet<FaultKind> = new Set([
  'notification-killed',
  'database-stopped',
  'mail-down',
  'mail-slow',
  'mail-killed-after-data',
  'consumer-frozen',
]);

interface LetterPart {
  readonly letterId: string;
}

/**
 * One letter for each cause (two for a review that lets an offer stand: its decision, and the offer), under one Message-ID; the same Message-ID arrives again at most as often as something happened
 * that left its sender in doubt. The story says once of each letter what became of it, and once of each complaint that it
 * was acknowledged.
 */
export function findDoubledLetters(world: World): string[] {
  const { letters, record } = world.snapshot;
  const ids = new Set(letters.map(({ letterId }) => letterId));
  const doubts = record.faults.filter(({ kind }) => MAKES_UNCERTAIN.has(kind)).length;
  const renewing = new Set(
    world
      .said<{ readonly offerId?: string }>('review-decided')
      .flatMap(({ event, data }) => (data.offerId === undefined ? [] : event.id)),
  );
  const arrivals = groupBy(record.letters, ({ messageId }) => messageId ?? 'none');
  return [
    ...[...groupBy(letters, ({ complaintId, causedBy }) => `${complaintId} caused by ${causedBy}`)]
      .filter(([, group]) => group.length > (renewing.has(group[0]!.causedBy) ? 2 : 1))
      .map(([name, group]) => `${group.length} letters of ${name}`),
    ...[...groupBy(letters, ({ complaintId, kind }) => `${kind} of ${complaintId}`)]
      .filter(([, group]) => group[0]!.kind === 'ACKNOWLEDGEMENT' && group.length > 1)
      .map(([name, group]) => `${group.length} letters: ${name}`),
    ...[...arrivals.keys()]
      .filter((messageId) => !ids.has(messageId.replace(/^<|@.*$/g, '')))
      .map((messageId) => `${messageId} arrived and is no letter that was called for`),
    ...[...arrivals].flatMap(([messageId, copies]) => {
      const unanswered = copies.filter(({ isAnswered }) => !isAnswered).length;
      const repeats = copies.length - 1;
      return repeats > doubts + unanswered
        ? [`${messageId} arrived ${copies.length} times, with ${doubts + unanswered} reasons to repeat it`]
        : [];
    }),
    ...repeated(world, 'letter-sent', ({ letterId }: LetterPart) => letterId),
    ...repeated(world, 'letter-suppressed', ({ letterId }: LetterPart) => letterId),
    ...repeated(world, 'complaint-acknowledged', ({ complaintId }: { complaintId: string }) => complaintId),
  ];
}

function repeated<D>(world: World, fact: string, nameOf: (data: D) => string): string[] {
  return [...groupBy(world.said<D>(fact), ({ data }) => nameOf(data))]
    .filter(([, events]) => events.length > 1)
    .map(([name, events]) => `${fact} was said ${events.length} times of ${name}`);
}
