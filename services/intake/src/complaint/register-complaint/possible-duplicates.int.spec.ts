import type { ComplaintSubmission } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest, signed } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let story: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const register = async (replaced: Partial<ComplaintSubmission>, as = 'staff:lin.intake'): Promise<string> => {
  const { body, status } = await intake.call('POST', '/v1/complaints', {
    as,
    key: newId(),
    body: aSubmission(replaced),
  });
  expect(status).toBe(201);
  return body.complaintId;
};
const events = () => story.map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);
const duplicatesOf = async (complaintId: string) => {
  const event = await eventually(() => events().find((value) => value['complaintId'] === complaintId), {
    what: 'the registration on the story',
  });
  return event['possibleDuplicates'];
};
const suggested = async (complaintId: string, as = 'staff:lin.intake') => {
  const { body } = await intake.call('GET', `/v1/complaints/${complaintId}/duplicates`, { as });
  return (body.possibleDuplicates as { complaintId: string }[] | undefined)?.map((one) => one.complaintId);
};
const complainant = (email: string, phone?: string) =>
  ({ type: 'CONSUMER', name: '沈知微', email, locale: 'zh-CN', ...(phone ? { phone } : {}) }) as const;

// contracts, section 1
describe('possible duplicates', () => {
  it('are complaints with the same contact and reference, however both are typed', async () => {
    const first = await register({ complainant: complainant('a@example.com', '+86 139 0000 1111'), orderRef: 'A-1' });
    const byMail = await register({ complainant: complainant('A@Example.com'), orderRef: ' a-1' });
    const byPhone = await register({ complainant: complainant('else@example.com', '13900001111'), orderRef: 'A-1' });

    expect(await duplicatesOf(first)).toEqual([]);
    expect(await duplicatesOf(byMail)).toEqual([first]);
    expect(await duplicatesOf(byPhone)).toEqual([first]);
    expect(await suggested(first)).toEqual([byPhone, byMail]);
  });

  it('are not those with another reference, another contact or none', async () => {
    const who = complainant('b@example.com');
    await register({ complainant: who, orderRef: 'B-1' });

    expect(await duplicatesOf(await register({ complainant: who, orderRef: 'B-2' }))).toEqual([]);
    expect(await duplicatesOf(await register({ complainant: complainant('c@example.com'), orderRef: 'B-1' }))).toEqual(
      [],
    );
    expect(await duplicatesOf(await register({ complainant: who, product: { ref: 'KETTLE' } }))).toBeUndefined();
  });

  it('are found by product and batch too, and not beyond the window of the pack', async () => {
    const batch = { complainant: complainant('d@example.com'), product: { ref: 'KETTLE', batchNo: 'L-7' } };
    const early = await register(batch);
    await intake.service.database.query(
      `update complaint_match set registered_at = registered_at - interval '31 days' where complaint_id = $1`,
      [early],
    );

    const later = await register(batch);
    const third = await register(batch);

    expect(await duplicatesOf(later)).toEqual([]);
    expect(await duplicatesOf(third)).toEqual([later]);
  });

  it('are found within one batch of records, and never of a repeat', async () => {
    const submission = aSubmission({
      complainant: complainant('e@example.com'),
      orderRef: 'E-1',
      channel: 'PARTNER_API',
    });
    const message = (id: string) => {
      const value = JSON.stringify(submission);
      const headers = {
        'content-type': 'application/json',
        ce_specversion: '1.0',
        ce_id: id,
        ce_source: '/crm',
        ce_type: 'redress.publisher.complaint-submitted.v1',
        ...signed({ id, body: value }),
      };
      return { key: 'one-partition', value, headers };
    };
    await intake.publish('complaint.submissions.v1', message('e-1'), message('e-1'), message('e-2'));

    const bySource = (id: string) =>
      eventually(() => events().find(({ source }) => (source as { id?: string } | undefined)?.id === id), {
        what: `${id} on the story`,
      });
    const [one, two] = [await bySource('e-1'), await bySource('e-2')];

    expect(one['possibleDuplicates']).toEqual([]);
    expect(two['possibleDuplicates']).toEqual([one['complaintId']]);
  });

  it('are kept as keyed hashes only, and shown to nobody who does not reach them', async () => {
    const shared = { complainant: complainant('f@example.com', '13900002222'), orderRef: 'F-ORDER-1' };
    const ofQa = await register({ ...shared, receivingUnit: 'QA' });
    const ofCs = await register({ ...shared, receivingUnit: 'CS' });

    expect(await suggested(ofQa)).toEqual([ofCs]);
    // The front line of QA reaches what QA received, and nothing that CS received.
    expect(await suggested(ofQa, 'staff:wu.front')).toEqual([]);
    expect((await intake.call('GET', `/v1/complaints/${ofQa}/duplicates`, { as: 'staff:nora.north' })).status).toBe(
      404,
    );
    const { rowCount } = await intake.service.database.query(
      `select 1 from complaint_match as t where t::text ~* 'f@example|13900002222|F-ORDER'`,
    );
    expect(rowCount).toBe(0);
  });
});
