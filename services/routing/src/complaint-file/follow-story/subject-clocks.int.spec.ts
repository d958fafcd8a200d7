import {
  followUpRecorded,
  policyPack,
  remedyExecuted,
  type DocumentContract,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import { readPackFiles, SHIPPED_PACK_DIR } from '@redress/policy';
import { pinPacks } from '@redress/service-testing';
import { RoutingUnderTest } from '../../routing-under-test.spec';

const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);
const aClock = (start: string, stop: string) => ({
  code: `AFTER_${start.toUpperCase().replaceAll('-', '_')}`,
  labels: { zh: '时限', en: 'Clock' },
  class: 'OPERATIONAL',
  profile: 'A',
  start: [start],
  stop: [stop],
  limit: { amount: 2, unit: 'CAL_H' },
});

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
  const { pack } = readPackFiles(SHIPPED_PACK_DIR).find(({ pack: shipped }) => shipped?.id === 'GENERAL_SERVICE')!;
  const content = {
    ...pack!,
    version: 2,
    clocks: [
      ...pack!.clocks,
      aClock('remedy-executed', 'follow-up-recorded'),
      aClock('complaint-registered', 'remedy-executed'),
    ],
  };
  const { id, effectiveFrom: publishedAt } = content;
  const effectiveFrom = new Date(publishedAt).toISOString();
  await routing.publishDocuments(
    policyPack as unknown as DocumentContract,
    new Map([[`${id}:2`, { id, version: 2, effectiveFrom, publishedAt: effectiveFrom, content }]]),
  );
  await routing.settle();
}, 120_000);

afterAll(() => routing?.stop());

const clocksOf = async (complaintId: string) => {
  const { body } = await routing.call('staff:tang', `/v1/complaints/${complaintId}/clocks`);
  return (body.clocks as { clock: string; state: string; subject?: { kind: string; id: string } }[])
    .filter(({ clock }) => clock.startsWith('AFTER_'))
    .map(({ clock, state, subject }) => `${clock} ${subject ? `${subject.kind} ${subject.id}` : 'complaint'} ${state}`)
    .sort();
};

// Architecture, decision 8
it('a clock that starts on a fact about a remedy line runs for each line, told once or twice, and ends with its stop', async () => {
  const [complaintId] = (await routing.register([{ proposedCategory: 'SERVICE_QUALITY' }])) as [string];
  await routing.settle();
  await pinPacks(routing.service, complaintId, 'GENERAL_SERVICE:2');
  const lines = [newId(), newId()];
  const executed = lines.map((remedyId, index) => {
    const executedAt = at(`10:${index}0`);
    const contract = remedyExecuted as unknown as EventContract;
    const payload = { ...remedyExecuted.example, remedyId, executedAt: executedAt.toISOString() };
    return routing.record(complaintId, contract, executedAt, payload);
  });
  routing.advanceTo(at('11:00'));

  await routing.publish([...executed, ...executed]);
  await routing.settle();
  expect(await clocksOf(complaintId)).toEqual([
    'AFTER_COMPLAINT_REGISTERED complaint MET',
    ...lines.map((id) => `AFTER_REMEDY_EXECUTED REMEDY_LINE ${id} RUNNING`).sort(),
  ]);

  await routing.tell(complaintId, followUpRecorded as unknown as EventContract, at('11:10'), {} as never);
  routing.advanceTo(at('11:30'));
  await routing.settle();
  expect(await clocksOf(complaintId)).toEqual([
    'AFTER_COMPLAINT_REGISTERED complaint MET',
    ...lines.map((id) => `AFTER_REMEDY_EXECUTED REMEDY_LINE ${id} MET`).sort(),
  ]);
});
