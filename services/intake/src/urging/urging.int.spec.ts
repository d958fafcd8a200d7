import { STATE } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let records: Awaited<ReturnType<IntakeUnderTest['recordsOf']>>;

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  records = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const registered = async (): Promise<{ complaintId: string; complaintNo: string; trackingCode: string }> =>
  (await intake.call('POST', '/v1/portal/complaints', { key: newId(), body: aSubmission({ channel: 'WEB_FORM' }) }))
    .body;
const urge = (body: object, key = newId()) => intake.call('POST', '/v1/portal/urgings', { key, body });
const record = (complaintId: string, as = 'staff:lin.intake', body: object = {}) =>
  intake.call('POST', `/v1/complaints/${complaintId}/urgings`, { as, key: newId(), body });

type UrgedFact = { count: number; escalates: boolean; actor: { kind: string } };

/** The urgings of a complaint on the story, as soon as there is one. */
const told = (complaintId: string): Promise<UrgedFact[]> =>
  eventually(() => {
    const urgings = records.filter(
      ({ key, headers }) =>
        String(key) === complaintId && String(headers?.['ce_type']) === 'redress.intake.complaint-urged.v1',
    );
    return urgings.length > 0 && urgings.map(({ value }) => JSON.parse(String(value)) as UrgedFact);
  });

// T37
describe('urging', () => {
  it('is for complainants with number and code, once a day, and is told with how often', async () => {
    const { complaintId, complaintNo, trackingCode } = await registered();
    const key = newId();
    const wrong = await urge({ complaintNo, trackingCode: 'K7MQ2XWP9RTA' });
    const first = await urge({ complaintNo, trackingCode, escalates: true }, key);
    const repeated = await urge({ complaintNo, trackingCode, escalates: true }, key);
    const again = await urge({ complaintNo, trackingCode });

    expect(wrong.status).toBe(404);
    expect(first).toMatchObject({ status: 202, body: { complaintId, count: 1, escalates: true } });
    expect(repeated).toMatchObject({ status: 202, body: first.body });
    expect(again).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'URGED_LATELY' }] } });
    expect(await told(complaintId)).toMatchObject([{ count: 1, escalates: true, actor: { kind: 'COMPLAINANT' } }]);
  });

  it('is recorded by staff who talk with complainants, of complaints of their own organisation', async () => {
    const { complaintId } = await registered();

    expect(await record(complaintId, 'staff:lin.intake')).toMatchObject({ status: 202, body: { count: 1 } });
    expect(await record(complaintId, 'staff:lin.intake')).toMatchObject({ status: 409 });
    expect((await record(newId())).status).toBe(404);
    expect(await told(complaintId)).toMatchObject([{ count: 1, escalates: false, actor: { kind: 'STAFF' } }]);
  });

  it('is over with the complaint', async () => {
    const { complaintId, complaintNo, trackingCode } = await registered();
    await intake.service.database.query('update complaint_custody set state = $2 where complaint_id = $1', [
      complaintId,
      STATE.CLOSED,
    ]);

    expect(await urge({ complaintNo, trackingCode })).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOT_OPEN' }] },
    });
  });
});
