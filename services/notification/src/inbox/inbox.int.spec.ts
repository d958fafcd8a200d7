import { randomUUID } from 'node:crypto';
import {
  answerObjected,
  approvalAsked,
  approvalRejected,
  approvalSettled,
  assignmentAccepted,
  assignmentChanged,
  assignmentReturned,
  clockBreached,
  clockBreachTakenBack,
  clockEntryExample,
  clocksChanged,
  clockWarned,
  complaintAssigned,
  complaintClosed,
  followUpRecorded,
  complaintDetermined,
  complaintEscalated,
  complaintReopened,
  complaintResolved,
  complaintUrged,
  complaintWithdrawn,
  contactLogged,
  disputeDecided,
  disputeOpened,
  escalationAnswered,
  INBOX_KINDS,
  informationAwaited,
  investigationResumed,
  lessonLearned,
  mailReturned,
  majorReportDue,
  majorReported,
  majorReportRead,
  messageWritten,
  offerAccepted,
  offerCountered,
  offerRefused,
  remedyFailed,
  remedyRenegotiated,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  reviewDecided,
  reviewOpened,
  reworkOrdered,
  supervisionAnswered,
  supervisionLifted,
  promiseKept,
  promiseMade,
  supervisionOrdered,
  supplemented,
  type InboxKind,
} from '@redress/contracts';
import type { ToldComplaint } from '@redress/service-testing';
import { NotificationRig } from '../testing/notification-rig.spec';
import { INBOX_RULES } from './domain/inbox-rules';

const ESCALATION = '019a9d6e-7a00-7000-8000-0000000000e7';
const PROMISE = '019a9d6e-7a00-7000-8000-0000000000e9';
const SUPERVISION = '019a9d6e-7a00-7000-8000-0000000000e2';
const REPORT = '019a9d6e-7a00-7000-8000-0000000000e3';
const DUE = '2026-03-09T10:00:00.000Z';
const HANDLER = 'staff:zhao.qa';
const HEAD = 'staff:zhou.qa';
const REGISTRAR = 'staff:zhao.cs';
const DISPATCHER = 'staff:lu.dispatch';
const APPROVER = 'staff:qian.hq';
const REVIEWER = 'staff:gu.ceo';
const COMPLIANCE = 'staff:ma.compliance';

interface Item {
  readonly itemId: string;
  readonly kind: InboxKind;
  readonly complaintId: string;
  readonly status: string;
  readonly facts: Record<string, unknown>;
  readonly commands: readonly { readonly operationId: string; readonly allowed: boolean }[];
}

/** How an item of a kind comes to be, who gets it, who of the others does not, and what clears it. */
interface Case {
  readonly kind: InboxKind;
  readonly name: string;
  readonly given?: Parameters<NotificationRig['register']>[0];
  readonly happens: (complaint: ToldComplaint) => Promise<void>;
  readonly gets: readonly string[];
  readonly not: readonly string[];
  /** Absent: only the person who has it is done with it. */
  readonly clears?: (complaint: ToldComplaint) => Promise<void>;
}

