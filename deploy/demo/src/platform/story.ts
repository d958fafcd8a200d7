import { clocksOf, StoryChecker, type ClockEntry, type ComplaintState, type ToldBy } from '@redress/contracts';

/** Points in the life of a complaint whose latency is measured, with the facts of the events that reach them. */
export const MILESTONES = {
  registered: ['complaint-registered'],
  acknowledged: ['complaint-acknowledged'],
  assigned: ['complaint-assigned'],
  accepted: ['assignment-accepted'],
  determined: ['complaint-determined'],
  offered: ['resolution-offered'],
  consented: ['offer-accepted'],
  resolved: ['complaint-resolved'],
  ended: ['complaint-closed', 'withdrawn', 'complaint-declined', 'complaint-referred', 'voided'],
} as const satisfies Record<string, readonly string[]>;

export type Milestone = keyof typeof MILESTONES;

/** An event of the story as it stands on the topic. */
export interface StoryRecord {
  readonly id: string;
  readonly type: string;
  readonly emitter: string;
  readonly complaintId: string;
  /** Real time. */
  readonly recordedAt: Date;
  readonly value: Readonly<Record<string, unknown>>;
}

/** How one promise fared on one complaint. */
export type ClockFate = 'running' | 'met' | 'breached' | 'cancelled';

/** What the story says of one complaint. */
export interface Tale {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly source: string;
  readonly sourceId: string;
  state: ComplaintState;
  level: number;
  highestLevel: number;
  reopenCount: number;
  approvalsRejected: number;
  withdrawalsRefused: number;
  /** How the complainant first learned that the complaint was accepted; undefined: not at all. */
  acknowledgedBy: ToldBy | undefined;
  /** Every fact that the story says, in these words. */
  readonly facts: Set<string>;
  /** First time of each milestone, real time. */
  readonly milestones: Map<Milestone, Date>;
  /** By what they are about, clock and cycle. */
  readonly clocks: Map<string, { readonly clock: string; readonly fate: ClockFate }>;
}

const MILESTONE_OF = new Map<string, Milestone>(
  Object.entries(MILESTONES).flatMap(([milestone, facts]) =>
    facts.map((fact) => [fact, milestone as Milestone] as const),
  ),
);
const FACT = /^redress\.[a-z]+\.([a-z-]+)\.v\d+$/;

/** Folds the topic of stories into one tale per complaint and proves each story legal. */
export class StoryFold {
  readonly tales = new Map<string, Tale>();
  private readonly bySource = new Map<string, Tale>();
  private readonly seen = new Set<string>();
  private readonly checker = new StoryChecker();

  /** Takes the next record of a partition, in its order. */
  add(record: StoryRecord): void {
    if (record.value['stateSeq'] !== undefined) this.check(record);
    if (this.seen.has(record.id)) return;
    this.seen.add(record.id);
    const fact = FACT.exec(record.type)?.[1] ?? record.type;
    if (fact === 'complaint-registered') this.begin(record);
    const tale = this.tales.get(record.complaintId);
    if (tale) tell(tale, fact, record);
  }

  /** The complaint that came of a submission. */
  ofSubmission(source: string, id: string): Tale | undefined {
    return this.bySource.get(`${source} ${id}`);
  }

  /** How many stories were read, and the first fault of each illegal one. */
  proof(): ReturnType<StoryChecker['result']> {
    return this.checker.result();
  }

  private begin({ complaintId, value }: StoryRecord): void {
    const { source, id } = value['source'] as { source: string; id: string };
    const tale: Tale = {
      complaintId,
      complaintNo: String(value['complaintNo']),
      source,
      sourceId: id,
      state: 'REGISTERED',
      level: 0,
      highestLevel: 0,
      reopenCount: 0,
      approvalsRejected: 0,
      withdrawalsRefused: 0,
      acknowledgedBy: undefined,
      facts: new Set(),
      milestones: new Map(),
      clocks: new Map(),
    };
    this.tales.set(complaintId, tale);
    this.bySource.set(`${source} ${id}`, tale);
  }

  private check({ complaintId, id, emitter, type, value }: StoryRecord): void {
    this.checker.add({
      complaintId,
      eventId: id,
      emitter,
      type,
      stateSeq: Number(value['stateSeq']),
      from: (value['from'] as string | null | undefined) ?? null,
      to: String(value['to']),
      holder: String(value['holder']),
    });
  }
}

function tell(tale: Tale, fact: string, { recordedAt, value }: StoryRecord): void {
  tale.facts.add(fact);
  if (value['stateSeq'] !== undefined) tale.state = value['to'] as ComplaintState;
  for (const entry of clocksOf({ data: value })) tellClock(tale, entry, fateIn(entry));
  const milestone = MILESTONE_OF.get(fact);
  if (milestone && !tale.milestones.has(milestone)) tale.milestones.set(milestone, recordedAt);
  switch (fact) {
    case 'complaint-acknowledged':
      tale.acknowledgedBy ??= value['by'] as ToldBy;
      break;
    case 'reopened':
      tale.reopenCount = Number(value['reopenCount']);
      break;
    case 'approval-rejected':
      tale.approvalsRejected++;
      break;
    case 'request-refused':
      if (value['kind'] === 'WITHDRAWAL') tale.withdrawalsRefused++;
      break;
    case 'complaint-escalated':
      tale.level = Number(value['level']);
      tale.highestLevel = Math.max(tale.highestLevel, tale.level);
      break;
    default:
      if (fact === 'clock-breached') tellClock(tale, value as unknown as ClockName, 'breached');
  }
}

type ClockName = Pick<ClockEntry, 'clock' | 'cycle' | 'subject'>;

function tellClock(tale: Tale, { clock, cycle, subject }: ClockName, fate: ClockFate): void {
  tale.clocks.set(`${subject ? `${subject.kind}:${subject.id}/` : ''}${clock}/${cycle}`, { clock, fate });
}

/** A promise that was missed stays missed when the complaint then ends. */
function fateIn({ breached, state }: ClockEntry): ClockFate {
  if (breached) return 'breached';
  return state === 'MET' ? 'met' : state === 'CANCELLED' ? 'cancelled' : 'running';
}
