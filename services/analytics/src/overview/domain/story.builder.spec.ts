import {
  assignmentAccepted,
  clockBreached,
  clockBreachTakenBack,
  clockEntryExample,
  clocksChanged,
  type ClockEntry,
  complaintAcknowledged,
  complaintAssessed,
  complaintAssigned,
  complaintClosed,
  complaintDetermined,
  complaintEscalated,
  complaintReclassified,
  complaintRegistered,
  complaintReopened,
  complaintResolved,
  offerAccepted,
  resolutionOffered,
  STATES,
  targetsOf,
  type ComplaintState,
  type EventContract,
  type Holder,
} from '@redress/contracts';
import type { StoryEvent } from './story-event';

export const COMPLAINT_ID = '019a9d6e-7a00-7000-8000-000000000001';

/** Writes a story event by event: ids in the order of writing, times an hour apart unless given. */
export class StoryBuilder {
  readonly events: StoryEvent[] = [];
  private stateSeq = 0;
  private state: ComplaintState | null = null;

  constructor(
    private readonly complaintId = COMPLAINT_ID,
    private readonly receivedAt = '2026-03-02T01:00:00.000Z',
  ) {}

  /** Adds an event with the example of its contract, changed by `payload`. */
  say<P>(contract: EventContract<P>, payload: Partial<P> = {}, at?: string): this {
    const number = this.events.length + 1;
    const occurredAt = at ?? new Date(Date.parse(this.receivedAt) + number * 3_600_000).toISOString();
    const to = contract.kind === 'state' ? targetsOf(contract.transitions)[0] : undefined;
    const holder =
      to === undefined ? undefined : ((STATES[to].holder === 'granter' ? 'routing' : STATES[to].holder) as Holder);
    if (to !== undefined) this.stateSeq += 1;
    const move = to === undefined ? {} : { stateSeq: this.stateSeq, from: this.state, to, holder };
    if (to !== undefined) this.state = to;
    const data = {
      complaintId: this.complaintId,
      complaintNo: `GSCS-260302-${this.complaintId.slice(-5)}`,
      organisationId: 'acme',
      occurredAt,
      actor: { kind: 'SYSTEM' as const, id: 'system' },
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
      ...move,
      ...contract.example,
      ...payload,
    };
    this.events.push({
      id: `019a9d6e-7b00-7000-8000-${this.complaintId.slice(-4)}${String(number).padStart(8, '0')}`,
      fact: contract.fact,
      complaintId: this.complaintId,
      organisationId: 'acme',
      stateSeq: to === undefined ? undefined : this.stateSeq,
      to,
      holder,
      data,
    });
    return this;
  }
}

const clock = (clockId: string, code: string, cycle = 0) => ({ clockId, clock: code, cycle });

/** An event that carries one clock. */
const changed = (which: ReturnType<typeof clock>, told: Partial<ClockEntry> = {}) => ({
  clocks: [{ ...clockEntryExample, ...which, ...told }],
});
const met = (which: ReturnType<typeof clock>, told: Partial<ClockEntry> = {}) =>
  changed(which, { state: 'MET', endedAt: '2026-03-04T01:10:00.000Z', changes: ['MET'], ...told });

/** A story with a reclassification, a withdrawn breach, a missed clock, a reopening and a closure. */
export function aRichStory(complaintId = COMPLAINT_ID): StoryEvent[] {
  const a = clock('019a9d6e-7a00-7000-8000-0000000000c1', 'RESOLUTION');
  const b = clock('019a9d6e-7a00-7000-8000-0000000000c2', 'ACKNOWLEDGEMENT');
  const c = clock('019a9d6e-7a00-7000-8000-0000000000c3', 'RESOLUTION', 1);
  return new StoryBuilder(complaintId)
    .say(complaintRegistered, { receivedAt: '2026-03-02T01:00:00.000Z' })
    .say(clocksChanged, { clocks: [...changed(a).clocks, ...changed(b).clocks] })
    .say(complaintAcknowledged)
    .say(clockBreached, b)
    .say(clocksChanged, met(b))
    .say(clockBreachTakenBack, b)
    .say(complaintAssessed)
    .say(complaintReclassified, { severity: 'CRITICAL', priority: 'P1', category: 'PRODUCT_QUALITY.SAFETY' })
    .say(complaintAssigned, { unitId: 'QA', assessment: undefined, clocks: undefined })
    .say(assignmentAccepted, { unitId: 'QA', severity: 'CRITICAL', priority: 'P1', category: 'PRODUCT_QUALITY.SAFETY' })
    .say(clockBreached, a)
    .say(complaintEscalated, { level: 2 })
    .say(complaintDetermined)
    .say(resolutionOffered)
    .say(offerAccepted)
    .say(complaintResolved)
    .say(clocksChanged, met(a, { state: 'BREACHED', breached: true }))
    .say(complaintReopened, { reopenCount: 1 })
    .say(complaintEscalated, { level: 3 })
    .say(clocksChanged, changed(c))
    .say(complaintAssigned, { unitId: 'CS', handlerId: 'staff:li.cs', assessment: undefined, clocks: undefined })
    .say(assignmentAccepted, { unitId: 'CS', handlerId: 'staff:li.cs' })
    .say(complaintClosed).events;
}
