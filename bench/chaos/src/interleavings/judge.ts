import { isLegal } from './own-transitions';

/** A record of the story, as far as headers and value tell it. */
export interface StoryLine {
  readonly id: string;
  readonly complaintId: string;
  /** Name of the service. */
  readonly by: string;
  readonly fact: string;
  readonly move?: { readonly seq: number; readonly from: string | null; readonly to: string; readonly holder: string };
  readonly value: Readonly<Record<string, unknown>>;
}

export interface LetterLine {
  readonly complaintId: string;
  readonly kind: string;
  readonly causedBy: string;
  readonly status: string;
}

export interface CustodyLine {
  readonly service: string;
  readonly complaintId: string;
  readonly seq: number;
  readonly state: string;
  readonly holder: string;
}

export interface LineState {
  readonly complaintId: string;
  readonly remedyId: string;
  readonly state: string;
}

/** What topic and databases hold when the platform is at rest. */
export interface Evidence {
  /** In the order of the log, complaint by complaint. */
  readonly story: readonly StoryLine[];
  readonly custody: readonly CustodyLine[];
  readonly letters: readonly LetterLine[];
  readonly remedies: readonly LineState[];
  readonly openRequests: readonly { readonly service: string; readonly complaintId: string }[];
  readonly unsent: readonly { readonly service: string; readonly count: number }[];
  readonly parked: readonly {
    readonly service: string;
    readonly complaintId: string | null;
    readonly reason: string;
  }[];
}

/** Facts by which remedies may be carried out: consent, an approved exception, or a decision that pays nothing. */
const CONSENTS = ['offer-accepted', 'resolution-imposed', 'decision-told'];
/** Facts after which consent is asked for anew; lines that are done stay done. */
const RENEWALS = ['resolution-drafted', 'remedy-renegotiated', 'reopened', 'offer-countered'];
/** What must have happened, in these words, before a letter of a kind is written. */
const CAUSES: Readonly<Record<string, readonly string[]>> = {
  OFFER: ['resolution-offered'],
  CLOSURE: ['complaint-closed'],
  WITHDRAWAL: ['withdrawn'],
};

/** One line for each promise that was broken, with ids, codes and states only. */
export function judge(evidence: Evidence): string[] {
  const stories = new Map<string, StoryLine[]>();
  for (const line of evidence.story) stories.set(line.complaintId, [...(stories.get(line.complaintId) ?? []), line]);
  return [
    ...[...stories].flatMap(([complaintId, story]) => [
      ...illegalSteps(complaintId, story),
      ...misansweredRequests(complaintId, story),
      ...unagreedRemedies(complaintId, story),
      ...differingLines(
        complaintId,
        story,
        evidence.remedies.filter((line) => line.complaintId === complaintId),
      ),
      ...contradictingLetters(
        complaintId,
        story,
        evidence.letters.filter((letter) => letter.complaintId === complaintId),
      ),
      ...disagreeingCustody(
        complaintId,
        story,
        evidence.custody.filter((row) => row.complaintId === complaintId),
      ),
    ]),
    ...evidence.openRequests.map(({ service, complaintId }) => `${complaintId}: a request is open in ${service}`),
    ...evidence.unsent
      .filter(({ count }) => count > 0)
      .map(({ service, count }) => `${service} keeps ${count} unsent events`),
    ...evidence.parked.map(({ service, complaintId, reason }) => `${complaintId}: parked in ${service}: ${reason}`),
  ];
}

const movesOf = (story: readonly StoryLine[]) =>
  story.flatMap((line) => (line.move ? [{ ...line, move: line.move }] : []));

