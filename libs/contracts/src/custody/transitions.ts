import type { Holder, ServiceName } from './services';
import { DETERMINED_OR_LATER, OPEN_STATES, STATES, type ComplaintState } from './states';

export interface Transition {
  readonly id: string;
  /** `null`: the complaint is not on the story yet. */
  readonly from: readonly (ComplaintState | null)[];
  /** Empty for facts: the state stays. */
  readonly to: readonly ComplaintState[];
  /** It takes a complaint out of its state and, later, back to that state and its holder, and to no other. */
  readonly returns?: true;
  /** The service that may make the move; `holder`: whichever of the three holds the complaint. */
  readonly giver: ServiceName | 'holder';
  /** `move` changes the state, `fact` does not, `request` is asked of the holder and then granted or refused. */
  readonly kind: 'move' | 'fact' | 'request' | 'off-story';
  readonly command: string;
  readonly who: string;
  readonly guard: string;
  /** Event facts as in `redress.<emitter>.<fact>.v1`. */
  readonly facts: readonly string[];
}

/** `[id, kind, giver, from, to, command, who, guard, facts]` */
type Row = readonly [
  id: string,
  kind: Transition['kind'],
  giver: Transition['giver'],
  from: Transition['from'],
  to: Transition['to'],
  command: string,
  who: string,
  guard: string,
  facts: readonly string[],
];

