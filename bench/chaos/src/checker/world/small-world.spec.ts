import {
  clockEntryExample,
  clocksOf,
  emittersOf,
  EVENTS,
  SERVICES,
  type ClockChange,
  type ClockEntry,
  type EventContract,
  type ServiceName,
} from '@redress/contracts';
import type { RunRecord } from '../../run-record';
import { judge } from '../check';
import type { Finding, ViolationName } from '../finding';
import type { HeaderMove, ServiceRows, Snapshot, StoryRecord } from './snapshot';

export const COMPLAINT = '019a9d6e-7a00-7000-8000-000000000001';
export const WITHDRAWN = '019a9d6e-7a00-7000-8000-000000000002';
export const CLOCK = '019a9d6e-7a00-7000-8000-0000000000c1';
export const LETTER = '019a9d6e-7a00-7000-8000-0000000000d1';
export const CLOSURE_LETTER = '019a9d6e-7a00-7000-8000-0000000000d2';
export const REQUEST = '019a9d6e-7a00-7000-8000-0000000000aa';

const AT = '2026-03-02T01:16:00.000Z';
const ORGANISATION = 'acme';

type Step = readonly [service: ServiceName, fact: string, payload?: object];

const REGISTERED = {
  receivedAt: '2026-03-02T01:15:00.000Z',
  receivingUnit: 'CS',
  channel: 'WEB_FORM',
  proposedCategory: 'PRODUCT_QUALITY.DEFECT',
  packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
};
const CLASSIFIED = { category: 'PRODUCT_QUALITY.DEFECT', severity: 'MAJOR', priority: 'P2', flags: [] };
const clock = { clockId: CLOCK, clock: 'RESOLUTION', cycle: 0 };
const ofWithdrawn = { ...clock, clockId: '019a9d6e-7a00-7000-8000-0000000000c2' };
const DUE = '2026-03-05T01:15:00.000Z';

/** The payload of an event that carries one clock. */
export function changed(which: typeof clock, change: ClockChange, told: Partial<ClockEntry> = {}): object {
  return { clocks: [{ ...clockEntryExample, ...which, dueAt: DUE, changes: [change], ...told }] };
}

const CLOSED_STORY: readonly Step[] = [
  ['intake', 'complaint-registered', { ...REGISTERED, source: { source: 'staff:lin', id: 'k-1' } }],
  ['routing', 'clocks-changed', changed(clock, 'STARTED')],
  ['routing', 'assessment-started', { clocks: undefined }],
  ['routing', 'complaint-assessed', CLASSIFIED],
  ['routing', 'complaint-assigned', { unitId: 'QA', assessment: undefined, clocks: undefined }],
  ['notification', 'complaint-acknowledged', { letterId: LETTER }],
  ['routing', 'clock-warned', { ...clock, percent: 50, dueAt: DUE }],
  ['routing', 'assignment-accepted', { ...CLASSIFIED, unitId: 'QA' }],
  ['investigation', 'complaint-determined'],
  ['resolution', 'resolution-drafted'],
  ['resolution', 'resolution-submitted'],
  ['resolution', 'resolution-offered'],
  ['resolution', 'offer-accepted'],
  ['routing', 'clock-breached', { ...clock, dueAt: DUE }],
  ['resolution', 'remedy-executed'],
  ['resolution', 'complaint-resolved'],
  ['routing', 'clocks-changed', changed(clock, 'MET', { endedAt: '2026-03-06T01:15:00.000Z', breached: true })],
  ['resolution', 'follow-up-recorded'],
  ['resolution', 'complaint-closed'],
  ['notification', 'letter-sent', { letterId: CLOSURE_LETTER, letter: 'CLOSURE' }],
];

