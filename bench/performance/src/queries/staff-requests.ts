import type { ServiceName } from '@redress/contracts';
import { SeededRandom } from '@redress/testing';
import { withConnection } from '@redress/infrastructure';
import { tableWith } from '../catalogue';
import type { BenchPlatform } from '../measurement';

/** What staff ask for again and again. */
export interface StaffRequest {
  /** `queue.handler`: the part before the dot is the kind that a goal is set for. */
  readonly name: string;
  readonly service: ServiceName;
  readonly who: string;
  /** The path of the next request of this kind. */
  next(): string;
}

const DISPATCHER = 'staff:lu.dispatch';
const HANDLER = 'staff:wu.quality';
const MANAGER = 'staff:qian.qa';
const FRONT = 'staff:chen.front';
const ANALYST = 'staff:ye.analyst';
const SAMPLE = 500;
const DAY_MS = 86_400_000;
const LONG_DAYS = 700;
/** In the load every day of so many has complaints of every kind, however many complaints there are. */
const COVERED_DAYS = 60;

/** A complaint as its list entries name it. */
interface Known {
  readonly id: string;
  readonly no: string;
  readonly category: string;
  readonly state: string;
  readonly handler: string | null;
  readonly isOpen: boolean;
}

/** Every list and every lookup that staff use, over a sample of the complaints that are there. */
export async function staffRequests(platform: BenchPlatform, seed: number): Promise<readonly StaffRequest[]> {
  const known = await aSample(platform);
  const random = new SeededRandom(seed, 'staff requests');
  const any = () => random.pick(known);
  const open = known.filter(({ isOpen }) => isOpen);
  const anyOpen = () => random.pick(open);
  const cursor = await aCursor(platform);
  const today = new Date(Date.now() + DAY_MS / 2);
  const dayBefore = (days: number) => new Date(today.getTime() - days * DAY_MS).toISOString().slice(0, 10);
  const longPeriod = `from=${dayBefore(LONG_DAYS)}&to=${dayBefore(0)}`;
  const work = (name: string, who: string, query: () => string): StaffRequest => ({
    name,
    service: 'routing',
    who,
    next: () => `/v1/work-items?${query()}`,
  });
  const figures = (name: string, who: string, query: () => string): StaffRequest => ({
    name,
    service: 'analytics',
    who,
    next: () => `/v1/overview${query()}`,
  });
  return [
    work('queue.handler', HANDLER, () => ''),
    work('queue.handler-own', HANDLER, () => `handler=${encodeURIComponent(HANDLER)}`),
    work('queue.manager', MANAGER, () => ''),
    work('queue.front', FRONT, () => ''),
    work('queue.dispatcher', DISPATCHER, () => ''),
    work('queue.unit', DISPATCHER, () => `unit=${random.pick(['CS', 'QA', 'LOG', 'FIN'])}`),
    work('queue.priority', MANAGER, () => 'sort=priority'),
    work('queue.received', MANAGER, () => 'sort=received'),
    work('queue.overdue', MANAGER, () => 'clock=overdue'),
    work('queue.due-soon', DISPATCHER, () => 'clock=due-soon'),
    work('queue.state', MANAGER, () => 'state=UNDER_INVESTIGATION'),
    work('queue.rare-state', MANAGER, () => 'state=PENDING_APPROVAL'),
    work('queue.closed', DISPATCHER, () => 'state=CLOSED'),
    work('queue.other-handler', MANAGER, () => `handler=${encodeURIComponent(anyOpen().handler ?? HANDLER)}`),
    work('queue.next-page', DISPATCHER, () => `cursor=${encodeURIComponent(cursor)}`),
    work('category.dispatcher', DISPATCHER, () => `category=${anyOpen().category}`),
    work('category.handler', HANDLER, () => `category=${anyOpen().category}`),
    work('lookup.routing', DISPATCHER, () => `complaintNo=${any().no}`),
    {
      name: 'lookup.intake',
      service: 'intake',
      who: FRONT,
      next: () => `/v1/complaints?complaintNo=${any().no}`,
    },
    figures('lookup.analytics', ANALYST, () => `/complaints/${any().no}`),
    figures('overview.month', ANALYST, () => ''),
    figures('overview.two-months', ANALYST, () => `?from=${dayBefore(COVERED_DAYS)}&to=${dayBefore(0)}`),
    figures('overview.unit', MANAGER, () => ''),
    figures(
      'overview.drill-down',
      ANALYST,
      () => `/complaints?dimension=CATEGORY&value=${any().category}&${longPeriod}`,
    ),
    figures('overview.drill-down-unit', MANAGER, () => `/complaints?dimension=STATE&value=CLOSED&${longPeriod}`),
    figures('overview.drill-down-breached', ANALYST, () => `/complaints?dimension=BREACHED_CLOCK&value=RESOLUTION`),
    { name: 'case.intake', service: 'intake', who: DISPATCHER, next: () => `/v1/complaints/${any().id}` },
    { name: 'case.routing', service: 'routing', who: DISPATCHER, next: () => `/v1/complaints/${any().id}/assignment` },
    { name: 'case.clocks', service: 'routing', who: DISPATCHER, next: () => `/v1/complaints/${any().id}/clocks` },
    {
      name: 'case.investigation',
      service: 'investigation',
      who: DISPATCHER,
      next: () => `/v1/complaints/${anyOpen().id}/investigation`,
    },
    {
      name: 'case.letters',
      service: 'notification',
      who: DISPATCHER,
      next: () => `/v1/letters?complaintId=${any().id}`,
    },
  ];
}

async function aSample({ databaseUrls }: BenchPlatform): Promise<Known[]> {
  return withConnection(databaseUrls.routing, async (client) => {
    const { rows } = await client.query<Known>(
      `select complaint_id as id, complaint_no as no, category, state, handler_id as handler, is_open as "isOpen"
       from ${await tableWith(client, 'due_clock_id')} order by md5(complaint_id::text) limit $1`,
      [SAMPLE],
    );
    return rows;
  });
}

async function aCursor(platform: BenchPlatform): Promise<string> {
  const token = await platform.tokenFor(DISPATCHER);
  const answer = await fetch(`${platform.urls.routing}/v1/work-items`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { nextCursor } = (await answer.json()) as { nextCursor: string | null };
  if (nextCursor === null) throw new Error('The work list has one page only');
  return nextCursor;
}
