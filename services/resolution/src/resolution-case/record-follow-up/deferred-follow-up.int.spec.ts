import type { ServiceUnderTest } from '@redress/service-testing';
import { BusinessClock } from '@redress/time';
import { CALLER, Case, REPAIRER, startResolution } from '../../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const UNTIL = '2026-04-20T10:00:00+08:00';
const faultsOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [
  status,
  ...((body['errors'] ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`),
];

describe('a follow-up', () => {
  // FU-04, SM-07
  it('waits for a later visit, and its verdict comes then; attempts in vain do not count while it waits', async () => {
    const one = await Case.opened();
    await one.resolved();

    const deferred = await one.followUp({ result: 'DEFERRED', deferredUntil: UNTIL, comment: '下次到店保养后再评价' });
    expect(deferred).toMatchObject({ status: 201, body: { state: 'RESOLVED', attempt: 1, closureCode: null } });
    expect(await one.said('follow-up-recorded')).toMatchObject({
      data: { result: 'DEFERRED', deferredUntil: '2026-04-20T02:00:00.000Z', callerId: CALLER },
    });
    expect((await one.read()).followUps).toMatchObject([
      { result: 'DEFERRED', deferredUntil: '2026-04-20T02:00:00.000Z', satisfaction: null },
    ]);
    expect(await one.followUp({ result: 'DEFERRED', deferredUntil: UNTIL })).toMatchObject({ status: 201 });
    expect(await one.followUp({ result: 'UNREACHABLE' })).toMatchObject({ body: { state: 'RESOLVED', attempt: 3 } });
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5 })).toMatchObject({
      status: 201,
      body: { state: 'CLOSED', closureCode: 'RESOLVED_SATISFIED', attempt: 4 },
    });
  });

  // FU-04
  it('is deferred to a day that lies ahead, not further than the pack lets it, and to none otherwise', async () => {
    const one = await Case.opened();
    await one.resolved();
    const ahead = (days: number) =>
      new Date(service.get(BusinessClock).now().getTime() + days * 86_400_000).toISOString();

    expect(faultsOf(await one.followUp({ result: 'DEFERRED' }))).toEqual([422, '/deferredUntil required-for']);
    expect(faultsOf(await one.followUp({ result: 'DEFERRED', deferredUntil: '2026-03-01T00:00:00Z' }))).toEqual([
      422,
      '/deferredUntil not-later-than-now',
    ]);
    expect(faultsOf(await one.followUp({ result: 'DEFERRED', deferredUntil: ahead(91) }))).toEqual([
      422,
      '/deferredUntil later-than-allowed',
    ]);
    expect(faultsOf(await one.followUp({ result: 'DEFERRED', deferredUntil: ahead(1), satisfaction: 3 }))).toEqual([
      422,
      '/satisfaction absent-for',
    ]);
    expect(faultsOf(await one.followUp({ result: 'SUCCESS', satisfaction: 5, deferredUntil: ahead(1) }))).toEqual([
      422,
      '/deferredUntil absent-for',
    ]);
    expect(await one.followUp({ result: 'DEFERRED', deferredUntil: ahead(89) })).toMatchObject({ status: 201 });
  });

  // FU-07
  it('asks for other needs: the story says that there are some, the words stay sealed', async () => {
    const one = await Case.opened();
    await one.resolved();
    const otherNeeds = '想了解延保服务';

    expect(faultsOf(await one.followUp({ result: 'UNREACHABLE', otherNeeds }))).toEqual([
      422,
      '/otherNeeds absent-for',
    ]);
    expect(await one.followUp({ result: 'SUCCESS', satisfaction: 5, otherNeeds })).toMatchObject({ status: 201 });

    const told = await one.said('follow-up-recorded');
    expect(told).toMatchObject({ data: { otherNeeds: true } });
    expect(JSON.stringify(told)).not.toContain('延保');
    expect((await one.read()).followUps).toMatchObject([{ otherNeeds }]);
    expect((await one.read(REPAIRER)).followUps).toMatchObject([{ otherNeeds: null }]);
    const { rows } = await service.database.query('select t::text as row from follow_up t where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(JSON.stringify(rows)).not.toContain('延保');
  });
});
