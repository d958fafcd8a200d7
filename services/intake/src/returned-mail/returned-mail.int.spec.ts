import { newId } from '@redress/persistence';
import { eventually } from '@redress/testing';
import { aSubmission } from '../testing/a-submission.spec';
import { IntakeUnderTest } from '../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let story: Awaited<ReturnType<IntakeUnderTest['recordsOf']>>;

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  story = await intake.recordsOf('complaint.lifecycle.v1');
}, 240_000);

afterAll(() => intake?.stop());

const LIN = 'staff:lin.intake';
const registered = async (): Promise<string> =>
  (await intake.call('POST', '/v1/complaints', { as: LIN, key: newId(), body: aSubmission() })).body.complaintId;
const report = (body: object, { as = 'client:crm', scope = 'mail:report', key = newId() } = {}) =>
  intake.call('POST', '/v1/returned-mail', { as, scope: as.startsWith('client:') ? scope : '', key, body });
const ofStory = (complaintId: string) =>
  story
    .filter(
      ({ key, headers }) =>
        String(key) === complaintId && String(headers?.['ce_type']) === 'redress.intake.mail-returned.v1',
    )
    .map(({ value }) => JSON.parse(String(value)) as Record<string, unknown>);

// CM-11
describe('a letter that came back', () => {
  it('is reported by the program that reads the mailbox, once for each key, and stands on the story', async () => {
    const complaintId = await registered();
    const came = { complaintId, letterId: newId(), status: '5.1.1', permanent: true };
    const key = newId();
    const first = await report(came, { key });
    const repeated = await report(came, { key });

    expect(first).toMatchObject({ status: 202, body: { complaintId, letterId: came.letterId } });
    expect(repeated).toMatchObject({ status: 202, body: first.body });
    expect((await report({ ...came, status: '4.4.1', permanent: false }, { as: LIN })).status).toBe(202);
    const facts = await eventually(() => {
      const found = ofStory(complaintId);
      return found.length >= 2 && found;
    });
    expect(facts).toMatchObject([
      { letterId: came.letterId, status: '5.1.1', permanent: true, actor: { kind: 'SYSTEM', id: 'client:crm' } },
      { letterId: came.letterId, status: '4.4.1', permanent: false, actor: { kind: 'STAFF', id: LIN } },
    ]);
  });

  it('is no business of programs without the scope, of other people and of other organisations', async () => {
    const complaintId = await registered();
    const came = { complaintId, letterId: newId(), status: '5.1.1', permanent: true };

    expect(await report(came, { scope: 'complaints:submit' })).toMatchObject({
      status: 403,
      body: { missing: [{ kind: 'SCOPE', anyOf: ['mail:report'] }] },
    });
    expect((await report(came, { as: 'staff:guo.approver' })).status).toBe(403);
    expect((await report(came, { as: 'staff:nora.north' })).status).toBe(404);
    expect((await report({ ...came, complaintId: newId() })).status).toBe(404);
  });

  it('is a failure or a delay, never a success', async () => {
    const complaintId = await registered();
    const refused = await report({ complaintId, letterId: 'a-letter', status: '2.0.0', permanent: 'no' });

    expect(refused.status).toBe(422);
    expect((refused.body.errors as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '/letterId',
      '/permanent',
      '/status',
    ]);
  });
});
