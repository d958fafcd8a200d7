import { randomUUID } from 'node:crypto';
import type { ServiceName } from '@redress/contracts';
import { eventually } from '@redress/testing';
import { ACCEPTANCE, aSubmission, CaseWork, OFFICER, type Registered, SUBMITTER } from '@redress/workload';
import { PlatformUnderTest } from './platform-under-test';

const SUBMISSIONS_PER_MINUTE = 6;
const MANY = 36;

// architecture 5.9
describe('services that run twice', () => {
  let under: PlatformUnderTest;

  beforeAll(async () => {
    under = await PlatformUnderTest.start({
      replicas: { intake: 2, routing: 2, notification: 2 },
      environment: { intake: { REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: String(SUBMISSIONS_PER_MINUTE) } },
    });
  }, 300_000);

  afterAll(async () => {
    await under?.stop();
  }, 60_000);

  const serialOf = (complaintNo: string) => Number(complaintNo.slice(complaintNo.lastIndexOf('-') + 1));
  const figure = async (service: ServiceName, replica: number, metric: string): Promise<number> => {
    const { body } = await under.client.ask<string>(null, 'GET', under.url(service, '/metrics', replica));
    const lines = body.split('\n').filter((line) => line.startsWith(metric));
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  };

  it('admit together what one of them would: the limit of the portal counts over both', async () => {
    const send = (replica: number) =>
      under.client.send(null, 'POST', under.url('intake', '/v1/portal/complaints', replica), {
        body: aSubmission({ channel: 'WEB_FORM' }),
      });
    const statuses: number[] = [];
    for (let sent = 0; sent < SUBMISSIONS_PER_MINUTE + 4; sent++) statuses.push((await send(sent % 2)).status);

    expect(statuses).toEqual([...Array<number>(SUBMISSIONS_PER_MINUTE).fill(201), 429, 429, 429, 429]);
  }, 60_000);

  it('do a command once, whichever of them it reaches how often, and use one number for it', async () => {
    const submission = aSubmission();
    const idempotencyKey = randomUUID();
    const send = (replica: number) =>
      under.client.ask<Registered>(OFFICER, 'POST', under.url('intake', '/v1/complaints', replica), {
        body: submission,
        idempotencyKey,
      });
    const before = await send(0);
    const answers = await Promise.all([1, 0, 1, 0, 1, 0].map(send));
    const other = await CaseWork.byStaff(under);

    expect(answers.map(({ body }) => body)).toEqual(Array(6).fill(before.body));
    expect(serialOf(other.complaintNo)).toBe(serialOf(before.body.complaintNo) + 1);
  }, 60_000);

  it('race for a key without doing anything twice', async () => {
    const submission = aSubmission();
    const idempotencyKey = randomUUID();
    const answers = await Promise.all(
      [0, 1, 0, 1, 0, 1].map((replica) =>
        under.client.ask<Registered>(OFFICER, 'POST', under.url('intake', '/v1/complaints', replica), {
          body: submission,
          idempotencyKey,
        }),
      ),
    );
    await under.settle();

    expect(new Set(answers.map(({ body }) => body.complaintId)).size).toBe(1);
    expect(under.letters(submission.complainant.email, ACCEPTANCE)).toHaveLength(1);
  }, 60_000);

  it('answer a repeated command from the other replica, and refuse its key for another command', async () => {
    const work = await CaseWork.byStaff(under);
    await work.assigned();
    const path = `/v1/complaints/${work.complaintId}/assignment`;
    const { etag } = await under.client.ask(work.handlerId, 'GET', under.url('routing', path));
    const idempotencyKey = randomUUID();
    const accept = (replica: number, body: object) =>
      under.client.send(work.handlerId, 'POST', under.url('routing', `${path}/acceptance`, replica), {
        body,
        etag,
        idempotencyKey,
      });
    const first = await accept(0, {});
    const again = await accept(1, {});
    const another = await accept(1, { handlerId: work.handlerId });

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(another.status).toBe(422);
    expect(another.body).toMatchObject({ type: 'urn:redress:problem:idempotency-mismatch' });
  }, 60_000);

  it('share the partitions and the work, and send every letter once', async () => {
    const letters = under.platform.mail;
    const groupOf = async (service: ServiceName) => {
      const admin = under.kafka.admin();
      await admin.connect();
      try {
        const { groups } = await admin.describeGroups([`${under.platform.topicPrefix}redress-${service}`]);
        return groups[0]?.members.length;
      } finally {
        await admin.disconnect();
      }
    };
    await under.settle();
    const before = letters.statistics().received;
    expect(await Promise.all((['intake', 'routing', 'notification'] as const).map(groupOf))).toEqual([2, 2, 2]);

    const source = SUBMITTER;
    const ids = Array.from({ length: MANY }, (): string => randomUUID());
    await Promise.all(ids.map((id) => under.publishSubmission({ id, source, submission: aSubmission() })));
    const registered = await eventually(
      () => {
        const found = under.story
          .all()
          .filter(
            ({ fact, value }) =>
              fact === 'complaint-registered' && ids.includes((value['source'] as { id: string }).id),
          );
        return found.length >= MANY && found;
      },
      { timeoutMs: 60_000, what: 'all submissions to be registered' },
    );
    await under.settle();

    const serials = registered.map(({ value }) => serialOf(String(value['complaintNo']))).toSorted((a, b) => a - b);
    expect(serials).toEqual(Array.from({ length: MANY }, (_, index) => (serials[0] ?? 0) + index));
    for (const { complaintId } of registered) {
      const facts = under.story.of(complaintId).map(({ fact }) => fact);
      expect(facts.filter((fact) => fact === 'complaint-assigned')).toHaveLength(1);
      expect(facts.filter((fact) => fact === 'complaint-acknowledged')).toHaveLength(1);
    }
    expect(letters.statistics()).toMatchObject({ received: before + MANY, repeated: [] });
    for (const service of ['routing', 'notification'] as const) {
      const done = await Promise.all(
        [0, 1].map((replica) => figure(service, replica, 'redress_consumer_events_total')),
      );
      expect(Math.min(...done)).toBeGreaterThan(0);
    }
    const sent = await Promise.all(
      [0, 1].map((replica) => figure('notification', replica, 'redress_letters_ended_total')),
    );
    expect(sent[0]! + sent[1]!).toBe(letters.statistics().received);
  }, 120_000);
});