const WITHDRAWN_STORY: readonly Step[] = [
  ['intake', 'complaint-registered', { ...REGISTERED, source: { source: '/crm', id: 'A-1' } }],
  ['routing', 'clocks-changed', changed(ofWithdrawn, 'STARTED')],
  ['notification', 'complaint-acknowledged', { by: 'ON_SCREEN' }],
  ['intake', 'withdrawal-requested', { requestId: REQUEST }],
  ['routing', 'withdrawn', { requestId: REQUEST }],
  ['routing', 'clocks-changed', changed(ofWithdrawn, 'CANCELLED', { endedAt: AT })],
];

const MOVES: Readonly<Record<string, readonly [to: string, holder: string]>> = {
  'complaint-registered': ['REGISTERED', 'routing'],
  'assessment-started': ['UNDER_ASSESSMENT', 'routing'],
  'complaint-assigned': ['ASSIGNED', 'routing'],
  'assignment-accepted': ['UNDER_INVESTIGATION', 'investigation'],
  'complaint-determined': ['DETERMINED', 'resolution'],
  'resolution-drafted': ['RESOLUTION_DRAFTED', 'resolution'],
  'resolution-submitted': ['PENDING_APPROVAL', 'resolution'],
  'resolution-offered': ['RESOLUTION_OFFERED', 'resolution'],
  'offer-accepted': ['REMEDY_IN_PROGRESS', 'resolution'],
  'complaint-resolved': ['RESOLVED', 'resolution'],
  'complaint-closed': ['CLOSED', 'resolution'],
  withdrawn: ['WITHDRAWN', 'routing'],
};

/** A world in which two complaints were handled without a fault: one closed after a breach, one withdrawn. */
export function smallWorld(): Snapshot {
  const complaints = [
    { complaintId: COMPLAINT, complaintNo: 'GSCS-260302-00001', source: 'staff:lin', sourceId: 'k-1' },
    { complaintId: WITHDRAWN, complaintNo: 'GSCS-260302-00002', source: '/crm', sourceId: 'A-1' },
  ];
  const custody = [
    { complaintId: COMPLAINT, stateSeq: 11, state: 'CLOSED', holder: 'resolution' },
    { complaintId: WITHDRAWN, stateSeq: 2, state: 'WITHDRAWN', holder: 'routing' },
  ];
  const rows: ServiceRows = { custody, outbox: [], parked: [], openRequests: [] };
  const offer = exampleOf('resolution', 'resolution-offered') as { offerId: string; planId: string; revision: number };
  const remedy = exampleOf('resolution', 'remedy-executed') as { remedyId: string; planId: string };
  const endedAt = new Date(AT);
  const ended = { dueAt: new Date(DUE), endedAt, nextFireAt: null };
  return {
    story: [...story(3, complaints[0]!, CLOSED_STORY), ...story(7, complaints[1]!, WITHDRAWN_STORY)],
    submissions: [
      { partition: 0, offset: '0', source: '/crm', id: 'A-1' },
      { partition: 0, offset: '1', source: '/crm', id: 'A-2' },
    ],
    rejections: [{ partition: 0, offset: '1' }],
    states: custody,
    dossiers: [
      { service: 'intake', complaintId: COMPLAINT, version: 1 },
      { service: 'intake', complaintId: WITHDRAWN, version: 1 },
      { service: 'investigation', complaintId: COMPLAINT, version: 1 },
      { service: 'resolution', complaintId: COMPLAINT, version: 1 },
    ],
    keyed: [COMPLAINT, WITHDRAWN],
    packs: [
      {
        id: 'GENERAL_SERVICE',
        version: 1,
        zone: 'Asia/Shanghai',
        prefix: 'GS',
        pattern: '{prefix}{unit}-{yyMMdd}-{serial:5}',
        clocksFromReceipt: [{ code: 'RESOLUTION', kinds: ['COMPLAINT'] }],
      },
    ],
    services: Object.fromEntries(SERVICES.map((service) => [service, rows])) as Record<ServiceName, ServiceRows>,
    register: complaints,
    counters: [{ numberBefore: 'GSCS-260302-', numberAfter: '', last: 2 }],
    workItems: [{ complaintId: COMPLAINT }, { complaintId: WITHDRAWN }],
    clocks: [
      {
        clockId: CLOCK,
        complaintId: COMPLAINT,
        state: 'BREACHED',
        toldPercent: 100,
        breaches: true,
        outlives: [],
        ...ended,
      },
      {
        clockId: ofWithdrawn.clockId,
        complaintId: WITHDRAWN,
        state: 'CANCELLED',
        toldPercent: 0,
        breaches: true,
        outlives: [],
        ...ended,
      },
    ],
    investigationCases: [{ complaintId: COMPLAINT, cycle: 0 }],
    resolutionCases: [{ complaintId: COMPLAINT, cycle: 0 }],
    offers: [{ ...offer, complaintId: COMPLAINT }],
    remedies: [{ ...remedy, state: 'DONE' }],
    letters: [
      { letterId: LETTER, complaintId: COMPLAINT, kind: 'ACKNOWLEDGEMENT', causedBy: idOf(3, 0), status: 'SENT' },
    ],
    counts: countRows(),
    rebuildDifferences: [],
    leaks: [],
    record: record(),
  };
}