// prettier-ignore
const ROWS = [
  ['T1',  'off-story', 'intake',        [null],                             ['DRAFT'],                        'capture',            'any employee, channel adapter', 'channel, content and receivedAt are given', []],
  ['T2',  'move',      'intake',        [null],                             ['REGISTERED'],                   'register',           'intake officer, system', 'minimum fields of the pack; number allocated in the same transaction', ['complaint-registered']],
  ['T3',  'fact',      'notification',  OPEN_STATES,                        [],                               'acknowledge',        'system, intake officer', 'it was told in the complainant’s language', ['complaint-acknowledged']],
  ['T4',  'move',      'routing',       ['REGISTERED'],                     ['UNDER_ASSESSMENT'],             'startAssessment',    'triage officer, system', 'the rules hold it back, or a person takes it up', ['assessment-started']],
  ['T5',  'move',      'routing',       ['UNDER_ASSESSMENT'],               ['NOT_ACCEPTED'],                 'decline',            'triage officer and supervisor', 'reason code, second approver, letter with rights queued', ['complaint-declined']],
  ['T6',  'move',      'routing',       ['UNDER_ASSESSMENT'],               ['REFERRED'],                     'refer',              'triage officer', 'target organisation, written ground, basis for the personal data, letter queued', ['complaint-referred']],
  ['T7',  'request',   'holder',        OPEN_STATES,                        ['MERGED'],                       'merge',              'triage officer, case lead', 'same matter and organisation; primary open or reopenable, not merged itself; no offer is out', ['merge-requested', 'merged', 'request-refused']],
  ['T8',  'move',      'routing',       ['UNDER_ASSESSMENT', 'ASSIGNED'],   ['RESOLVED'],                     'summaryResolve, answer', 'front line, unit manager', 'severity MINOR, acceptance recorded, written confirmation queued; an enquiry or suggestion: the answer was told', ['summary-resolved', 'complaint-answered']],
  ['T9',  'move',      'routing',       ['REGISTERED', 'UNDER_ASSESSMENT'], ['ASSIGNED'],                     'assign',             'routing engine, dispatcher', 'category, severity and priority are set; assignee has capacity and no conflict of interest', ['complaint-assigned']],
  ['T10', 'move',      'routing',       ['ASSIGNED'],                       ['UNDER_INVESTIGATION'],          'accept',             'assignee, unit manager or delegate', 'assignee active and within capacity', ['assignment-accepted']],
  ['T11', 'move',      'routing',       ['ASSIGNED'],                       ['UNDER_ASSESSMENT'],             'returnAssignment',   'unit manager; dispatcher, who takes it back', 'reason; at most two returns', ['assignment-returned']],
  ['T12', 'move',      'investigation', ['UNDER_INVESTIGATION'],            ['AWAITING_COMPLAINANT'],         'requestInfo',        'investigator', 'question list and due date; at most two pauses without a supervisor', ['information-awaited']],
  ['T13', 'move',      'investigation', ['AWAITING_COMPLAINANT'],           ['UNDER_INVESTIGATION'],          'provideInfo',        'complainant, investigator, timer', 'answer or expiry', ['investigation-resumed']],
  ['T14', 'move',      'investigation', ['UNDER_INVESTIGATION', 'AWAITING_THIRD_PARTY'], ['AWAITING_THIRD_PARTY', 'UNDER_INVESTIGATION'], 'requestThirdParty, receive', 'investigator', 'party, request, due date', ['third-party-awaited', 'investigation-resumed']],
  ['T15', 'move',      'investigation', ['UNDER_INVESTIGATION'],            ['DETERMINED'],                   'determine',          'investigator', 'verdict, root cause, responsibility shares of 100 %, every finding cites evidence', ['complaint-determined']],
  ['T16', 'move',      'resolution',    ['DETERMINED'],                     ['UNDER_INVESTIGATION'],          'rework',             'supervisor, quality reviewer', 'comment', ['rework-ordered']],
  ['T17', 'move',      'resolution',    ['DETERMINED'],                     ['RESOLUTION_DRAFTED'],           'draftResolution',    'case lead', 'plan with remedy lines, or explanation for an invalid complaint', ['resolution-drafted']],
  ['T18', 'move',      'resolution',    ['RESOLUTION_DRAFTED'],             ['PENDING_APPROVAL'],             'submitForApproval',  'case lead', 'remedy total within what the authority matrix lets somebody approve', ['resolution-submitted']],
  ['T19', 'move',      'resolution',    ['PENDING_APPROVAL'],               ['RESOLUTION_DRAFTED'],           'rejectApproval',     'approver', 'reason; the approver is not the drafter', ['approval-rejected']],
  ['T20', 'move',      'resolution',    ['PENDING_APPROVAL'],               ['RESOLUTION_OFFERED'],           'approve',            'approver', 'the approver is not the drafter and has the authority; the letter is queued', ['resolution-offered']],
  ['T21', 'move',      'resolution',    ['RESOLUTION_DRAFTED'],             ['RESOLUTION_OFFERED'],           'offer',              'case lead', 'below the automatic approval limit and no flag set', ['resolution-offered']],
  ['T22', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['REMEDY_IN_PROGRESS'],           'accept',             'complainant', 'evidence of consent stored; of several parties the last has answered and one accepted', ['offer-accepted']],
  ['T23', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['RESOLUTION_DRAFTED'],           'counter',            'complainant', 'counter-proposal; at most three rounds', ['offer-countered']],
  ['T24', 'move',      'resolution',    ['RESOLUTION_OFFERED', 'REMEDY_IN_PROGRESS', 'RESOLVED', 'CLOSED'], ['UNDER_REVIEW'], 'requestReview', 'complainant', 'within the review window', ['review-opened']],
  ['T25', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['RESOLVED'],                     'lapse',              'timer', 'no answer by the deadline after two reminders', ['offer-lapsed']],
  ['T26', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['REMEDY_IN_PROGRESS'],           'imposeUnilateral',   'executive approver', 'safety or legal duty; consent exception reason; second approval', ['resolution-imposed']],
  ['T27', 'move',      'resolution',    ['REMEDY_IN_PROGRESS'],             ['RESOLVED'],                     'completeRemedies',   'remedy owner', 'every remedy line is done with evidence, or cancelled with approval', ['complaint-resolved']],
  ['T28', 'move',      'resolution',    ['RESOLVED'],                       ['CLOSED'],                       'close',              'follow-up specialist, timer', 'follow-up SUCCESS by somebody other than the handler, or unreachable after three tries on two days; answered or lapsed: without', ['complaint-closed']],
  ['T29', 'move',      'resolution',    ['RESOLVED'],                       ['UNDER_ASSESSMENT'],             'reopenDissatisfied', 'follow-up specialist', 'follow-up FAILED with a reason', ['reopened']],
  ['T30', 'request',   'holder',        ['CLOSED', 'NOT_ACCEPTED', 'MERGED'], ['UNDER_ASSESSMENT'],           'reopen',             'complainant, supervisor', 'within the window measured from the end; else a new linked case; a merged one leaves the case that it was merged into', ['reopening-requested', 'reopened', 'request-refused']],
  ['T31', 'move',      'resolution',    ['UNDER_REVIEW'],                   ['RESOLUTION_OFFERED', 'CLOSED', 'RESOLUTION_DRAFTED', 'UNDER_INVESTIGATION', 'REMEDY_IN_PROGRESS'], 'decideReview', 'reviewer of a higher unit', 'reviewer uninvolved; decision letter with external rights', ['review-decided']],
  ['T32', 'move',      'resolution',    DETERMINED_OR_LATER,                ['EXTERNAL_DISPUTE'],             'openDispute',        'complainant, compliance', 'body, reference number, deadline', ['dispute-opened']],
  ['T33', 'move',      'resolution',    ['EXTERNAL_DISPUTE'],               ['RESOLUTION_DRAFTED', 'CLOSED'], 'recordAward',        'compliance', 'award text; lesson-learned task', ['dispute-decided']],
  ['T34', 'request',   'holder',        OPEN_STATES,                        ['WITHDRAWN'],                    'withdraw',           'complainant', 'recorded statement; no remedy line is executing or done', ['withdrawal-requested', 'withdrawn', 'request-refused']],
  ['T35', 'request',   'holder',        [...OPEN_STATES, 'SUSPENDED'],      ['SUSPENDED', ...OPEN_STATES],    'suspend',            'legal counsel', 'order reference, review date within 30 days; lifting it returns the complaint to the state and holder that it had', ['suspension-requested', 'suspended', 'suspension-lift-requested', 'suspension-lifted', 'request-refused']],
  ['T36', 'request',   'routing',       ['REGISTERED', 'UNDER_ASSESSMENT', 'ASSIGNED'], ['VOIDED'],           'void',               'supervisor', 'reason; after the acknowledgement with a letter that says so', ['void-requested', 'voided', 'request-refused']],
  ['T37', 'fact',      'routing',       OPEN_STATES,                        [],                               'escalate',           'timer, owner, complainant, supervisor', 'level below 5; absolute level', ['complaint-escalated']],
  ['T38', 'fact',      'routing',       OPEN_STATES,                        [],                               'reclassify',         'triage officer, investigator', 'reason; clocks are recomputed', ['complaint-reclassified']],
  ['T39', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['RESOLUTION_DRAFTED'],           'refuse',             'complainant', 'counts as a round', ['offer-refused']],
  ['T40', 'move',      'resolution',    ['RESOLUTION_OFFERED'],             ['RESOLVED'],                     'refuse',             'complainant', 'the offer is final, or the third round is used up; letter with rights', ['offer-refused']],
  ['T41', 'move',      'resolution',    ['RESOLUTION_DRAFTED', 'PENDING_APPROVAL'], ['REMEDY_IN_PROGRESS'],   'tellDecision',       'case lead, approver', 'the plan neither pays, delivers nor takes back; an invalid complaint: a visit or a public notice', ['decision-told']],
  ['T42', 'move',      'resolution',    ['REMEDY_IN_PROGRESS'],             ['RESOLUTION_DRAFTED'],           'renegotiate',        'case lead', 'an accepted line proves impossible; lines done stay and count; cancelling needs consent or an executive reason; or the complainant objected to a recorded acceptance', ['remedy-renegotiated', 'acceptance-undone']],
  ['T43', 'move',      'resolution',    ['RESOLVED'],                       ['REMEDY_IN_PROGRESS'],           'acceptLate',         'complainant, recorded by staff', 'lapsed offer; evidence of acceptance dated before the lapse', ['offer-accepted']],
] as const satisfies readonly Row[];