/** Numbered without a hole, each step from where the last ended, legal, by the service that held it. */
function illegalSteps(complaintId: string, story: readonly StoryLine[]): string[] {
  let last: StoryLine['move'];
  let suspendedFrom: string | undefined;
  for (const { fact, by, move } of movesOf(story)) {
    const step = `${complaintId}: step ${move.seq} ${fact} by ${by} from ${move.from ?? '-'} to ${move.to}`;
    if (move.seq !== (last?.seq ?? 0) + 1) return [`${step}: number ${(last?.seq ?? 0) + 1} was due`];
    if (move.from !== (last?.to ?? null)) return [`${step}: it stood in ${last?.to ?? '-'}`];
    if (!isLegal(fact, by, move.from, move.to)) return [`${step}: not a transition`];
    if (last && last.holder !== by) return [`${step}: ${last.holder} held it`];
    if (fact === 'suspended') suspendedFrom = move.from ?? undefined;
    if (fact === 'suspension-lifted' && move.to !== suspendedFrom)
      return [`${step}: it was suspended from ${suspendedFrom}`];
    last = move;
  }
  return [];
}

/** Each request is answered exactly once. */
function misansweredRequests(complaintId: string, story: readonly StoryLine[]): string[] {
  const asked = story.filter(({ fact }) => fact.endsWith('-requested')).map(({ value }) => String(value['requestId']));
  const answers = story
    .filter(({ fact, value }) => !fact.endsWith('-requested') && value['requestId'] !== undefined)
    .map(({ value }) => String(value['requestId']));
  return asked.flatMap((id) => {
    const count = answers.filter((answer) => answer === id).length;
    return count === 1 ? [] : [`${complaintId}: request ${id} was answered ${count} times`];
  });
}

/** No remedy is carried out twice, nor without consent or an approved exception of its round that stands before it. */
function unagreedRemedies(complaintId: string, story: readonly StoryLine[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  let isAgreed = false;
  for (const { fact, value } of story) {
    if (fact === 'withdrawn' && done.size > 0) found.push(`${complaintId}: withdrawn after a remedy was carried out`);
    if (CONSENTS.includes(fact)) isAgreed = true;
    if (RENEWALS.includes(fact)) isAgreed = false;
    if (fact !== 'remedy-executed') continue;
    const { remedyId } = value as { remedyId?: string };
    if (!isAgreed) found.push(`${complaintId}: remedy ${remedyId} was carried out without consent`);
    if (remedyId !== undefined && done.has(remedyId))
      found.push(`${complaintId}: remedy ${remedyId} was carried out twice`);
    if (remedyId !== undefined) done.add(remedyId);
  }
  return found;
}

/** A line that is done was told to be, and the other way round. */
function differingLines(complaintId: string, story: readonly StoryLine[], lines: readonly LineState[]): string[] {
  const told = new Set(story.filter(({ fact }) => fact === 'remedy-executed').map(({ value }) => value['remedyId']));
  const done = new Set(lines.filter(({ state }) => state === 'DONE').map(({ remedyId }) => remedyId));
  return [...new Set([...told, ...done])]
    .filter((remedyId) => !(told.has(remedyId) && done.has(String(remedyId))))
    .map(
      (remedyId) =>
        `${complaintId}: remedy ${String(remedyId)} is ${told.has(remedyId) ? 'told and not done' : 'done and not told'}`,
    );
}

/** A letter follows the fact that it tells, once, and none of another outcome is written. */
function contradictingLetters(
  complaintId: string,
  story: readonly StoryLine[],
  letters: readonly LetterLine[],
): string[] {
  return Object.entries(CAUSES).flatMap(([kind, facts]) => {
    const ofKind = letters.filter((letter) => letter.kind === kind);
    const causes = story.filter(({ fact }) => facts.includes(fact)).length;
    return ofKind.length === causes
      ? []
      : [`${complaintId}: ${ofKind.length} letters ${kind} for ${causes} times ${facts.join(' or ')}`];
  });
}

/** At rest every service stands where the story ends. */
function disagreeingCustody(
  complaintId: string,
  story: readonly StoryLine[],
  custody: readonly CustodyLine[],
): string[] {
  const last = movesOf(story).at(-1);
  if (!last) return [`${complaintId}: a story without a registration`];
  return custody
    .filter(({ seq, state, holder }) => seq !== last.move.seq || state !== last.move.to || holder !== last.move.holder)
    .map(
      ({ service, seq, state }) =>
        `${complaintId}: ${service} stands at ${seq} ${state}, the story at ${last.move.seq} ${last.move.to}`,
    );
}
