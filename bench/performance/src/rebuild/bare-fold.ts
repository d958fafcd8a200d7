/**
 * The rows that a rebuild makes, folded by hand: objects that are changed in place, no contracts, and nothing of an event is
 * looked at but what the rows need.
 */

interface Said {
  value: unknown;
  by: string;
}

interface AtStep {
  value: unknown;
  stateSeq: number;
}

interface Clock {
  clock: string;
  cycle: number;
  isStarted?: true;
  state?: Said;
  dueAt?: Said;
  isBreached?: Said;
  wasWithdrawn?: true;
}

/** What is known of one complaint; written as it is. */
export interface BareFold {
  complaintId: string;
  complaintNo: string;
  organisationId: string;
  updatedAt: string;
  reopenCount: number;
  milestones: Record<string, string>;
  clocks: Record<string, Clock>;
  registration?: { kind: string; channel: string; receivedOn: string; proposedCategory: string } & Record<
    string,
    unknown
  >;
  position?: AtStep & { value: { state: string; holder: string } };
  classification?: Said & { value: { kind: string; category: string; severity: string; priority: string } };
  assignment?: AtStep & { value: { unitId: string; handlerId?: string } };
  level?: Said;
  verdict?: AtStep;
  closure?: AtStep;
}

/** The fields of events that rows are made from. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type EventData = Record<string, any>;

const ENDED = new Set(['CLOSED', 'NOT_ACCEPTED', 'REFERRED', 'MERGED', 'WITHDRAWN', 'VOIDED']);
const FACT = /^redress\.\w+\.([\w-]+)\.v1$/;
/** The zone of the packs: China has no summer time. */
const ZONE_MS = 8 * 3_600_000;

/** Adds an event to what is known of its complaint. */
export function foldBare(folds: Map<string, BareFold>, type: string, id: string, data: EventData): void {
  let fold = folds.get(data['complaintId'] as string);
  if (!fold) {
    fold = {
      complaintId: data['complaintId'],
      complaintNo: data['complaintNo'],
      organisationId: data['organisationId'],
      updatedAt: data['occurredAt'],
      reopenCount: 0,
      milestones: {},
      clocks: {},
    };
    folds.set(fold.complaintId, fold);
  }
  const at = data['occurredAt'] as string;
  if (at > fold.updatedAt) fold.updatedAt = at;
  const { stateSeq } = data;
  if (stateSeq !== undefined && !(fold.position && fold.position.stateSeq >= stateSeq)) {
    fold.position = { value: { state: data['to'], holder: data['holder'] }, stateSeq };
    if (ENDED.has(data['to'])) reached(fold, 'ended', at);
  }
  for (const entry of (data['clocks'] ?? []) as EventData[]) {
    const clock = clockOf(fold, entry);
    clock.isStarted = true;
    clock.state = newer(clock.state, entry['state'], id);
    clock.dueAt = newer(clock.dueAt, entry['dueAt'], id);
    clock.isBreached = newer(clock.isBreached, entry['breached'], id);
  }
  switch (factOf(type)) {
    case 'complaint-registered':
      fold.registration = {
        kind: data['kind'],
        channel: data['channel'],
        receivingUnit: data['receivingUnit'],
        complainantType: data['complainantType'],
        receivedAt: data['receivedAt'],
        receivedOn: new Date(Date.parse(data['receivedAt']) + ZONE_MS).toISOString().slice(0, 10),
        registeredAt: data['registeredAt'],
        proposedCategory: data['proposedCategory'],
        urgency: data['urgency'],
        flags: data['proposedFlags'],
        packs: data['packs'],
      };
      return;
    case 'complaint-acknowledged':
      return reached(fold, 'acknowledged', data['acknowledgedAt']);
    case 'complaint-assessed':
    case 'complaint-reclassified':
      return classify(fold, id, data);
    case 'complaint-assigned': {
      const { unitId, handlerId, assessment } = data;
      if (assessment) classify(fold, id, assessment);
      fold.assignment = { value: handlerId === undefined ? { unitId } : { unitId, handlerId }, stateSeq };
      return reached(fold, 'assigned', at);
    }
    case 'assignment-accepted':
      fold.assignment = { value: { unitId: data['unitId'], handlerId: data['handlerId'] }, stateSeq };
      classify(fold, id, data);
      return reached(fold, 'accepted', at);
    case 'complaint-escalated':
      fold.level = newer(fold.level, data['level'], id);
      return;
    case 'complaint-determined':
      fold.verdict = { value: data['verdict'], stateSeq };
      return reached(fold, 'determined', at);
    case 'resolution-offered':
      return reached(fold, 'offered', at);
    case 'offer-accepted':
      return reached(fold, 'consented', at);
    case 'complaint-resolved':
      return reached(fold, 'resolved', at);
    case 'complaint-closed': {
      const { closureCode: code, outcome, satisfaction } = data;
      fold.closure = {
        value: satisfaction === undefined ? { code, outcome } : { code, outcome, satisfaction },
        stateSeq,
      };
      return;
    }
    case 'reopened':
      fold.reopenCount = Math.max(fold.reopenCount, data['reopenCount']);
      return;
    case 'clock-breached': {
      const clock = clockOf(fold, data);
      clock.state = newer(clock.state, 'BREACHED', id);
      clock.dueAt = newer(clock.dueAt, data['dueAt'], id);
      clock.isBreached = newer(clock.isBreached, true, id);
      return;
    }
    case 'clock-breach-withdrawn': {
      const clock = clockOf(fold, data);
      clock.isBreached = newer(clock.isBreached, false, id);
      clock.wasWithdrawn = true;
      return;
    }
  }
}

/** A row of the projections as `COPY` reads it. */
export function bareRow(fold: BareFold): string {
  const { registration, position, classification } = fold;
  const known = registration && position;
  const breached = new Set<string>();
  for (const clock of Object.values(fold.clocks)) if (clock.isBreached?.value) breached.add(clock.clock);
  return [
    fold.complaintId,
    fold.complaintNo,
    fold.organisationId,
    known ? registration.receivedOn : '\\N',
    known ? (classification?.value.kind ?? registration.kind) : '\\N',
    known ? position.value.state : '\\N',
    known ? (classification?.value.category ?? registration.proposedCategory) : '\\N',
    known ? registration.channel : '\\N',
    (known && classification?.value.severity) || '\\N',
    (known && classification?.value.priority) || '\\N',
    (known && fold.assignment?.value.unitId) || '\\N',
    known ? `{${[...breached].sort().join(',')}}` : '{}',
    JSON.stringify(fold).replaceAll('\\', '\\\\'),
  ].join('\t');
}

const facts = new Map<string, string>();

function factOf(type: string): string {
  let fact = facts.get(type);
  if (fact === undefined) facts.set(type, (fact = FACT.exec(type)?.[1] ?? ''));
  return fact;
}

function reached(fold: BareFold, milestone: string, at: string): void {
  const known = fold.milestones[milestone];
  if (known === undefined || at < known) fold.milestones[milestone] = at;
}

function classify(fold: BareFold, by: string, data: EventData): void {
  if (fold.classification && fold.classification.by >= by) return;
  const { kind, category, severity, urgency, priority, flags } = data;
  fold.classification = { value: { kind, category, severity, urgency, priority, flags } as never, by };
}

function clockOf(fold: BareFold, data: EventData): Clock {
  const { clockId, clock, cycle } = data;
  return (fold.clocks[clockId as string] ??= { clock, cycle });
}

function newer(known: Said | undefined, value: unknown, by: string): Said {
  return known && known.by >= by ? known : { value, by };
}