// RT-05
describe('the inbox of members of staff', () => {
  let rig: NotificationRig;

  beforeAll(async () => {
    rig = await NotificationRig.start();
  }, 240_000);

  afterAll(() => rig.stop(), 30_000);

  beforeEach(() => {
    rig.mail.mode = 'ok';
    rig.gateway.mode = 'deliver';
  });

  const inboxOf = async (who: string, { complaintId }: ToldComplaint, show = 'all'): Promise<Item[]> => {
    const { items } = (await (await rig.call(who, `/v1/inbox?show=${show}&limit=200`)).json()) as { items: Item[] };
    return items.filter((item) => item.complaintId === complaintId);
  };
  const mark = (who: string, itemId: string, how: 'read' | 'done') =>
    rig.call(who, `/v1/inbox/${itemId}/${how}`, { method: 'POST', headers: { 'idempotency-key': randomUUID() } });
  const tell: NotificationRig['story']['tell'] = (...given) => rig.story.tell(...given);
  const sent = (complaint: ToldComplaint, ...statuses: string[]) =>
    rig.dispatchUntil(`a letter that is ${statuses.join(' or ')}`, async () => {
      await rig.receipts();
      const row = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return statuses.includes(row.status) ? row : undefined;
    });
  const clock = { clockId: '019a9d6e-7a00-7000-8000-00000000c10c' };
  const ended = { ...clockEntryExample, ...clock, endedAt: '2026-03-05T01:15:00.000Z', changes: ['MET' as const] };
  const handedOver = async (complaint: ToldComplaint) => {
    const row = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
    const response = await rig.call(REGISTRAR, `/v1/letters/${row.letter_id}/telling`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        'if-match': `"${row.version}"`,
      },
      body: JSON.stringify({ by: 'HANDED_OVER', proof: 'receipt 7' }),
    });
    expect(response.status).toBe(200);
  };

  const CASES: readonly Case[] = [
    {
      kind: 'ASSIGNMENT',
      name: 'a proposed handler',
      happens: (complaint) => tell(complaint, complaintAssigned),
      gets: [HANDLER],
      not: [HEAD, 'staff:wu.qa', 'staff:tang.cs', REGISTRAR],
      clears: (complaint) => tell(complaint, assignmentAccepted),
    },
    {
      kind: 'ASSIGNMENT',
      name: 'the head of the unit where nobody has capacity',
      happens: (complaint) => tell(complaint, complaintAssigned, { handlerId: undefined }),
      gets: [HEAD],
      not: [HANDLER, 'staff:sun.cs', 'staff:gu.ceo'],
      clears: (complaint) => tell(complaint, complaintWithdrawn),
    },
    {
      kind: 'ASSIGNMENT',
      name: 'a handler who takes over',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, assignmentChanged, { unitId: 'QA', handlerId: 'staff:wu.qa', ownerId: HEAD });
      },
      gets: ['staff:wu.qa'],
      not: [HEAD],
    },
    {
      kind: 'RETURN',
      name: 'the dispatchers',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, assignmentReturned);
      },
      gets: [DISPATCHER],
      not: [HANDLER, HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, complaintAssigned),
    },
    {
      kind: 'CLOCK_WARNING',
      name: 'the handler',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, clockWarned, { ...clock, percent: 50 });
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, clocksChanged, { clocks: [ended] }),
    },
    {
      kind: 'CLOCK_WARNING',
      name: 'who leads the unit too, once the limit is running out',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, clockWarned, { ...clock, percent: 80 });
      },
      gets: [HANDLER, HEAD],
      not: [REGISTRAR],
      clears: (complaint) => tell(complaint, clocksChanged, { clocks: [ended] }),
    },
    {
      kind: 'CLOCK_BREACH',
      name: 'the owner and the head of the unit',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, clockBreached, { ...clock, ownerId: HANDLER, unitId: 'QA' });
      },
      gets: [HANDLER, HEAD],
      not: [REGISTRAR, 'staff:wu.qa'],
      clears: (complaint) => tell(complaint, clockBreachTakenBack, clock),
    },
    {
      kind: 'APPROVAL_ASKED',
      name: 'those with the authority, not who drafted it',
      happens: async (complaint) => {
        await tell(complaint, resolutionDrafted, {}, { staffId: 'staff:gu.ceo' });
        await tell(complaint, resolutionSubmitted, { drafterId: 'staff:gu.ceo' });
      },
      gets: [APPROVER],
      not: ['staff:gu.ceo', HANDLER, HEAD],
      clears: (complaint) => tell(complaint, approvalRejected),
    },
    {
      kind: 'REWORK',
      name: 'the handler, whose determination was sent back',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, complaintDetermined);
        await tell(complaint, reworkOrdered, {}, { staffId: HEAD });
      },
      gets: [HANDLER],
      not: [HEAD, APPROVER, REGISTRAR],
      clears: (complaint) => tell(complaint, complaintDetermined, { round: 2 }),
    },
    {
      kind: 'PLAN_REJECTED',
      name: 'who drafted it',
      happens: async (complaint) => {
        await tell(complaint, resolutionDrafted, {}, { staffId: HANDLER });
        await tell(complaint, resolutionSubmitted, {}, { staffId: HANDLER });
        await tell(complaint, approvalRejected, {}, { staffId: APPROVER });
      },
      gets: [HANDLER],
      not: [APPROVER, HEAD],
      clears: async (complaint) => {
        await tell(complaint, resolutionDrafted, {}, { staffId: HANDLER });
        await tell(complaint, resolutionSubmitted, {}, { staffId: HANDLER });
      },
    },
    {
      kind: 'DECISION_ASKED',
      name: 'who is asked, not who proposed it',
      happens: (complaint) =>
        tell(complaint, approvalAsked, { deciderId: 'staff:sun.cs', proposerId: DISPATCHER }, { staffId: DISPATCHER }),
      gets: ['staff:sun.cs'],
      not: [DISPATCHER, HANDLER],
      clears: (complaint) => tell(complaint, approvalSettled),
    },
    {
      kind: 'PROPOSAL_DECIDED',
      name: 'who proposed it, not who decided it',
      happens: (complaint) => tell(complaint, approvalSettled, { proposerId: DISPATCHER }, { staffId: 'staff:sun.cs' }),
      gets: [DISPATCHER],
      not: ['staff:sun.cs', HANDLER],
    },
    {
      kind: 'REMEDY_FAILED',
      name: 'the handler and who drafted the plan',
      happens: async (complaint) => {
        await tell(complaint, resolutionDrafted, {}, { staffId: 'staff:wu.qa' });
        await tell(complaint, resolutionOffered);
        await tell(complaint, offerAccepted);
        await tell(complaint, remedyFailed, {}, { staffId: HEAD });
      },
      gets: [HANDLER, 'staff:wu.qa'],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, remedyRenegotiated),
    },
    {
      kind: 'ANSWER_RECEIVED',
      name: 'the handler, when an offer is accepted',
      happens: async (complaint) => {
        await tell(complaint, resolutionOffered);
        await tell(complaint, offerAccepted);
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, complaintWithdrawn),
    },
    {
      kind: 'NAMED_AS_LISTENER',
      name: 'who listened when an acceptance was recorded',
      happens: async (complaint) => {
        await tell(complaint, resolutionOffered);
        await tell(complaint, offerAccepted, {
          consentChannel: 'RECORDED_CALL',
          objectBy: '2026-03-17T02:00:00.000Z',
          listenerId: REGISTRAR,
        });
      },
      gets: [REGISTRAR],
      not: [HANDLER, HEAD],
      clears: (complaint) => tell(complaint, answerObjected),
    },
    {
      kind: 'OBJECTION',
      name: 'the handler, whose plan no longer stands',
      happens: async (complaint) => {
        await tell(complaint, resolutionOffered);
        await tell(complaint, answerObjected);
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, resolutionOffered),
    },
    {
      kind: 'FOLLOW_UP_DEFERRED',
      name: 'who calls again on the day agreed',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, followUpRecorded, {
          result: 'DEFERRED',
          satisfaction: undefined,
          deferredUntil: '2026-04-01T02:00:00.000Z',
          callerId: REGISTRAR,
        });
      },
      gets: [REGISTRAR],
      not: [HANDLER, HEAD],
      clears: (complaint) => tell(complaint, followUpRecorded, { attempt: 2 }),
    },
    {
      kind: 'OTHER_NEEDS',
      name: 'the handler and who took the first contact',
      given: { by: REGISTRAR },
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, followUpRecorded, { otherNeeds: true });
      },
      gets: [REGISTRAR, HANDLER],
      not: [HEAD],
    },
    {
      kind: 'MESSAGE',
      name: 'the handler, when the complainant adds something',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, supplemented, { by: 'COMPLAINANT' });
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
    },
    {
      kind: 'ANSWER_RECEIVED',
      name: 'the handler, of an offer that was countered',
      happens: async (complaint) => {
        await tell(complaint, resolutionOffered);
        await tell(complaint, offerCountered);
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, resolutionSubmitted),
    },
    {
      kind: 'ANSWER_RECEIVED',
      name: 'the handler, of an offer that was refused',
      happens: async (complaint) => {
        await tell(complaint, resolutionOffered);
        await tell(complaint, offerRefused, { endsNegotiation: false });
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, resolutionSubmitted),
    },
    {
      kind: 'ANSWER_RECEIVED',
      name: 'the handler, of questions that were answered',
      happens: async (complaint) => {
        await tell(complaint, informationAwaited);
        await tell(complaint, investigationResumed, { reason: 'COMPLAINANT_REPLIED' });
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, complaintDetermined),
    },
    {
      kind: 'MESSAGE',
      name: 'the handler, of a message in the mailbox, also when a plan is submitted meanwhile',
      happens: async (complaint) => {
        await tell(complaint, complaintDetermined);
        await tell(complaint, messageWritten, { by: 'COMPLAINANT' });
        await tell(complaint, resolutionSubmitted);
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
    },
    {
      kind: 'SUPERVISION',
      name: 'the handler and who leads the unit',
      happens: async (complaint) => {
        await tell(complaint, complaintDetermined);
        await tell(complaint, supervisionOrdered, { supervisionId: SUPERVISION, unitId: 'QA' });
      },
      gets: [HANDLER, HEAD],
      not: [REGISTRAR, 'staff:gu.ceo'],
      clears: (complaint) =>
        tell(complaint, supervisionAnswered, { supervisionId: SUPERVISION, orderedBy: 'staff:gu.ceo' }),
    },
    {
      kind: 'PROMISE',
      name: 'the handler, who keeps it whoever made it',
      happens: async (complaint) => {
        await tell(complaint, complaintDetermined);
        await tell(complaint, promiseMade, { promiseId: PROMISE }, { staffId: REGISTRAR });
      },
      gets: [HANDLER],
      not: [HEAD, REGISTRAR],
      clears: (complaint) => tell(complaint, promiseKept, { promiseId: PROMISE }),
    },
    {
      kind: 'SUPERVISION_ANSWERED',
      name: 'who ordered it',
      happens: async (complaint) => {
        await tell(complaint, complaintDetermined);
        await tell(complaint, supervisionAnswered, { supervisionId: SUPERVISION, orderedBy: 'staff:gu.ceo' });
      },
      gets: ['staff:gu.ceo'],
      not: [HANDLER, HEAD],
      clears: (complaint) => tell(complaint, supervisionLifted, { supervisionId: SUPERVISION }),
    },
    {
      kind: 'MAJOR_COMPLAINT',
      name: 'leadership at once, and those who have to report',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, majorReportDue, { reportId: REPORT, targetId: 'staff:gu.ceo' });
      },
      gets: ['staff:gu.ceo', HANDLER, HEAD],
      not: [REGISTRAR],
      clears: (complaint) => tell(complaint, majorReported, { reportId: REPORT, targetId: 'staff:gu.ceo' }),
    },
    {
      kind: 'MAJOR_REPORT',
      name: 'leadership, who read it',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, majorReported, { reportId: REPORT, targetId: 'staff:gu.ceo' });
      },
      gets: ['staff:gu.ceo'],
      not: [HANDLER, HEAD],
      clears: (complaint) => tell(complaint, majorReportRead, { reportId: REPORT }),
    },
    // ES-06
    {
      kind: 'RESULT_REPORT',
      name: 'those who supervised it, of its result',
      happens: async (complaint) => {
        await tell(complaint, complaintResolved);
        await tell(complaint, supervisionLifted, { supervisionId: SUPERVISION }, { staffId: 'staff:gu.ceo' });
        await tell(complaint, complaintClosed);
      },
      gets: ['staff:gu.ceo'],
      not: [HANDLER, HEAD, REGISTRAR],
    },
    {
      kind: 'URGING',
      name: 'the handler and who took the first contact, once however often',
      happens: async (complaint) => {
        await tell(complaint, complaintDetermined);
        await tell(complaint, complaintUrged, { count: 1 });
      },
      gets: [HANDLER, REGISTRAR],
      not: [HEAD, 'staff:sun.cs'],
      clears: (complaint) => tell(complaint, contactLogged),
    },
    {
      kind: 'ESCALATION',
      name: 'the target, who has answered it',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, complaintEscalated, { level: 1, targetId: HEAD, escalationId: ESCALATION });
      },
      gets: [HEAD],
      not: [HANDLER, REGISTRAR],
      clears: (complaint) =>
        tell(complaint, escalationAnswered, { escalationId: ESCALATION, level: 1, answer: 'ACTED' }),
    },
    {
      kind: 'ESCALATION',
      name: 'the target, who has to act',
      happens: async (complaint) => {
        await tell(complaint, complaintAssigned);
        await tell(complaint, complaintEscalated, { level: 2, targetId: HEAD });
      },
      gets: [HEAD],
      not: [HANDLER, 'staff:sun.cs'],
      clears: (complaint) =>
        tell(complaint, complaintEscalated, { level: 0, targetId: undefined, escalationId: undefined }),
    },
    {
      kind: 'REOPENING',
      name: 'the dispatchers',
      happens: async (complaint) => {
        await tell(complaint, complaintResolved);
        await tell(complaint, complaintReopened);
      },
      gets: [DISPATCHER],
      not: [HEAD, HANDLER],
      clears: (complaint) => tell(complaint, complaintAssigned),
    },
    {
      // T24, T31
      kind: 'REVIEW_ASKED',
      name: 'those of a unit above who may decide it and took no part',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, resolutionOffered);
        await tell(complaint, reviewOpened);
      },
      gets: [REVIEWER],
      not: [HEAD, HANDLER, APPROVER, REGISTRAR],
      clears: (complaint) =>
        tell(complaint, reviewDecided, { decision: 'REDRAFT', to: 'RESOLUTION_DRAFTED' } as object),
    },
    {
      kind: 'REVIEW_DECIDED',
      name: 'the handler, also when the case is closed by it',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, resolutionOffered);
        await tell(complaint, reviewOpened);
        await tell(complaint, reviewDecided, { decision: 'CLOSE', to: 'CLOSED' } as object, { staffId: REVIEWER });
      },
      gets: [HANDLER],
      not: [HEAD, REVIEWER],
    },
    {
      // T32
      kind: 'DISPUTE_OPENED',
      name: 'the handler and compliance',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, complaintDetermined);
        await tell(complaint, disputeOpened);
      },
      gets: [HANDLER, COMPLIANCE],
      not: [HEAD, APPROVER],
      clears: (complaint) => tell(complaint, disputeDecided, { to: 'RESOLUTION_DRAFTED' } as object),
    },
    {
      // T33
      kind: 'DISPUTE_DECIDED',
      name: 'the handler',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, complaintDetermined);
        await tell(complaint, disputeOpened);
        await tell(complaint, disputeDecided, { binds: false, to: 'CLOSED' } as object);
      },
      gets: [HANDLER],
      not: [COMPLIANCE],
    },
    {
      kind: 'LESSON_DUE',
      name: 'the head of the unit that has to learn, though the case is closed',
      happens: async (complaint) => {
        await tell(complaint, assignmentAccepted);
        await tell(complaint, complaintDetermined);
        await tell(complaint, disputeOpened);
        await tell(complaint, disputeDecided, { binds: false, to: 'CLOSED' } as object);
      },
      gets: [HEAD],
      not: [HANDLER, COMPLIANCE],
      clears: (complaint) => tell(complaint, lessonLearned),
    },
    {
      kind: 'LETTER_BOUNCED',
      name: 'who took the first contact',
      given: { phone: '+8613512340001' },
      happens: async (complaint) => {
        await rig.expectAt(complaint, DUE);
        const row = await sent(complaint, 'SENT');
        rig.gateway.mode = 'silent';
        await tell(
          complaint,
          mailReturned,
          { letterId: row.letter_id, status: '5.1.1', permanent: true },
          { times: 2 },
        );
      },
      gets: [REGISTRAR],
      not: ['staff:sun.cs', 'staff:tang.cs', HANDLER],
      clears: async (complaint) => {
        rig.gateway.mode = 'deliver';
        await sent(complaint, 'SENT');
      },
    },
    {
      kind: 'LETTER_TO_DELIVER',
      name: 'who took the first contact',
      given: { preferredWay: 'PRINT' },
      happens: async (complaint) => {
        await rig.expectAt(complaint, DUE);
        await sent(complaint, 'UNDER_WAY');
      },
      gets: [REGISTRAR],
      not: ['staff:sun.cs', 'staff:tang.cs', HANDLER],
      clears: handedOver,
    },
    {
      kind: 'NOBODY_TOLD',
      name: 'who took the first contact',
      given: { email: undefined },
      happens: async (complaint) => {
        await rig.expectAt(complaint, DUE);
        await sent(complaint, 'FAILED');
      },
      gets: [REGISTRAR],
      not: ['staff:sun.cs', 'staff:tang.cs', HANDLER],
      clears: handedOver,
    },
    {
      kind: 'NOBODY_TOLD',
      name: 'the head of the unit that received it, when no member of staff took it',
      given: { email: undefined, by: undefined },
      happens: async (complaint) => {
        await rig.expectAt(complaint, DUE);
        await sent(complaint, 'FAILED');
      },
      gets: ['staff:sun.cs'],
      not: [REGISTRAR, 'staff:tang.cs', HANDLER],
    },
  ];

  it('has a case for each line of the table', () => {
    expect(new Set(CASES.map(({ kind }) => kind))).toEqual(new Set(INBOX_RULES.map(({ kind }) => kind)));
    expect(new Set(INBOX_RULES.map(({ kind }) => kind))).toEqual(new Set(Object.keys(INBOX_KINDS)));
  });

  it.each(CASES)('tells of $kind: $name', async ({ kind, given, happens, gets, not, clears }) => {
    const complaint = await rig.register({ by: REGISTRAR, ...given });
    await happens(complaint);

    for (const who of gets) {
      const item = await rig.until(`${kind} for ${who}`, async () =>
        (await inboxOf(who, complaint, 'open')).find((one) => one.kind === kind),
      );
      expect((await inboxOf(who, complaint)).filter((one) => one.itemId === item.itemId)).toHaveLength(1);
    }
    for (const who of not) expect((await inboxOf(who, complaint)).filter((one) => one.kind === kind)).toEqual([]);
    if (!clears) return;

    await clears(complaint);
    for (const who of gets) {
      await rig.until(`${kind} of ${who} to be cleared`, async () =>
        (await inboxOf(who, complaint)).filter((one) => one.kind === kind).some(({ status }) => status === 'CLEARED'),
      );
    }
  });

  it('gives nobody an item of a case that they may not read, whoever the event names', async () => {
    const complaint = await rig.register({ by: REGISTRAR });
    await tell(complaint, complaintAssigned);
    // Of another unit, of no role that works on cases, unknown.
    for (const targetId of ['staff:tang.cs', 'staff:nobody'])
      await tell(complaint, complaintEscalated, { level: 2, targetId });
    await tell(complaint, complaintEscalated, { level: 3, targetId: HEAD });
    await rig.until('the one who may', async () => (await inboxOf(HEAD, complaint)).length > 0);

    const { rows } = await rig.service.database.query<{ person_id: string }>(
      `select person_id from inbox_item where complaint_id = $1 and kind = 'ESCALATION'`,
      [complaint.complaintId],
    );
    expect(rows.map((row) => row.person_id)).toEqual([HEAD]);
  });

  // T37: routing escalates without knowing that another service ended the complaint at the same moment
  it('gives nobody an escalation of a complaint that has ended', async () => {
    const complaint = await rig.register({ by: REGISTRAR });
    await tell(complaint, complaintAssigned);
    await tell(complaint, assignmentAccepted);
    await tell(complaint, complaintWithdrawn);
    await tell(complaint, complaintEscalated, { level: 1, targetId: HEAD, escalationId: ESCALATION });
    await tell(complaint, messageWritten, { by: 'COMPLAINANT' });
    await rig.until('what follows', async () => (await inboxOf(HANDLER, complaint)).length > 0);

    expect(await inboxOf(HEAD, complaint)).toEqual([]);
  });

  it('shows an item no longer to who may no longer read the case', async () => {
    const complaint = await rig.register({ by: REGISTRAR });
    await tell(complaint, complaintAssigned, { handlerId: 'staff:tang.cs', unitId: 'QA' });
    const item = await rig.until('the item', async () => (await inboxOf('staff:tang.cs', complaint))[0]);
    await tell(complaint, assignmentReturned);
    await tell(complaint, complaintAssigned, { handlerId: HANDLER, unitId: 'QA' });
    await rig.until('the new handler', async () => (await inboxOf(HANDLER, complaint))[0]);

    // CS received it, and handlers reach what their unit is responsible for, so that this one sees it no more.
    expect(await inboxOf('staff:tang.cs', complaint)).toEqual([]);
    expect((await mark('staff:tang.cs', item.itemId, 'done')).status).toBe(404);
  });

  it('lets a person read and finish their own items only, once', async () => {
    const complaint = await rig.register({ by: REGISTRAR });
    await tell(complaint, complaintAssigned);
    const item = await rig.until('the item', async () => (await inboxOf(HANDLER, complaint))[0]);
    expect(item).toMatchObject({ status: 'UNREAD', facts: { unitId: 'QA' } });

    expect((await mark(HEAD, item.itemId, 'read')).status).toBe(404);
    expect((await mark(HANDLER, randomUUID(), 'read')).status).toBe(404);
    const [one, two] = await Promise.all([mark(HANDLER, item.itemId, 'read'), mark(HANDLER, item.itemId, 'read')]);
    expect([one.status, two.status]).toEqual([200, 200]);
    const done = await mark(HANDLER, item.itemId, 'done');
    expect(await done.json()).toMatchObject({ status: 'DONE' });
    const again = await mark(HANDLER, item.itemId, 'done');
    expect([again.status, await again.json()]).toMatchObject([409, { blockedBy: [{ code: 'ITEM_ENDED' }] }]);
    expect(await inboxOf(HANDLER, complaint, 'open')).toEqual([]);
    expect((await inboxOf(HANDLER, complaint))[0]?.commands).toMatchObject([{ allowed: false }, { allowed: false }]);
  });

  // contracts, section 4
  it('makes a letter that came back go the next way, once, and says so on the story', async () => {
    const phone = '+8613512340002';
    const complaint = await rig.register({ by: REGISTRAR, phone });
    const other = await rig.register({ by: REGISTRAR });
    await rig.expectAt(complaint, DUE);
    const row = await sent(complaint, 'SENT');
    const returned = { letterId: row.letter_id, status: '5.1.1', permanent: true };
    await tell(complaint, mailReturned, { ...returned, permanent: false });
    // Of another complaint: nothing of it is true.
    await tell(other, mailReturned, returned);
    await tell(complaint, mailReturned, returned);

    const { data } = await rig.saidOf(complaint, 'letter-bounced');
    expect(data).toMatchObject({ letterId: row.letter_id, letter: 'ACKNOWLEDGEMENT', status: '5.1.1' });
    await rig.dispatchUntil('the next way', async () => {
      await rig.receipts();
      const now = await rig.letter(complaint, 'ACKNOWLEDGEMENT');
      return now.status === 'SENT' && now.way === 'SMS';
    });
    expect((await rig.saidOf(complaint, 'letter-sent')).data).toMatchObject({ letter: 'ACKNOWLEDGEMENT', by: 'SMS' });
    expect(rig.gateway.to(phone)).toHaveLength(1);
    expect([
      rig.countOf(complaint, 'letter-bounced'),
      rig.countOf(other, 'letter-bounced'),
      rig.countOf(complaint, 'complaint-acknowledged'),
    ]).toEqual([1, 0, 1]);
  });
});