export type TransitionId = (typeof ROWS)[number][0];

/** Rows that take a complaint out of its state for a while. */
const RETURNING: readonly TransitionId[] = ['T35'];

/**
 * The custody table: all of T1 to T43 (domain reference 2.2). Guards of the services, the state diagram, the event
 * catalogue and the story checker are made from it.
 */
export const TRANSITIONS: readonly (Transition & { readonly id: TransitionId })[] = ROWS.map(
  ([id, kind, giver, from, to, command, who, guard, facts]) => ({
    id,
    kind,
    giver,
    from,
    to,
    command,
    who,
    guard,
    facts,
    ...(RETURNING.includes(id) ? { returns: true as const } : {}),
  }),
);

const REOPENING_IDS: readonly TransitionId[] = ['T29', 'T30'];
const REOPENINGS = TRANSITIONS.filter(({ id }) => REOPENING_IDS.includes(id));

const byId = new Map<string, Transition>(TRANSITIONS.map((row) => [row.id, row]));

/** The row of the custody table. Throws when the id is unknown. */
export function transitionById(id: string): Transition {
  const row = byId.get(id);
  if (!row) throw new Error(`No transition ${id} in the custody table`);
  return row;
}

/**
 * Who holds the complaint after a move into `to` made by `giver`: the holder of the state, or the giver itself for
 * states that stay with the service that granted the request (architecture 3.1).
 */
