import type { ComplaintSubmission } from '@redress/contracts';
import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import type { KafkaMessage } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest, signed } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let story: KafkaMessage[];
let rejected: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  story = await intake.recordsOf('complaint.lifecycle.v1');
  rejected = await intake.recordsOf('complaint.submissions.rejected.v1');
}, 240_000);

afterAll(() => intake?.stop());

const SAID_BY_STAFF: Partial<ComplaintSubmission> = {
  complexity: 'COMPLEX',
  faultLevel: 'L2_INDIVIDUAL',
  handling: 'ON_THE_SPOT',
  subjectStaffId: 'staff:wu.front',
  subjectUnitId: 'QA',
};

const register = (body: object, as = 'staff:lin.intake') =>
  intake.call('POST', '/v1/complaints', { as, key: newId(), body });
const file = (body: object) => intake.call('POST', '/v1/portal/complaints', { key: newId(), body });
const publish = (id: string, submission: object) => {
  const body = JSON.stringify(submission);
  return intake.publish('complaint.submissions.v1', {
    key: id,
    value: body,
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: id,
      ce_source: '/crm',
      ce_type: 'redress.publisher.complaint-submitted.v1',
      ...signed({ id, body }),
    },
  });
};
const parsed = ({ value }: KafkaMessage) => JSON.parse(String(value)) as Record<string, unknown>;
const registered = (isIt: (value: Record<string, unknown>) => boolean) =>
  eventually(() => story.map(parsed).find(isIt), { what: 'the registration on the story' }) as Promise<
    Record<string, unknown>
  >;
const ofComplaint = (complaintId: string) => registered((value) => value['complaintId'] === complaintId);

describe('what a registration says besides the matter', () => {
  // IN-25
  it.each(['ENQUIRY', 'SUGGESTION'] as const)('registers a %s by every door, also without a contact', async (kind) => {
    const complainant = { type: 'CONSUMER' as const, locale: 'zh-CN' as const };
    const submission = aSubmission({ kind, complainant });
    const id = `kind-${kind}`;

    const byStaff = await register(submission);
    const byPortal = await file(submission);
    await publish(id, { ...submission, channel: 'PARTNER_API' });

    for (const { status, body } of [byStaff, byPortal]) {
      expect(status).toBe(201);
      expect(await ofComplaint(body.complaintId)).toMatchObject({ kind, proposedFlags: ['incomplete'] });
    }
    expect(await registered(({ source }) => (source as { id: string }).id === id)).toMatchObject({ kind });
  });

  it('is a complaint when it does not say what it is', async () => {
    const { body } = await register(aSubmission());

    expect(await ofComplaint(body.complaintId)).toMatchObject({ kind: 'COMPLAINT' });
    const read = await intake.call('GET', `/v1/complaints/${body.complaintId}`, { as: 'staff:lin.intake' });
    expect(read.body).toMatchObject({ kind: 'COMPLAINT' });
  });

  // CL-14, CL-15, CL-16, CL-23, RG-26, RG-19
  it('puts complexity, level of fault, way of handling and whom it is about on the story', async () => {
    const { body } = await register(aSubmission(SAID_BY_STAFF));

    expect(await ofComplaint(body.complaintId)).toMatchObject(SAID_BY_STAFF);
  });

  // RG-25
  it('keeps the reason as the complainant names it sealed, apart from description and demand', async () => {
    const reason = '店员当众嘲笑我';
    const { body } = await register(aSubmission({ reason, demand: '道歉' }));

    const read = await intake.call('GET', `/v1/complaints/${body.complaintId}`, { as: 'staff:lin.intake' });
    expect(read.body.dossier).toMatchObject({ reason, demand: '道歉', description: aSubmission().description });
    expect(JSON.stringify(await ofComplaint(body.complaintId))).not.toContain(reason);
  });

  it('is for visitors of the portal to say only as far as they can know it', async () => {
    const refused = await file(aSubmission(SAID_BY_STAFF));

    expect(refused.status).toBe(422);
    expect(refused.body.errors).toHaveLength(Object.keys(SAID_BY_STAFF).length);
    for (const error of refused.body.errors) {
      expect(error).toMatchObject({ code: 'not-permitted', params: { right: 'STATE_ASSESSMENT' } });
    }
    expect((await file(aSubmission({ reason: '一直漏水', kind: 'COMPLAINT' }))).status).toBe(201);
  });

  it('is rejected with field and rule where a source has no right to say it, or names nobody', async () => {
    await publish('no-right', aSubmission({ handling: 'ON_THE_SPOT' }));
    await publish('no-kind', { ...aSubmission(), kind: 'PRAISE' });

    const reasonsOf = (id: string) =>
      eventually(() => rejected.map(parsed).find((value) => value['id'] === id), { what: `${id} to be rejected` });
    expect(await reasonsOf('no-right')).toMatchObject({
      reasons: [{ pointer: '/handling', code: 'not-permitted', params: { right: 'STATE_ASSESSMENT' } }],
    });
    expect(await reasonsOf('no-kind')).toMatchObject({ reasons: [{ pointer: '/kind', code: 'not-in-list' }] });
    expect((await register(aSubmission({ subjectStaffId: 'staff:nora.north' }))).body.errors).toMatchObject([
      { pointer: '/subjectStaffId', code: 'unknown-person' },
    ]);
  });
});
