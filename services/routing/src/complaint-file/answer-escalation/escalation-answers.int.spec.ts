import { complaintAcknowledged, complaintUrged, complaintWithdrawn, type EventContract } from '@redress/contracts';
import { IdleRegistry } from '@redress/service-host';
import { MONDAY_NINE, RoutingUnderTest, saidOfClocks } from '../../routing-under-test.spec';

const HEAD = 'staff:qian';
const ABOVE = 'staff:gu';

/** Shanghai time of a March day in 2026 (the 2nd is a Monday). */
const at = (day: number, time: string) => new Date(`2026-03-${String(day).padStart(2, '0')}T${time}:00+08:00`);

let routing: RoutingUnderTest;

beforeAll(async () => {
  routing = await RoutingUnderTest.start();
}, 120_000);

afterAll(() => routing?.stop());

const assignmentOf = async (id: string) => (await routing.call('staff:tang', `/v1/complaints/${id}/assignment`)).body;

/** A complaint of QA that a triage officer has escalated to a level. */
async function escalated(level = 1): Promise<string> {
  const [id] = (await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT' }])) as [string];
  await routing.settle();
  const { version } = await assignmentOf(id);
  const raised = await routing.call('staff:tang', `/v1/complaints/${id}/escalations`, {
    body: { reason: 'SEVERITY', level, note: '请尽快处理。' },
    version,
  });
  expect(raised).toMatchObject({ status: 200, body: { level } });
  await routing.settle();
  return id;
}

const answer = async (id: string, who: string, body: object, version?: number) =>
  routing.call(who, `/v1/complaints/${id}/escalations/answer`, {
    body,
    version: version ?? (await assignmentOf(id)).version,
  });
const act = { answer: 'ACT', note: '已联系客户并安排更换。' };
const passOn = { answer: 'PASS_ON', note: '需要上级授权。' };
const codes = ({ body }: { body: { blockedBy?: { code: string }[] } }) =>
  (body.blockedBy ?? []).map(({ code }) => code);
const answersOf = async (id: string) =>
  (await routing.settledStory(id))
    .filter(({ fact }) => fact === 'escalation-answered')
    .map(({ value }) => `${value['level'] as string} ${value['answer'] as string}`);
const clockOf = async (id: string) =>
  saidOfClocks(await routing.settledStory(id))
    .filter(({ clock }) => clock === 'ESCALATION_ANSWER')
    .map(({ what }) => what);

describe('an escalation', () => {
  // ES-03, T37
  it('is acted on by whom it names or somebody above, with a note, once; the note stays sealed', async () => {
    const id = await escalated();
    expect((await assignmentOf(id)).escalation).toMatchObject({ level: 1, targetId: HEAD, reason: 'SEVERITY' });
    expect(await clockOf(id)).toEqual(['STARTED']);

    expect(codes(await answer(id, 'staff:wu', act))).toEqual(['NOT_THE_TARGET']);
    expect(codes(await answer(id, 'staff:sun', act))).toEqual(['NOT_THE_TARGET']);
    expect((await answer(id, HEAD, { answer: 'ACT' })).status).toBe(422);
    const { version } = await assignmentOf(id);
    const both = await Promise.all([answer(id, HEAD, act, version), answer(id, ABOVE, act, version)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);

    expect(await answersOf(id)).toEqual(['1 ACTED']);
    expect(await assignmentOf(id)).toMatchObject({ level: 1, escalation: null });
    expect(await clockOf(id)).toEqual(['STARTED', 'MET']);
    expect(codes(await answer(id, HEAD, act))).toEqual(['NOTHING_ESCALATED']);
    expect(JSON.stringify(await routing.settledStory(id))).not.toContain('安排更换');
    const { body } = await routing.call('staff:tang', `/v1/complaints/${id}/notes`);
    expect(body.items.map(({ kind, authorId }: { kind: string; authorId: string }) => [kind, authorId])).toEqual([
      ['ESCALATION', 'staff:tang'],
      ['ESCALATION', both[0].status === 200 ? HEAD : ABOVE],
    ]);
  });

  // ES-03, ES-04, ES-07
  it('is passed on to the next level, layer by layer, and no further than the ladder goes', async () => {
    const id = await escalated();

    expect(await answer(id, HEAD, passOn)).toMatchObject({ status: 200, body: { level: 2 } });
    await routing.settle();
    expect((await assignmentOf(id)).escalation).toMatchObject({ level: 2, targetId: ABOVE, reason: 'SEVERITY' });
    expect(codes(await answer(id, HEAD, act))).toEqual(['NOT_THE_TARGET']);
    expect(await answer(id, ABOVE, passOn)).toMatchObject({ status: 200, body: { level: 3 } });
    expect(await answer(id, ABOVE, passOn)).toMatchObject({ status: 200, body: { level: 4 } });
    expect(codes(await answer(id, ABOVE, passOn))).toEqual(['LADDER_ENDS']);

    expect(await answersOf(id)).toEqual(['1 PASSED_ON', '2 PASSED_ON', '3 PASSED_ON']);
    expect((await assignmentOf(id)).commands).toContainEqual(
      expect.objectContaining({ operationId: 'answerEscalation', allowed: false }),
    );
  });

  // ES-03, T37
  it('is asked for by a complainant too, and is overtaken when a person raises the level once more', async () => {
    const [id] = (await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT' }])) as [string];
    await routing.settle();
    await routing.tell(id, complaintUrged as unknown as EventContract, MONDAY_NINE, {
      count: 1,
      escalates: true,
    } as never);
    await routing.settle();
    expect((await assignmentOf(id)).escalation).toMatchObject({ level: 1, targetId: HEAD, reason: 'CUSTOMER_REQUEST' });

    const raised = await routing.call('staff:tang', `/v1/complaints/${id}/escalations`, {
      body: { reason: 'MEDIA' },
      version: (await assignmentOf(id)).version,
    });

    expect(raised).toMatchObject({ status: 200, body: { level: 2 } });
    expect(await answersOf(id)).toEqual(['1 OVERTAKEN']);
    expect(await clockOf(id)).toEqual(['STARTED', 'MET', 'STARTED']);
  });

  // ES-03, ESCALATION_ANSWER
  it('that no one answers goes to the next level, and again', async () => {
    const id = await escalated();
    const { handlerId, version } = await assignmentOf(id);
    const accepted = await routing.call(handlerId, `/v1/complaints/${id}/assignment/acceptance`, { body: {}, version });
    expect(accepted.status).toBe(200);
    await routing.tell(id, complaintAcknowledged as unknown as EventContract, MONDAY_NINE, {
      acknowledgedAt: at(2, '09:05').toISOString(),
    } as never);
    const levels: number[] = [];
    // Four working hours, with the break at noon and the night between them.
    for (const moment of [at(2, '14:29'), at(2, '14:31'), at(3, '09:29'), at(3, '09:31')]) {
      routing.advanceTo(moment);
      await routing.sweep();
      await routing.settle();
      levels.push((await assignmentOf(id)).level);
    }

    expect(levels).toEqual([1, 2, 2, 3]);
    expect(await answersOf(id)).toEqual(['1 OVERTAKEN', '2 OVERTAKEN']);
    const story = await routing.settledStory(id);
    const breached = story.filter(
      ({ fact, value }) => fact === 'clock-breached' && value['clock'] === 'ESCALATION_ANSWER',
    );
    expect(breached.map(({ value }) => value['dueAt'])).toEqual([
      at(2, '14:30').toISOString(),
      at(3, '09:30').toISOString(),
    ]);
    const [, ...risen] = story.filter(({ fact }) => fact === 'complaint-escalated').map(({ value }) => value);
    expect(risen).toMatchObject([
      { level: 2, reason: 'SLA_BREACH', targetId: ABOVE },
      { level: 3, reason: 'SLA_BREACH', targetId: ABOVE },
    ]);
  });

  // T37, PM-05: neither knows of the other
  it('of a complaint that another service ends at the same moment waits for no answer', async () => {
    const [id] = (await routing.register([{ proposedCategory: 'PRODUCT_QUALITY.DEFECT' }], at(3, '09:31'))) as [string];
    await routing.settle();
    const { handlerId, version } = await assignmentOf(id);
    await routing.call(handlerId, `/v1/complaints/${id}/assignment/acceptance`, { body: {}, version });
    await routing.settle();

    const raised = await routing.call('staff:tang', `/v1/complaints/${id}/escalations`, {
      body: { reason: 'SEVERITY' },
      version: (await assignmentOf(id)).version,
    });
    // It is on the topic before the escalation, which still waits in the outbox.
    await routing.tell(id, complaintWithdrawn as unknown as EventContract, at(3, '09:31'));
    await routing.settle();
    routing.advanceTo(at(5, '09:00'));
    while ((await routing.sweep()) > 0) await routing.settle();

    expect(raised.status).toBe(200);
    const idle = routing.service.get(IdleRegistry);
    expect((await idle.explain()).filter((line) => line.includes(id))).toEqual([]);
    expect(await idle.pending()).toMatchObject({ clocks: 0 });
    expect(await clockOf(id)).toEqual([]);
  });
});
