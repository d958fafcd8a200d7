import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clocksOf, SERVICES } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { ACCEPTANCE, aSubmission, CaseWork } from '@redress/workload';
import { PlatformUnderTest } from './platform-under-test';
import { movesOf, type StoryRecord } from './story-follower';

const ANALYST = 'staff:ye.analyst';
const ADMINISTRATOR = 'staff:adams.admin';
const MINUTE_MS = 60_000;

const TO_RESOLVED = [
  '1 intake complaint-registered',
  '2 routing complaint-assigned',
  '3 routing assignment-accepted',
  '4 investigation complaint-determined',
  '5 resolution resolution-drafted',
  '6 resolution resolution-submitted',
  '7 resolution resolution-offered',
  '8 resolution offer-accepted',
  '9 resolution complaint-resolved',
];

interface Overview {
  readonly total: number;
  readonly byState: readonly { readonly value: string; readonly count: number }[];
  readonly byUnit: readonly { readonly value: string; readonly count: number }[];
  readonly milestones: readonly { readonly milestone: string; readonly count: number }[];
}

describe('a complaint from its submission to its end, over six processes', () => {
  let under: PlatformUnderTest;

  beforeAll(async () => {
    under = await PlatformUnderTest.start();
  }, 240_000);

  afterAll(async () => {
    await under?.stop();
  }, 60_000);

  const storyOf = async ({ complaintId }: CaseWork): Promise<StoryRecord[]> => {
    await under.settle();
    return under.story.of(complaintId);
  };
  const stateOf = async (work: CaseWork) => (await work.assignment()).state;
  const acceptanceLetters = ({ address }: CaseWork) => under.letters(address, ACCEPTANCE);
  const figures = async () => {
    await under.settle();
    const { body } = await under.client.ask<Overview>(ANALYST, 'GET', under.url('analytics', '/v1/overview'));
    const count = (list: readonly { readonly value: string; readonly count: number }[], value: string) =>
      list.find((one) => one.value === value)?.count ?? 0;
    return {
      total: body.total,
      closed: count(body.byState, 'CLOSED'),
      ofQuality: count(body.byUnit, 'QA'),
      acknowledged: body.milestones.find(({ milestone }) => /ACKNOWLEDGED/i.test(milestone))?.count ?? 0,
    };
  };
  /** The clocks that the story carries, in its order. */
  const clocksIn = (story: readonly StoryRecord[]) => story.flatMap(({ value }) => clocksOf({ data: value }));
  const clockStart = (story: readonly StoryRecord[], clock: string, cycle = 0) =>
    clocksIn(story).find(
      (entry) => entry.clock === clock && entry.cycle === cycle && entry.changes.includes('STARTED'),
    );
  const positionsOf = (story: readonly StoryRecord[], ...facts: string[]) =>
    facts.map((wanted) => story.findIndex(({ fact }) => fact === wanted));

  // LI-02, SM-07, RG-23, RT-01, architecture 5.9, domain 2.2
  it.each([
    ['over HTTP', (submission: ReturnType<typeof aSubmission>) => CaseWork.byStaff(under, submission)],
    [
      'from the topic of submissions',
      (submission: ReturnType<typeof aSubmission>) => CaseWork.byTopic(under, submission),
    ],
  ])(
    'is closed after exactly ten moves when it was submitted %s',
    async (_entry, submit) => {
      const before = await figures();
      const work = await submit(aSubmission());
      await work.assigned();
      await work.toResolved();
      await work.followUp(true);

      const story = await storyOf(work);
      expect(movesOf(story)).toEqual([...TO_RESOLVED, '10 resolution complaint-closed']);
      expect(story.filter(({ fact }) => fact === 'complaint-acknowledged')).toHaveLength(1);
      const [registered, acknowledged, accepted, evidence, determined, executed, resolved] = positionsOf(
        story,
        'complaint-registered',
        'complaint-acknowledged',
        'assignment-accepted',
        'evidence-added',
        'complaint-determined',
        'remedy-executed',
        'complaint-resolved',
      ) as [number, number, number, number, number, number, number];
      expect(registered).toBe(0);
      expect(acknowledged).toBeGreaterThan(registered);
      expect([accepted, evidence, determined]).toEqual([accepted, evidence, determined].toSorted((a, b) => a - b));
      expect(evidence).toBeGreaterThan(accepted);
      expect(executed).toBeGreaterThan(determined);
      expect(resolved).toBeGreaterThan(executed);

      const letters = acceptanceLetters(work);
      expect(letters).toHaveLength(1);
      expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(1);
      expect(letters[0]?.text).toContain(work.complaintNo);

      const after = await figures();
      expect(after).toEqual({
        total: before.total + 1,
        closed: before.closed + 1,
        ofQuality: before.ofQuality + 1,
        acknowledged: before.acknowledged + 1,
      });
    },
    120_000,
  );

  // D4, T29, FU-03, UA-06
  it('goes back to assessment one level higher when the complainant is dissatisfied, and is closed after a second round', async () => {
    const work = await CaseWork.byStaff(under);
    await work.assigned();
    await work.toResolved();
    await work.followUp(false);

    await under.settle();
    const reopened = await work.assignment();
    expect(reopened.state).toBe('UNDER_ASSESSMENT');
    expect(reopened.level).toBe(1);

    await work.assess();
    await work.toResolved();
    await work.followUp(true);

    const story = await storyOf(work);
    expect(movesOf(story)).toEqual([
      ...TO_RESOLVED,
      '10 resolution reopened',
      '11 routing complaint-assigned',
      '12 routing assignment-accepted',
      '13 investigation complaint-determined',
      '14 resolution resolution-drafted',
      '15 resolution resolution-submitted',
      '16 resolution resolution-offered',
      '17 resolution offer-accepted',
      '18 resolution complaint-resolved',
      '19 resolution complaint-closed',
    ]);
    expect(story.filter(({ fact }) => fact === 'complaint-escalated').map(({ value }) => value)).toEqual([
      expect.objectContaining({ level: 1, reason: 'DISSATISFIED' }),
    ]);
    expect(clockStart(story, 'RESOLUTION', 1)).toBeDefined();
    expect(acceptanceLetters(work)).toHaveLength(1);
  }, 150_000);

  // T34, architecture 3.3, SM-04
  it('is given up where it stands when the complainant withdraws before remedies are carried out', async () => {
    const work = await CaseWork.byPortal(under);
    await work.assigned();
    await work.accept();
    await work.askToWithdraw('事情已经自行解决了。');

    const withdrawn = await under.story.find(work.complaintId, 'withdrawn');
    const story = await storyOf(work);
    expect(withdrawn.emitter).toBe('investigation');
    expect(movesOf(story).slice(2)).toEqual(['3 routing assignment-accepted', '4 investigation withdrawn']);
    expect(await stateOf(work)).toBe('WITHDRAWN');
    expect(under.letters(work.address, /撤诉确认/)).toHaveLength(1);
  }, 90_000);

  it('goes on when the complainant withdraws once remedies were carried out, and says why', async () => {
    const work = await CaseWork.byPortal(under);
    await work.assigned();
    await work.toRemedies();
    await work.execute();
    await work.askToWithdraw('不想再等了。');

    const refused = await under.story.find(work.complaintId, 'request-refused');
    expect(refused.emitter).toBe('resolution');
    expect(refused.value).toMatchObject({ kind: 'WITHDRAWAL', reasonCode: expect.stringMatching(/REMED/) });
    await work.followUp(true);
    expect(movesOf(await storyOf(work))).toEqual([...TO_RESOLVED, '10 resolution complaint-closed']);
    expect(under.letters(work.address, /申请的答复/)).toHaveLength(1);
  }, 120_000);

  // PM-05, SL-20, architecture 5.8
  it('breaches its clock one moment after it is due and not before, and goes up one level although nobody has taken it', async () => {
    const work = await CaseWork.byStaff(under);
    await work.assigned();
    await under.story.find(work.complaintId, 'complaint-assigned');
    const dueAt = new Date(String(clockStart(under.story.of(work.complaintId), 'ASSIGNEE_ACCEPT')?.dueAt));
    const tellsOfAcceptance = ({ value }: StoryRecord) => value['clock'] === 'ASSIGNEE_ACCEPT';

    await under.advanceTo(new Date(dueAt.getTime() - 1_000));
    const before = under.story.of(work.complaintId);
    expect(before.filter(tellsOfAcceptance).map(({ fact, value }) => [fact, value['percent']])).toEqual([
      ['clock-warned', 50],
      ['clock-warned', 80],
    ]);
    expect(before.some(({ fact }) => fact === 'complaint-escalated')).toBe(false);

    await under.advanceTo(new Date(dueAt.getTime() + 1_000));
    const after = under.story.of(work.complaintId);
    expect(after.find((one) => one.fact === 'clock-breached' && tellsOfAcceptance(one))?.value).toMatchObject({
      dueAt: dueAt.toISOString(),
      unitId: 'QA',
      ownerId: work.handlerId,
    });
    expect(after.filter(({ fact }) => fact === 'complaint-escalated').map(({ value }) => value)).toEqual([
      expect.objectContaining({ level: 1, reason: 'SLA_BREACH', targetId: 'staff:qian.qa' }),
    ]);
    expect(await work.assignment()).toMatchObject({ state: 'ASSIGNED', level: 1 });

    await work.accept();
    const story = await storyOf(work);
    expect(
      clocksIn(story).find(({ clock, changes }) => clock === 'ASSIGNEE_ACCEPT' && changes.includes('MET')),
    ).toMatchObject({ breached: true });
  }, 120_000);

  // D8, SY-05, SY-06, architecture 5.6
  it('is handled by the pack in force when it came: a version published at run time changes new complaints only', async () => {
    const shipped = readFileSync(join(workspaceRoot(), 'libs/policy/packs/general-service.v1.yaml'), 'utf8');
    const pids = SERVICES.map((name) => under.platform.service(name).pid);
    const effectiveFrom = new Date(under.now.getTime() + 11 * MINUTE_MS);
    const yaml = shipped
      .replace(/^version: 1$/m, 'version: 2')
      .replace(/^effectiveFrom: .*$/m, `effectiveFrom: '${effectiveFrom.toISOString()}'`)
      .replace(
        /^categories:$/m,
        `categories:
  - code: SUBSCRIPTION
    labels: { zh: 订阅, en: Subscription }
    severity: MAJOR
    keywords:
      zh: [会员自动续订, 云盘会员]`,
      )
      .replace(/(code: ASSIGNEE_ACCEPT[^]*?limit: )\{ amount: 2, unit: WH \}/, '$1{ amount: 1, unit: WH }')
      .replace(
        /^clocks:$/m,
        `clocks:
  - code: FIRST_CONTACT
    labels: { zh: 首次联系, en: First contact }
    class: OPERATIONAL
    profile: A
    start: [assignment-accepted]
    stop: [complaint-determined]
    limit: { amount: 3, unit: WH }`,
      );
    const submission = () =>
      aSubmission({ description: '云盘会员每个月都续订，我从来没有同意过。', demand: '取消订阅' });

    const earlier = await CaseWork.byStaff(under, submission());
    await earlier.assess();
    await under.client.ask(ADMINISTRATOR, 'POST', under.url('intake', '/v1/packs'), {
      text: { type: 'text/yaml', content: yaml },
    });
    await under.advanceTo(new Date(effectiveFrom.getTime() + MINUTE_MS));
    const later = await CaseWork.byStaff(under, submission());
    await later.assigned();
    await earlier.accept();
    await later.accept();

    const [storyBefore, storyAfter] = [await storyOf(earlier), await storyOf(later)];
    const packsOf = (story: readonly StoryRecord[]) =>
      new Set(story.map(({ value }) => JSON.stringify(value['packs'])));
    const limitOf = async (work: CaseWork, clock: string) => {
      const { body } = await under.client.ask<{ clocks: { clock: string; limit: number }[] }>(
        'staff:lu.dispatch',
        'GET',
        under.url('routing', `/v1/complaints/${work.complaintId}/clocks`),
      );
      return body.clocks.find((one) => one.clock === clock)?.limit;
    };
    expect([packsOf(storyBefore).size, packsOf(storyAfter).size]).toEqual([1, 1]);
    expect(storyBefore[0]?.value['packs']).toEqual([expect.objectContaining({ id: 'GENERAL_SERVICE', version: 1 })]);
    expect(storyAfter[0]?.value['packs']).toEqual([expect.objectContaining({ id: 'GENERAL_SERVICE', version: 2 })]);
    expect((await earlier.assignment()).classification.category).toBe('OTHER');
    expect((await later.assignment()).classification.category).toBe('SUBSCRIPTION');
    expect(clockStart(storyBefore, 'FIRST_CONTACT')).toBeUndefined();
    expect(clockStart(storyAfter, 'FIRST_CONTACT')).toBeDefined();
    expect(await limitOf(earlier, 'ASSIGNEE_ACCEPT')).toBe(120 * MINUTE_MS);
    expect(await limitOf(later, 'ASSIGNEE_ACCEPT')).toBe(60 * MINUTE_MS);
    expect(SERVICES.map((name) => under.platform.service(name).pid)).toEqual(pids);
  }, 120_000);

  it('is refused with the line and the rule of every fault when a pack cannot be published', async () => {
    const answer = await under.client.send<{ errors: { line: number; rule: string }[] }>(
      ADMINISTRATOR,
      'POST',
      under.url('intake', '/v1/packs'),
      { text: { type: 'text/yaml', content: 'id: GENERAL_SERVICE\nversion: 3\nfees: none\n' } },
    );

    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([expect.objectContaining({ line: 3, rule: expect.any(String) })]),
    );
  }, 60_000);
});
