import {
  STATES,
  assignmentAccepted,
  assignmentChanged,
  assignmentReturned,
  clockBreached,
  clockBreachTakenBack,
  clocksOf,
  complaintAcknowledged,
  complaintAssessed,
  complaintAnswered,
  complaintAssigned,
  complaintClosed,
  complaintDetermined,
  complaintEscalated,
  complaintReclassified,
  complaintRegistered,
  complaintReopened,
  complaintResolved,
  disputeDecided,
  machines,
  offerAccepted,
  resolutionOffered,
  reviewDecided,
  summaryResolved,
  type ClockEntry,
  type DataOf,
  type EventContract,
  type StoryBase,
} from '@redress/contracts';
import type { Assignment, AtStep, Classification, ClockFold, ComplaintFold, Milestone, Said } from './complaint-fold';
import type { StoryEvent } from './story-event';

/** Tells the day of an instant in the zone of the complaint's procedure. */
export type DayOf = (at: string, packs: StoryBase['packs']) => string;

type Step<D> = (fold: ComplaintFold, event: StoryEvent & { readonly data: D }, dayOf: DayOf) => ComplaintFold;

const steps = new Map<string, Step<never>>();

function on<C extends EventContract>(contract: C, step: Step<DataOf<C>>): void {
  steps.set(contract.fact, step as Step<never>);
}

on(complaintRegistered, (fold, { data }, dayOf) => ({
  ...fold,
  registration: {
    kind: data.kind,
    channel: data.channel,
    receivingUnit: data.receivingUnit,
    complainantType: data.complainantType,
    receivedAt: data.receivedAt,
    receivedOn: dayOf(data.receivedAt, data.packs),
    registeredAt: data.registeredAt,
    proposedCategory: data.proposedCategory,
    urgency: data.urgency,
    flags: data.proposedFlags,
    packs: data.packs,
  },
}));

on(complaintAcknowledged, (fold, { data }) => reached(fold, 'acknowledged', data.acknowledgedAt));
on(complaintAssessed, (fold, event) => classified(fold, event, event.data));
on(complaintReclassified, (fold, event) => classified(fold, event, event.data));

on(complaintAssigned, (fold, event) => {
  const { unitId, handlerId, occurredAt, assessment } = event.data;
  const assignment = { unitId, ...(handlerId === undefined ? {} : { handlerId }) };
  const assigned = { ...fold, assignment: newest<Assignment>(fold.assignment, assignment, event) };
  return reached(assessment ? classified(assigned, event, assessment) : assigned, 'assigned', occurredAt);
});

on(assignmentAccepted, (fold, event) => {
  const { unitId, handlerId, occurredAt } = event.data;
  const assigned = { ...fold, assignment: newest<Assignment>(fold.assignment, { unitId, handlerId }, event) };
  return reached(classified(assigned, event, event.data), 'accepted', occurredAt);
});

on(assignmentReturned, (fold, event) => ({ ...fold, assignment: newest<Assignment>(fold.assignment, null, event) }));

on(assignmentChanged, (fold, event) => {
  const { unitId, handlerId } = event.data;
  return { ...fold, assignment: newest<Assignment>(fold.assignment, { unitId, handlerId }, event) };
});

on(complaintEscalated, (fold, event) => ({ ...fold, level: newest(fold.level, event.data.level, event) }));

on(complaintDetermined, (fold, event) => ({
  ...reached(fold, 'determined', event.data.occurredAt),
  verdict: latest(fold.verdict, event.data.verdict, event),
}));

on(resolutionOffered, (fold, { data }) => reached(fold, 'offered', data.occurredAt));
on(offerAccepted, (fold, { data }) => reached(fold, 'consented', data.occurredAt));
on(complaintResolved, (fold, { data }) => reached(fold, 'resolved', data.occurredAt));

on(complaintClosed, (fold, event) => {
  const { closureCode: code, outcome, satisfaction } = event.data;
  const closure = { code, ...(outcome === undefined ? {} : { outcome }) };
  return {
    ...fold,
    closure: latest(fold.closure, closure, event),
    satisfaction: latest(fold.satisfaction, satisfaction ?? null, event),
  };
});

// A review or an award may be the end of a case, without a follow-up (T31, T33).
for (const decided of [reviewDecided, disputeDecided] as const) {
  on(decided as typeof disputeDecided, (fold, event) => {
    const { closureCode: code, outcome } = event.data;
    if (code === undefined) return fold;
    const closure = { code, ...(outcome === undefined ? {} : { outcome }) };
    return { ...fold, closure: latest(fold.closure, closure, event) };
  });
}