export function holderAfter(to: ComplaintState, giver: Holder): Holder {
  const holder = STATES[to].holder;
  if (holder === 'granter' || holder === 'intake') return giver;
  return holder;
}

/**
 * The state that a complaint goes back to when its suspension is lifted, as it stands after a move; undefined while it is
 * not suspended.
 */
export function suspendedFromAfter(from: ComplaintState | null, to: ComplaintState): ComplaintState | undefined {
  return to === 'SUSPENDED' && from !== null ? from : undefined;
}

/** Whether a step opens a complaint again that had been resolved or had ended (T29, T30). */
export function isReopening(from: ComplaintState | null, to: ComplaintState): boolean {
  return REOPENINGS.some((row) => row.to.includes(to) && row.from.includes(from));
}

/**
 * Whether the table lets `giver` move a complaint from `from` to `to` under transition `id`.
 * @param suspendedFrom the state that a suspended complaint had
 */
export function isLegalMove(
  id: string,
  giver: ServiceName,
  from: ComplaintState | null,
  to: ComplaintState,
  suspendedFrom?: ComplaintState,
): boolean {
  const row = byId.get(id);
  if (!row || row.kind === 'fact' || row.kind === 'off-story') return false;
  if (row.giver !== 'holder' && row.giver !== giver) return false;
  if (row.returns) return from === 'SUSPENDED' ? to === suspendedFrom : row.from.includes(from) && to === 'SUSPENDED';
  return from !== to && row.from.includes(from) && row.to.includes(to);
}

/** The states that moves under these transitions lead to. */
export function targetsOf(ids: readonly string[]): readonly ComplaintState[] {
  return [...new Set(ids.flatMap((id) => transitionById(id).to))];
}

/** Whether one of these transitions is a legal move; as {@link isLegalMove}. */
export function isLegalByOneOf(
  ids: readonly string[],
  giver: ServiceName,
  from: ComplaintState | null,
  to: ComplaintState,
  suspendedFrom?: ComplaintState,
): boolean {
  return ids.some((id) => isLegalMove(id, giver, from, to, suspendedFrom));
}

/** Whether any row of the table explains the step; used by the story checker, which does not know the transition. */
export function explainsStep(
  emitter: string,
  from: ComplaintState | null,
  to: ComplaintState,
  suspendedFrom?: ComplaintState,
): boolean {
  return TRANSITIONS.some((row) => isLegalMove(row.id, emitter as ServiceName, from, to, suspendedFrom));
}