/** The findings of a world, those alone that were found. */
export function violationsIn(world: Snapshot): Finding[] {
  return judge(world).filter(({ count }) => count > 0);
}

/** The evidence for one violation. */
export function evidenceOf(name: ViolationName, world: Snapshot): readonly string[] {
  return judge(world).find((finding) => finding.name === name)?.evidence ?? [];
}

/** A world whose story is another one. */
export function withStory(
  world: Snapshot,
  change: (story: readonly StoryRecord[]) => readonly StoryRecord[],
): Snapshot {
  return { ...world, story: change(world.story) };
}

/**
 * The record of a fact in a world; throws when its story says no such thing.
 * @param fact of an event, or of a clock in the list of an event: `STARTED`, `MET`, `CANCELLED`
 */
export function recordOf(world: Snapshot, fact: string, complaintId = COMPLAINT): StoryRecord {
  const found = world.story.find(
    ({ type, subject, value }) =>
      subject === complaintId &&
      (type.includes(`.${fact}.`) || clocksOf({ data: value })[0]?.changes.includes(fact as ClockChange)),
  );
  if (!found) throw new Error(`The story of ${complaintId} says no ${fact}`);
  return found;
}

/** A world in which one fact is told otherwise. */
export function withChanged(
  world: Snapshot,
  fact: string,
  change: (record: StoryRecord) => StoryRecord,
  complaintId = COMPLAINT,
): Snapshot {
  const original = recordOf(world, fact, complaintId);
  return withStory(world, (records) => records.map((each) => (each === original ? change(each) : each)));
}

/** A world in which one fact is told once more, as another event. */
export function withRepeated(world: Snapshot, fact: string, complaintId = COMPLAINT): Snapshot {
  const original = recordOf(world, fact, complaintId);
  return withStory(world, (records) => [...records, anew(original)]);
}

/** The same, said by another event. */
export function anew(original: StoryRecord): StoryRecord {
  return {
    ...original,
    id: `${original.id}-again`,
    digest: `${original.digest} again`,
    offset: original.offset + 1_000n,
  };
}

/** A world in which one fact was never told. */
export function without(world: Snapshot, fact: string, complaintId = COMPLAINT): Snapshot {
  const original = recordOf(world, fact, complaintId);
  return withStory(world, (records) => records.filter((each) => each !== original));
}

/** A world in which something more was told of the complaint that was closed, right before something else. */
export function withFact(world: Snapshot, step: Step, before: string): Snapshot {
  const following = recordOf(world, before);
  const [told] = story(3, { complaintId: COMPLAINT, complaintNo: 'GSCS-260302-00001' }, [step]);
  const added = { ...told!, id: `${told!.id}-${step[1]}`, digest: step[1] };
  return withStory(world, (records) => records.flatMap((each) => (each === following ? [added, each] : [each])));
}

