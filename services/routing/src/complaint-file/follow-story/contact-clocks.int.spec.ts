import { contactLogged, policyPack, type DocumentContract, type EventContract } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { readPackFiles, SHIPPED_PACK_DIR } from '@redress/policy';
import { pinPacks } from '@redress/service-testing';
import { RoutingUnderTest } from '../../routing-under-test.spec';

const at = (time: string) => new Date(`2026-03-02T${time}:00+08:00`);
const aClock = (code: string, stop: string) => ({
  code,
  labels: { zh: '首次联系', en: 'First contact' },
  class: 'OPERATIONAL',
  profile: 'B',
  start: ['received'],
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
      aClock('TEST_CONTACT', 'first-contact-made'),
      aClock('TEST_CONTACT_BY_MANAGER', 'first-contact-made-by-manager'),
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
  return (body.clocks as { clock: string; state: string; endedAt?: string }[])
    .filter(({ clock }) => clock.startsWith('TEST_'))
    .map(({ clock, state }) => `${clock} ${state}`)
    .sort();
};

const contact = (over: Partial<typeof contactLogged.example>) => ({
  ...contactLogged.example,
  contactId: newId(),
  at: at('09:20').toISOString(),
  ...over,
});

// SL-01, SL-08, contracts, section 4
it('a contact stops the clocks that its data mean, dated when people spoke, and no others', async () => {
  const [complaintId] = (await routing.register([{ proposedCategory: 'SERVICE_QUALITY' }])) as [string];
  await routing.settle();
  await pinPacks(routing.service, complaintId, 'GENERAL_SERVICE:2');
  const tell = async (when: string, over: Partial<typeof contactLogged.example>) => {
    routing.advanceTo(at(when));
    const contract = contactLogged as unknown as EventContract;
    const event = routing.record(complaintId, contract, at(when), contact(over));
    await routing.publish([event, event]);
    await routing.settle();
  };

  await tell('09:30', { twoWay: false });
  expect(await clocksOf(complaintId)).toEqual(['TEST_CONTACT RUNNING', 'TEST_CONTACT_BY_MANAGER RUNNING']);

  await tell('09:40', { byRank: 'EMPLOYEE' });
  expect(await clocksOf(complaintId)).toEqual(['TEST_CONTACT MET', 'TEST_CONTACT_BY_MANAGER RUNNING']);

  await tell('12:00', { byRank: 'MANAGER' });
  expect(await clocksOf(complaintId)).toEqual(['TEST_CONTACT MET', 'TEST_CONTACT_BY_MANAGER MET']);
});
