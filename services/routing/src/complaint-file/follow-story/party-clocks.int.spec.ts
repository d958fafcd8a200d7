import {
  complaintDetermined,
  complaintResolved,
  mergeRequested,
  offerAccepted,
  partyAdded,
  partyLeft,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import { MONDAY_NINE, RoutingUnderTest } from '../../routing-under-test.spec';

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(() => routing?.stop());

const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(MONDAY_NINE.getTime() + hours * HOUR_MS);
const tell = (id: string, contract: unknown, at = MONDAY_NINE, payload: object = {}) =>
  routing.tell(id, contract as EventContract, at, payload as never);
const stateOf = async (id: string, clock: string) => {
  const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/clocks`);
  return (body.clocks as { clock: string; state: string }[]).find((one) => one.clock === clock)?.state;
};

/** A complaint that was merged into another one of the test; both were registered at nine. */
async function merged(): Promise<{ primary: string; party: string }> {
  const [primary, party] = (await routing.register([{}, {}])) as [string, string];
  await routing.settle();
  const requestId = newId();
  await tell(party, mergeRequested, MONDAY_NINE, { requestId, primaryId: primary });
  await routing.settle();
  await tell(primary, partyAdded, MONDAY_NINE, { partyId: party, requestId });
  await routing.settle();
  return { primary, party };
}

/** The primary is resolved after 20 hours. */
async function resolve(primary: string): Promise<void> {
  const { handlerId, version } = (await routing.call('staff:tang', `/v1/complaints/${primary}/assignment`)).body;
  await routing.call(handlerId, `/v1/complaints/${primary}/assignment/acceptance`, { body: {}, version });
  await routing.settle();
  for (const contract of [
    complaintDetermined,
    resolutionDrafted,
    resolutionSubmitted,
    resolutionOffered,
    offerAccepted,
    complaintResolved,
  ]) {
    await tell(primary, contract, later(20));
    await routing.settle();
  }
}

// CE-09, LI-10, T7
describe('the clocks of a complaint that was merged', () => {
  it('that are promises to its complainant run on, and end with what is done in the case; the others are over', async () => {
    const { primary, party } = await merged();

    expect(await stateOf(party, 'ACKNOWLEDGEMENT')).toBe('RUNNING');
    expect(await stateOf(party, 'RESOLUTION')).toBe('RUNNING');
    expect(await stateOf(party, 'ASSIGNEE_ACCEPT')).toBe('CANCELLED');

    await resolve(primary);

    expect([await stateOf(primary, 'RESOLUTION'), await stateOf(party, 'RESOLUTION')]).toEqual(['MET', 'MET']);
    // Told to the complainant of the primary or not: the acknowledgement of the party is the party's own.
    expect(await stateOf(party, 'ACKNOWLEDGEMENT')).toBe('RUNNING');
    // What the enterprise set itself is counted for the case, once.
    expect(await stateOf(primary, 'FOLLOW_UP')).toBe('RUNNING');
    expect(await stateOf(party, 'FOLLOW_UP')).toBeUndefined();
  }, 60_000);

  it('do not follow the case any more once the party has left', async () => {
    const { primary, party } = await merged();
    await tell(primary, partyLeft, MONDAY_NINE, { partyId: party, why: 'SEPARATED' });
    await routing.settle();

    await resolve(primary);

    expect([await stateOf(primary, 'RESOLUTION'), await stateOf(party, 'RESOLUTION')]).toEqual(['MET', 'RUNNING']);
  }, 60_000);
});