on(summaryResolved, (fold, event) => {
  const { unitId, handlerId, occurredAt } = event.data;
  const assigned = { ...fold, assignment: newest<Assignment>(fold.assignment, { unitId, handlerId }, event) };
  return reached(assigned, 'resolved', occurredAt);
});

on(complaintAnswered, (fold, event) => {
  const { unitId, handlerId, occurredAt } = event.data;
  const assigned = { ...fold, assignment: newest<Assignment>(fold.assignment, { unitId, handlerId }, event) };
  return reached(assigned, 'resolved', occurredAt);
});

on(complaintReopened, (fold, { data }) => ({ ...fold, reopenCount: Math.max(fold.reopenCount, data.reopenCount) }));

on(clockBreached, (fold, event) =>
  onClock(fold, event, (clock) => ({
    ...clock,
    state: newest(clock.state, machines.clock.state.BREACHED, event),
    dueAt: newest(clock.dueAt, event.data.dueAt, event),
    isBreached: newest(clock.isBreached, true, event),
  })),
);

on(clockBreachTakenBack, (fold, event) =>
  onClock(fold, event, (clock) => ({
    ...clock,
    isBreached: newest(clock.isBreached, false, event),
    wasTakenBack: true,
  })),
);

/**
 * Adds one event to what is known of its complaint: pure, and the same whatever the order and however often.
 * @param known undefined for the first event of a complaint
 */
export function foldEvent(known: ComplaintFold | undefined, event: StoryEvent, dayOf: DayOf): ComplaintFold {
  const base = event.data as StoryBase;
  const before = known ?? {
    complaintId: event.complaintId,
    complaintNo: base.complaintNo,
    organisationId: event.organisationId,
    updatedAt: base.occurredAt,
    reopenCount: 0,
    milestones: {},
    clocks: {},
  };
  const seen = base.occurredAt > before.updatedAt ? { ...before, updatedAt: base.occurredAt } : before;
  const moved = move(seen, event, base.occurredAt);
  const timed = clocksOf(event).reduce((fold, entry) => clockSaid(fold, entry, event), moved);
  const step = steps.get(event.fact) as Step<unknown> | undefined;
  return step ? step(timed, event, dayOf) : timed;
}

/** A clock as an event carries it: absolute, so that the newest event that names it counts. */
function clockSaid(fold: ComplaintFold, entry: ClockEntry, event: StoryEvent): ComplaintFold {
  return onClock(fold, { data: entry }, (clock) => ({
    ...clock,
    isStarted: true,
    state: newest(clock.state, entry.state, event),
    dueAt: newest(clock.dueAt, entry.dueAt, event),
    isBreached: newest(clock.isBreached, entry.breached, event),
  }));
}

function move(fold: ComplaintFold, event: StoryEvent, at: string): ComplaintFold {
  const { stateSeq, to, holder } = event;
  if (stateSeq === undefined || !to || !holder) return fold;
  const moved = { ...fold, position: latest(fold.position, { state: to, holder }, event) };
  return STATES[to].ended ? reached(moved, 'ended', at) : moved;
}

function classified(fold: ComplaintFold, event: StoryEvent, data: Classification): ComplaintFold {
  const { kind, category, severity, urgency, priority, flags } = data;
  return {
    ...fold,
    classification: newest(fold.classification, { kind, category, severity, urgency, priority, flags }, event),
  };
}

function reached(fold: ComplaintFold, milestone: Milestone, at: string): ComplaintFold {
  const known = fold.milestones[milestone];
  if (known !== undefined && known <= at) return fold;
  return { ...fold, milestones: { ...fold.milestones, [milestone]: at } };
}

function onClock(
  fold: ComplaintFold,
  { data }: { readonly data: { readonly clockId: string; readonly clock: string; readonly cycle: number } },
  change: (clock: ClockFold) => ClockFold,
): ComplaintFold {
  const known = fold.clocks[data.clockId] ?? { clock: data.clock, cycle: data.cycle };
  return { ...fold, clocks: { ...fold.clocks, [data.clockId]: change(known) } };
}

function newest<T>(known: Said<T> | undefined, value: T, event: StoryEvent): Said<T> {
  return known && known.by >= event.id ? known : { value, by: event.id };
}

function latest<T>(known: AtStep<T> | undefined, value: T, { stateSeq = 0 }: StoryEvent): AtStep<T> {
  return known && known.stateSeq >= stateSeq ? known : { value, stateSeq };
}
