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

/** Something that belongs to a complaint and has states of its own. */
export interface PartState {
  readonly complaintId: string;
  readonly part: 'offer' | 'investigation' | 'question' | 'third-party' | 'review' | 'dispute' | 'proposal' | 'clock';
  /** Of a clock, which has not ended, its code. */
  readonly state: string;
}

/** What topic and databases hold when the platform is at rest. */
export interface Evidence {
  /** In the order of the log, complaint by complaint. */
  readonly story: readonly StoryLine[];
  readonly custody: readonly CustodyLine[];
  readonly letters: readonly LetterLine[];
  readonly remedies: readonly LineState[];
  readonly parts: readonly PartState[];
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
const RENEWALS = [
  'resolution-drafted',
  'remedy-renegotiated',
  'acceptance-undone',
  'rework-ordered',
  'dispute-opened',
  'reopened',
  'offer-countered',
];
/** The only state in which anything is carried out: not under review, in a dispute or suspended. */
const CARRIED_OUT_IN = 'REMEDY_IN_PROGRESS';
/** What is left of a line after which nothing more is done about it. */
const OVER = ['DONE', 'CANCELLED'];
/** What must have happened before a letter of a kind is written, as often as it is. */
const CAUSES: Readonly<Record<string, (line: StoryLine) => boolean>> = {
  OFFER: ({ fact, value }) =>
    fact === 'resolution-offered' || (fact === 'review-decided' && value['offerId'] !== undefined),
  OFFER_LAPSED: ({ fact }) => fact === 'offer-lapsed',
  ANSWER_RECEIVED: ({ fact, move }) =>
    fact === 'offer-countered' || (fact === 'offer-refused' && move?.to === 'RESOLUTION_DRAFTED'),
  ANSWER_RECORDED: ({ fact, value }) =>
    fact === 'offer-accepted' && value['objectBy'] !== undefined && value['reasonCode'] !== 'LATE_CONSENT',
  LATE_ACCEPTANCE: ({ fact, value }) => fact === 'offer-accepted' && value['reasonCode'] === 'LATE_CONSENT',
  OBJECTION_RECEIVED: ({ fact }) => fact === 'answer-objected',
  PROCEDURE_EXHAUSTED: ({ fact, move }) => fact === 'offer-refused' && move?.to === 'RESOLVED',
  INFORMATION_REQUEST: ({ fact }) => fact === 'information-awaited',
  DECISION: ({ fact }) => fact === 'decision-told',
  IMPOSITION: ({ fact }) => fact === 'resolution-imposed',
  MERGE: ({ fact }) => fact === 'merged',
  REVIEW_OPENED: ({ fact }) => fact === 'review-opened',
  REVIEW_DECISION: ({ fact }) => fact === 'review-decided',
  DISPUTE_OPENED: ({ fact }) => fact === 'dispute-opened',
  DISPUTE_DECIDED: ({ fact }) => fact === 'dispute-decided',
  CLOSURE: ({ fact }) => fact === 'complaint-closed',
  DECLINE: ({ fact }) => fact === 'complaint-declined',
  REFERRAL: ({ fact }) => fact === 'complaint-referred',
  WITHDRAWAL: ({ fact }) => fact === 'withdrawn',
  SUSPENSION: ({ fact }) => fact === 'suspended',
  SUSPENSION_LIFT: ({ fact }) => fact === 'suspension-lifted',
  REOPENING: ({ fact, value }) => fact === 'reopened' && value['requestId'] !== undefined,
};
/** What is told to one of several complainants who does not want it any longer. */
const LETTER_OF_LEAVING = 'WITHDRAWAL';
/** The only states in which a part may be open, and whether one has to be. */
const OPEN_IN: Readonly<
  Record<
    Exclude<PartState['part'], 'proposal' | 'clock'>,
    { readonly states: readonly string[]; readonly must: boolean }
  >
> = {
  offer: { states: ['RESOLUTION_OFFERED'], must: true },
  investigation: { states: ['UNDER_INVESTIGATION', 'AWAITING_COMPLAINANT', 'AWAITING_THIRD_PARTY'], must: true },
  question: { states: ['AWAITING_COMPLAINANT'], must: true },
  'third-party': { states: ['UNDER_INVESTIGATION', 'AWAITING_THIRD_PARTY'], must: false },
  review: { states: ['UNDER_REVIEW'], must: true },
  dispute: { states: ['EXTERNAL_DISPUTE'], must: true },
};
/** States after which no one works on a complaint, and the clocks that run on in them. */
const ENDED = ['CLOSED', 'NOT_ACCEPTED', 'REFERRED', 'WITHDRAWN', 'VOIDED'];
const RUN_ON = ['REOPEN_WINDOW', 'REVIEW_REQUEST'];
/** What no one does, and no worker either, while a complaint is suspended. */
const STOPPED = [
  'remedy-executed',
  'remedy-started',
  'remedy-failed',
  'remedy-cancelled',
  'answer-objected',
  'follow-up-recorded',
  'clock-extended',
  'expiry-requested',
];
const MOST_ROUNDS = 3;
const REMINDERS_BEFORE_A_LAPSE = 2;

/** One line for each promise that was broken, with ids, codes and states only. */
export function judge(evidence: Evidence): string[] {
  const stories = new Map<string, StoryLine[]>();
  for (const line of evidence.story) stories.set(line.complaintId, [...(stories.get(line.complaintId) ?? []), line]);
  return [
    ...[...stories].flatMap(([complaintId, story]) => [
      ...illegalSteps(complaintId, story),
      ...misansweredRequests(complaintId, story),
      ...unagreedRemedies(complaintId, story),
      ...nothingLeftToDo(
        complaintId,
        story,
        evidence.remedies.filter((line) => line.complaintId === complaintId),
      ),
      ...differingLines(
        complaintId,
        story,
        evidence.remedies.filter((line) => line.complaintId === complaintId),
      ),
      ...contradictingLetters(
        complaintId,
        story,
        evidence.letters.filter((letter) => letter.complaintId === complaintId),
        {
          ofCases: casesOf(story).flatMap((caseId) => stories.get(caseId) ?? []),
          // One of several complainants leaves, and the case goes on for the others.
          leavings: evidence.story.filter(
            ({ fact, value }) => fact === 'party-left' && value['partyId'] === complaintId,
          ),
        },
      ),
      ...openParts(
        complaintId,
        story,
        evidence.parts.filter((part) => part.complaintId === complaintId),
      ),
      ...actsDuringSuspension(complaintId, story),
      ...brokenNegotiations(complaintId, story),
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

/**
 * No remedy is carried out twice, nor without consent or an approved exception of its round that stands before it, nor while
 * a review, a dispute or a suspension lets it rest; and no complaint is withdrawn of which something is begun or done.
 */
function unagreedRemedies(complaintId: string, story: readonly StoryLine[]): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const begun = new Set<string>();
  let isAgreed = false;
  let stands = '-';
  for (const { fact, move, value } of story) {
    stands = move?.to ?? stands;
    if (CONSENTS.includes(fact)) isAgreed = true;
    if (RENEWALS.includes(fact)) isAgreed = false;
    // An acceptance that the complainant does not stand by is none.
    if (fact === 'answer-objected' && value['answer'] === 'ACCEPT') isAgreed = false;
    if (fact === 'review-decided' && move?.to !== CARRIED_OUT_IN) isAgreed = false;
    // What was done in an earlier round keeps no one from withdrawing a complaint that is handled again.
    if (fact === 'reopened' || move?.to === 'UNDER_INVESTIGATION') begun.clear();
    if (fact === 'withdrawn' && begun.size > 0) found.push(`${complaintId}: withdrawn after a remedy was begun`);
    const remedyId = String(value['remedyId']);
    if (fact === 'remedy-started') begun.add(remedyId);
    if (fact === 'remedy-failed' || fact === 'remedy-cancelled') begun.delete(remedyId);
    if (fact === 'remedy-renegotiated' || fact === 'acceptance-undone' || fact === 'answer-objected') {
      for (const line of begun) if (!done.has(line)) begun.delete(line);
    }
    if (fact !== 'remedy-executed') continue;
    begun.add(remedyId);
    if (!isAgreed) found.push(`${complaintId}: remedy ${remedyId} was carried out without consent`);
    if (stands !== CARRIED_OUT_IN) found.push(`${complaintId}: remedy ${remedyId} was carried out in ${stands}`);
    if (done.has(remedyId)) found.push(`${complaintId}: remedy ${remedyId} was carried out twice`);
    done.add(remedyId);
  }
  return found;
}

/** A complaint whose remedies are all over is not left waiting for them. */
function nothingLeftToDo(complaintId: string, story: readonly StoryLine[], lines: readonly LineState[]): string[] {
  const stands = movesOf(story).at(-1)?.move.to;
  if (stands !== CARRIED_OUT_IN || lines.length === 0) return [];
  return lines.every(({ state }) => OVER.includes(state))
    ? [`${complaintId}: waits for remedies that are all over`]
    : [];
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

/** With which complaints it was handled. */
function casesOf(story: readonly StoryLine[]): string[] {
  return story.flatMap(({ fact, value }) => (fact === 'merged' ? [String(value['primaryId'])] : []));
}

/** A letter follows the fact that it tells, once, and none of another outcome is written. */
function contradictingLetters(
  complaintId: string,
  story: readonly StoryLine[],
  letters: readonly LetterLine[],
  { leavings, ofCases }: { readonly leavings: readonly StoryLine[]; readonly ofCases: readonly StoryLine[] },
): string[] {
  // What is told of a case with several complainants is told to each of them.
  const parties = 1 + story.filter(({ fact }) => fact === 'party-added').length;
  return Object.entries(CAUSES).flatMap(([kind, isCause]) => {
    const ofKind = letters.filter((letter) => letter.kind === kind);
    const left = leavings.filter(({ value }) => kind === LETTER_OF_LEAVING && value['why'] === 'NO_LONGER_WANTED');
    const causes = story.filter(isCause).length + left.length;
    // Who has left needs no word when the case ends afterwards.
    const least = left.length > 0 ? left.length : causes;
    const most = causes * parties + ofCases.filter(isCause).length;
    return ofKind.length >= least && ofKind.length <= most
      ? []
      : [`${complaintId}: ${ofKind.length} letters ${kind} for ${causes} occasions`];
  });
}

/** What hangs on a complaint is open where the story stands at it, once, and nowhere else; a suspension keeps it as it was. */
function openParts(complaintId: string, story: readonly StoryLine[], parts: readonly PartState[]): string[] {
  const moves = movesOf(story);
  const last = moves.at(-1)?.move;
  const stands = last?.to === 'SUSPENDED' ? (last.from ?? '-') : (last?.to ?? '-');
  const open = (part: PartState['part'], state = 'OPEN') =>
    parts.filter((one) => one.part === part && one.state === state).length;
  const misplaced = Object.entries(OPEN_IN).flatMap(([part, { must, states }]) => {
    const count = open(part as PartState['part']);
    const isRight = states.includes(stands) ? count === 1 || (!must && count >= 0) : count === 0;
    return isRight ? [] : [`${complaintId}: ${count} open ${part} while it stands in ${stands}`];
  });
  const clocks = parts.filter(
    ({ part, state }) => part === 'clock' && ENDED.includes(stands) && !RUN_ON.includes(state),
  );
  misplaced.push(...clocks.map(({ state }) => `${complaintId}: clock ${state} runs while it stands in ${stands}`));
  const asked = story.filter(({ fact }) => fact === 'approval-asked').length;
  const settled = story.filter(({ fact }) => fact === 'approval-settled').length;
  return open('proposal', 'PROPOSED') === asked - settled
    ? misplaced
    : [...misplaced, `${complaintId}: ${open('proposal', 'PROPOSED')} proposals open, ${asked - settled} told`];
}

/** While it is suspended nothing is paid, asked after or run out. */
function actsDuringSuspension(complaintId: string, story: readonly StoryLine[]): string[] {
  let isSuspended = false;
  return story.flatMap(({ fact }) => {
    if (fact === 'suspended') isSuspended = true;
    if (fact === 'suspension-lifted') isSuspended = false;
    return isSuspended && STOPPED.includes(fact) ? [`${complaintId}: ${fact} while it was suspended`] : [];
  });
}

/** No more rounds than there are, no lapse without its reminders, and no word on an offer after its end. */
function brokenNegotiations(complaintId: string, story: readonly StoryLine[]): string[] {
  const found: string[] = [];
  let rounds = 0;
  let reminders = 0;
  for (const { fact, value } of story) {
    if (fact === 'complaint-determined') rounds = 0;
    if (fact === 'resolution-offered' || (fact === 'review-decided' && value['offerId'] !== undefined)) reminders = 0;
    if (fact === 'letter-sent' && value['letter'] === 'OFFER_REMINDER') reminders++;
    if (fact === 'offer-countered' || fact === 'offer-refused') rounds++;
    // What the complainant did not say uses up no round.
    if (fact === 'answer-objected' && value['answer'] !== 'ACCEPT') rounds--;
    if (fact === 'offer-lapsed' && reminders < REMINDERS_BEFORE_A_LAPSE) {
      found.push(`${complaintId}: an offer lapsed after ${reminders} reminders`);
    }
  }
  return rounds > MOST_ROUNDS ? [...found, `${complaintId}: ${rounds} rounds of negotiation`] : found;
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