function record(): RunRecord {
  return {
    plantedWords: [],
    submissions: [
      {
        door: 'STAFF',
        idempotencyKey: 'k-1',
        sentAt: AT,
        status: 201,
        complaintId: COMPLAINT,
        complaintNo: 'GSCS-260302-00001',
      },
    ],
    published: [{ source: '/crm', id: 'A-1', sentAt: AT, isAcknowledged: true }],
    commands: [
      {
        service: 'resolution',
        method: 'POST',
        path: `/v1/complaints/${COMPLAINT}/resolution/plan`,
        idempotencyKey: 'k-2',
        status: 201,
        answeredAt: AT,
        stateSeq: 6,
      },
    ],
    letters: [
      { messageId: `<${LETTER}@acme.example>`, receivedAt: AT, recipient: 'r', subject: 's', isAnswered: true },
    ],
    faults: [],
    businessNow: '2026-03-09T00:00:00.000Z',
  };
}

function countRows(): Snapshot['counts'] {
  const at = { organisationId: ORGANISATION, day: '2026-03-02', count: 1 };
  const closed = { ...at, unitId: 'QA' };
  const withdrawn = { ...at, unitId: '' };
  return [
    { ...closed, measure: 'COMPLAINTS', value: '' },
    { ...closed, measure: 'STATE', value: 'CLOSED' },
    { ...closed, measure: 'CATEGORY', value: 'PRODUCT_QUALITY.DEFECT' },
    { ...closed, measure: 'CHANNEL', value: 'WEB_FORM' },
    { ...closed, measure: 'SEVERITY', value: 'MAJOR' },
    { ...closed, measure: 'PRIORITY', value: 'P2' },
    { ...closed, measure: 'TIME_TO', value: 'resolved' },
    { ...withdrawn, measure: 'COMPLAINTS', value: '' },
    { ...withdrawn, measure: 'STATE', value: 'WITHDRAWN' },
    { ...withdrawn, measure: 'CATEGORY', value: 'PRODUCT_QUALITY.DEFECT' },
    { ...withdrawn, measure: 'CHANNEL', value: 'WEB_FORM' },
  ];
}

function story(
  partition: number,
  complaint: { readonly complaintId: string; readonly complaintNo: string },
  steps: readonly Step[],
): StoryRecord[] {
  let last: HeaderMove | undefined;
  return steps.map(([service, fact, payload], place) => {
    const contract = contractOf(service, fact);
    const next = MOVES[fact];
    const move: HeaderMove | undefined = next && {
      stateSeq: (last?.stateSeq ?? 0) + 1,
      from: last?.to ?? null,
      to: next[0],
      holder: next[1],
    };
    last = move ?? last;
    const { complaintId, complaintNo } = complaint;
    const value = {
      ...(contract.example as object),
      packs: REGISTERED.packs,
      ...payload,
      complaintId,
      complaintNo,
      organisationId: ORGANISATION,
      occurredAt: AT,
      actor: { kind: 'SYSTEM', id: 'system' },
      ...move,
    };
    return {
      partition,
      offset: BigInt(place),
      key: complaintId,
      id: idOf(partition, place),
      type: contract.type,
      source: `/redress/${service}`,
      subject: complaintId,
      time: AT,
      organisationId: ORGANISATION,
      move,
      digest: idOf(partition, place),
      value,
    };
  });
}

function contractOf(service: ServiceName, fact: string): EventContract {
  const contract = EVENTS.find((one) => emittersOf(one).includes(service) && one.fact === fact);
  if (!contract) throw new Error(`${service} says no ${fact}`);
  return contract;
}

function exampleOf(service: ServiceName, fact: string): unknown {
  return contractOf(service, fact).example;
}

function idOf(partition: number, place: number): string {
  return `019a9d6e-7a00-7000-8${String(partition).padStart(3, '0')}-${String(place).padStart(12, '0')}`;
}
