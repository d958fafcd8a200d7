import {
  complaintAcknowledged,
  complaintDetermined,
  complaintResolved,
  informationAwaited,
  investigationResumed,
  letterSent,
  offerAccepted,
  offerLapsed,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  TOPICS,
  type EventContract,
} from '@redress/contracts';
import { partitionOf } from '@redress/messaging';
import { newId } from '@redress/persistence';
import { IdleRegistry } from '@redress/service-host';
import { pinPacks } from '@redress/service-testing';
import { RoutingUnderTest, saidOfClocks, type ToldEvent } from '../../routing-under-test.spec';

/** Shanghai time of a March day in 2026 (the 2nd is a Monday). */
const at = (day: number, time: string) => new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start(2);
}, 120_000);

afterAll(async () => {
  await routing?.stop();
});

const told = (events: readonly ToldEvent[], clock: string) =>
  saidOfClocks(events)
    .filter((said) => said.clock === clock)
    .map(({ what }) => what);
const levels = (events: readonly ToldEvent[]) =>
  events.filter(({ fact }) => fact === 'complaint-escalated').map(({ value }) => [value['level'], value['reason']]);

describe('clocks on the driven clock', () => {
  let unassigned: string;
  let assigned: string;

  it('tell nothing before a mark is reached', async () => {
    [unassigned, assigned] = (await routing.register([
      { proposedCategory: 'OTHER' },
      { proposedCategory: 'SERVICE_QUALITY' },
    ])) as [string, string];
    await routing.settle();

    routing.advanceTo(at(2, '09:30'));

    expect(await routing.sweep()).toBe(0);
  });

  // CE-07, PM-05, T37
  it('are told once, whichever replica sweeps, and escalate a complaint that nobody has taken', async () => {
    routing.advanceTo(at(2, '14:35'));
    expect(await pendingClocks()).toBeGreaterThan(0);

    const sweeps = await Promise.all([routing.sweep(0), routing.sweep(1), routing.sweep(0)]);
    const events = await routing.settledStory(unassigned);

    expect(sweeps.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(1);
    expect(told(events, 'ASSESSMENT')).toEqual(['STARTED', 'clock-warned', 'clock-warned', 'clock-breached']);
    expect(levels(events)).toEqual([[1, 'SLA_BREACH']]);
    expect(events.find(({ fact }) => fact === 'complaint-escalated')?.value).toMatchObject({ targetId: 'staff:sun' });
    expect(events.find(({ fact }) => fact === 'clock-breached')?.value['ownerId']).toBeUndefined();
    expect(events.find(({ fact }) => fact === 'clock-breached')?.value).toMatchObject({
      occurredAt: events.find(({ fact }) => fact === 'clock-breached')?.value['dueAt'],
    });
  });

  it('leave nothing due behind, so that the driver may go on', async () => {
    expect(await pendingClocks()).toBe(0);
    expect(await routing.sweep()).toBe(0);
  });

  it('have a breach withdrawn, and the level lowered, by evidence that is dated in time', async () => {
    routing.advanceTo(at(3, '09:15'));
    await routing.sweep();
    const breached = await routing.settledStory(unassigned);
    expect(told(breached, 'ACKNOWLEDGEMENT')).toContain('clock-breached');
    // One for the assessment, which is overrun by half of its limit, in place of it two, and one for the acknowledgement.
    expect(levels(breached)).toEqual([
      [1, 'SLA_BREACH'],
      [2, 'SLA_BREACH'],
      [3, 'SLA_BREACH'],
    ]);

    await routing.tell(unassigned, complaintAcknowledged as unknown as EventContract, at(3, '09:14'), {
      acknowledgedAt: at(3, '08:50').toISOString(),
    } as never);
    const events = await routing.settledStory(unassigned);

    expect(told(events, 'ACKNOWLEDGEMENT').slice(-2)).toEqual(['MET', 'clock-breach-withdrawn']);
    expect(levels(events).at(-1)).toEqual([2, 'BREACH_WITHDRAWN']);
    expect((await routing.call('staff:tang', `/v1/complaints/${unassigned}/assignment`)).body).toMatchObject({
      level: 2,
    });
  });

  it('wait for the story to be read past the mark', async () => {
    const { runtime } = routing.service.messaging;
    const ends = await runtime.endOffsets('complaint.lifecycle.v1');
    const unread = new Map([...ends].map(([partition, end]) => [partition, end + 1n]));
    for (const { messaging } of routing.replicas) {
      jest.spyOn(messaging.runtime, 'endOffsets').mockResolvedValue(unread);
    }
    routing.advanceTo(at(4, '09:30'));

    const early = await routing.sweep();
    jest.restoreAllMocks();
    routing.advanceTo(at(4, '09:31'));
    const read = await routing.sweep();

    expect(early).toBe(0);
    expect(read).toBeGreaterThan(0);
  });

  it('stand still while the complainant decides and go on afterwards', async () => {
    const state = (await routing.call('staff:tang', `/v1/complaints/${assigned}/assignment`)).body;
    const accepted = await routing.call('staff:sun', `/v1/complaints/${assigned}/assignment/acceptance`, {
      body: { handlerId: 'staff:sun' },
      version: state.version,
    });
    expect(accepted.status).toBe(200);
    await routing.settle();
    const steps = [complaintDetermined, resolutionDrafted, resolutionSubmitted, resolutionOffered] as const;
    for (const contract of steps) {
      await routing.tell(assigned, contract as unknown as EventContract, at(4, '10:00'));
      await routing.settle();
    }
    const letter = (kind: 'OFFER' | 'OFFER_REMINDER', sentAt: Date) =>
      routing.tell(assigned, letterSent as unknown as EventContract, sentAt, {
        letterId: newId(),
        letter: kind,
        sentAt: sentAt.toISOString(),
      } as never);
    expect(await clockOf(assigned, 'RESOLUTION')).toMatchObject({ state: 'RUNNING' });
    await letter('OFFER', at(4, '10:00'));
    await routing.settle();

    const paused = await clockOf(assigned, 'RESOLUTION');
    routing.advanceTo(at(6, '10:00'));
    await routing.sweep();
    await routing.tell(assigned, offerAccepted as unknown as EventContract, at(6, '10:00'));
    await routing.settle();
    const resumed = await clockOf(assigned, 'RESOLUTION');
    await routing.tell(assigned, complaintResolved as unknown as EventContract, at(6, '11:00'));
    await routing.settle();
    const resolved = await clockOf(assigned, 'RESOLUTION');

    expect(paused).toMatchObject({ state: 'PAUSED', running: false, dueAt: null });
    expect(resumed).toMatchObject({ state: 'RUNNING', remaining: paused.remaining });
    expect(resolved).toMatchObject({ state: 'MET', endedAt: at(6, '11:00').toISOString() });
    expect(told(await routing.settledStory(assigned), 'RESOLUTION').slice(-3)).toEqual(['PAUSED', 'RESUMED', 'MET']);
  });

  it('are computed anew when their calendar is published with another day off', async () => {
    const [id] = await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT' }], at(6, '10:00'));
    await routing.settle();
    const before = await clockOf(id!, 'RESOLUTION');

    await routing.publishCalendars((calendar) =>
      calendar.id === 'CN'
        ? { ...calendar, exceptions: [...calendar.exceptions, { date: '2026-03-10', works: false, name: 'Flood' }] }
        : calendar,
    );
    await routing.settle();
    await routing.sweep();
    const after = await clockOf(id!, 'RESOLUTION');

    expect(before.dueAt).toBe(at(13, '18:00').toISOString());
    expect(after.dueAt).toBe(at(16, '18:00').toISOString());
    expect(told(await routing.settledStory(id!), 'RESOLUTION').at(-1)).toBe('CALENDAR');
  });

  it('are told behind any number of others whose story is not read yet', async () => {
    const many = await routing.register(
      Array.from({ length: 300 }, () => ({ proposedCategory: 'OTHER' })),
      at(9, '09:32'),
    );
    const [later] = (await routing.register([{ proposedCategory: 'OTHER' }], at(9, '09:40'))) as [string];
    await routing.settle();
    const { partitions } = TOPICS['complaint.lifecycle.v1'];
    const read = partitionOf(later, partitions);
    const { runtime } = routing.service.messaging;
    const ends = await runtime.endOffsets('complaint.lifecycle.v1');
    for (const { messaging } of routing.replicas) {
      jest
        .spyOn(messaging.runtime, 'endOffsets')
        .mockResolvedValue(
          new Map([...ends].map(([partition, end]) => [partition, partition === read ? end : end + 1n])),
        );
    }
    routing.advanceTo(at(9, '15:30'));

    await routing.sweep();
    const [heard] = many.filter((id) => partitionOf(id, partitions) === read) as [string];
    const waiting = many.filter((id) => partitionOf(id, partitions) !== read);
    const early = await breached([heard, later, waiting[0]!]);
    jest.restoreAllMocks();
    routing.advanceTo(at(9, '15:31'));
    await routing.sweep();

    expect(waiting.length).toBeGreaterThan(200);
    expect(early).toEqual([true, true, false]);
    expect(await breached([waiting[0]!])).toEqual([true]);
  });

  it('are told although those of another complaint cannot be', async () => {
    const [broken, sound] = (await routing.register(
      [{ proposedCategory: 'OTHER' }, { proposedCategory: 'OTHER' }],
      at(9, '15:32'),
    )) as [string, string];
    await routing.settle();
    const packs = await pinPacks(routing.service, broken, 'NO-SUCH-PACK:1');
    routing.advanceTo(at(11, '15:30'));

    const told = await routing.sweep();
    const early = await breached([broken, sound]);
    const explained = await routing.service.get(IdleRegistry).explain();
    // Escalations that no one answers go on, one level after the other.
    while ((await routing.sweep()) > 0) await routing.settle();
    await pinPacks(routing.service, broken, packs);
    const atOnce = await routing.sweep();
    const halfAMinuteLater = performance.now() + 31_000;
    jest.spyOn(performance, 'now').mockReturnValue(halfAMinuteLater);
    const mended = await routing.sweep();
    jest.restoreAllMocks();

    expect(told).toBeGreaterThan(0);
    expect(early).toEqual([false, true]);
    expect(explained).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^clock ASSESSMENT/0 of ${broken} is RUNNING, told to 0 %, fires at .*Z, due at .*Z; the complaint is UNDER_ASSESSMENT with routing, as work UNDER_ASSESSMENT; failed with Error: ce_packs is not .*: NO-SUCH-PACK:1$`,
        ),
      ),
    );
    expect(atOnce).toBe(0);
    expect(mended).toBe(1);
    expect(await breached([broken])).toEqual([true]);
  });

  it('are told without the story, which is most of what is kept of a complaint', async () => {
    const [late] = (await routing.register([{ proposedCategory: 'OTHER' }], at(11, '15:32'))) as [string];
    await routing.settle();
    const { database } = routing.service;
    routing.advanceTo(at(13, '15:30'));

    await database.query('alter table story_fact rename to story_fact_away');
    const sweeping = routing.sweep();
    await sweeping.finally(() => database.query('alter table story_fact_away rename to story_fact'));

    expect(await sweeping).toBeGreaterThan(0);
    expect(await breached([late])).toEqual([true]);
  });
});

async function pendingClocks(): Promise<number | undefined> {
  return (await routing.service.get(IdleRegistry).pending())['clocks'];
}

/** Whether the late assessment of each complaint was published. */
async function breached(complaintIds: readonly string[]): Promise<boolean[]> {
  const stories: boolean[] = [];
  for (const id of complaintIds) {
    stories.push(told(await routing.settledStory(id), 'ASSESSMENT').includes('clock-breached'));
  }
  return stories;
}

async function clockOf(complaintId: string, code: string) {
  const { body } = await routing.call('staff:tang', `/v1/complaints/${complaintId}/clocks`);
  return body.clocks.find((clock: { clock: string }) => clock.clock === code);
}

describe('a decision that does not come', () => {
  // T25
  it('remind the complainant of an offer twice, and then ask the holder to let it lapse, once', async () => {
    routing.advanceTo(at(16, '12:00'));
    const [id] = (await routing.register([{ proposedCategory: 'SERVICE_QUALITY' }], at(16, '12:00'))) as [string];
    await routing.settle();
    const { version } = (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;
    const accepted = await routing.call('staff:sun', `/v1/complaints/${id}/assignment/acceptance`, {
      body: { handlerId: 'staff:sun' },
      version,
    });
    expect(accepted.status).toBe(200);
    await routing.settle();
    for (const contract of [complaintDetermined, resolutionDrafted, resolutionSubmitted, resolutionOffered]) {
      await routing.tell(id, contract as unknown as EventContract, at(16, '13:00'));
      await routing.settle();
    }
    const letter = async (kind: 'OFFER' | 'OFFER_REMINDER', sentAt: Date) => {
      const payload = { letterId: newId(), letter: kind, sentAt: sentAt.toISOString() };
      await routing.tell(id, letterSent as unknown as EventContract, sentAt, payload as never);
      await routing.settle();
    };
    const decision = async () => told(await routing.settledStory(id), 'CUSTOMER_DECISION');
    const asked = async () =>
      (await routing.settledStory(id)).filter(({ fact }) => fact === 'expiry-requested').map(({ value }) => value);

    await letter('OFFER', at(16, '13:30'));
    routing.advanceTo(at(20, '08:00'));
    await routing.sweep();
    await letter('OFFER_REMINDER', at(20, '08:01'));
    routing.advanceTo(at(23, '13:30'));
    await Promise.all([routing.sweep(0), routing.sweep(1)]);
    expect(await decision()).toEqual(['STARTED', 'clock-warned', 'clock-warned']);
    expect(await asked()).toEqual([]);

    await letter('OFFER_REMINDER', at(23, '13:31'));
    await Promise.all([routing.sweep(0), routing.sweep(1)]);
    await routing.sweep();

    expect(await asked()).toMatchObject([
      { kind: 'EXPIRY', clock: 'CUSTOMER_DECISION', run: 0, dueAt: at(23, '13:30').toISOString() },
    ]);
    expect(await decision()).not.toContain('clock-breached');
    await routing.tell(id, offerLapsed as unknown as EventContract, at(23, '13:32'));
    expect((await decision()).at(-1)).toBe('MET');
  });
});

describe('an answer of the complainant that does not come', () => {
  const asked = (id: string, informationRequestId: string, askedAt: Date, dueAt: Date) =>
    routing.tell(id, informationAwaited as unknown as EventContract, askedAt, {
      ...informationAwaited.example,
      informationRequestId,
      dueAt: dueAt.toISOString(),
    } as never);

  // T13
  it('is reminded of once, and then the holder is asked to go on, each list of questions by its own date', async () => {
    routing.advanceTo(at(24, '09:00'));
    const [id] = (await routing.register([{ proposedCategory: 'SERVICE_QUALITY' }], at(24, '09:00'))) as [string];
    await routing.settle();
    const { version } = (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;
    await routing.call('staff:sun', `/v1/complaints/${id}/assignment/acceptance`, {
      body: { handlerId: 'staff:sun' },
      version,
    });
    await routing.settle();
    const clocks = async () => told(await routing.settledStory(id), 'COMPLAINANT_INFO');
    const expiries = async () =>
      (await routing.settledStory(id)).filter(({ fact }) => fact === 'expiry-requested').map(({ value }) => value);
    const [first, second] = [newId(), newId()];

    await asked(id, first, at(24, '10:00'), at(26, '10:00'));
    await routing.settle();
    await routing.tell(id, investigationResumed as unknown as EventContract, at(24, '12:00'), {
      ...investigationResumed.example,
      informationRequestId: first,
    } as never);
    await routing.settle();
    await asked(id, second, at(24, '14:00'), at(28, '14:00'));
    await routing.settle();
    expect(await clocks()).toEqual(['STARTED', 'MET', 'STARTED']);

    routing.advanceTo(at(28, '14:00'));
    await Promise.all([routing.sweep(0), routing.sweep(1)]);
    expect(await expiries()).toEqual([]);
    const letter = { letterId: newId(), letter: 'INFORMATION_REMINDER', sentAt: at(28, '14:01').toISOString() };
    await routing.tell(id, letterSent as unknown as EventContract, at(28, '14:01'), letter as never);
    await routing.settle();
    routing.advanceTo(at(28, '14:02'));
    await Promise.all([routing.sweep(0), routing.sweep(1)]);
    await routing.sweep();

    expect(await expiries()).toMatchObject([
      {
        kind: 'EXPIRY',
        clock: 'COMPLAINANT_INFO',
        subject: { kind: 'INFORMATION_REQUEST', id: second },
        dueAt: at(28, '14:00').toISOString(),
      },
    ]);
    expect(await clocks()).not.toContain('clock-breached');
  });
});
