import type { ServiceUnderTest } from '@redress/service-testing';
import {
  aPlan,
  APPROVER,
  CALLER,
  Case,
  CODE,
  COLLEAGUE,
  HANDLER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const COUNTER = { decision: 'COUNTER', words: '换一台新的，我就撤回。' };

/** Fact and place of the events of resolution on the story. */
const movesOf = async ({ complaintId }: Case, last: number) => {
  const story = await service.story(complaintId, (events) => events.some(({ stateSeq }) => stateSeq === last));
  return story.filter(({ stateSeq }) => stateSeq !== undefined && stateSeq > 8);
};

describe('an answer that agrees to nothing', () => {
  // T23, RM-08
  it('as a counter-proposal brings the plan back to its drafters, sealed, and the link ends', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    expect(await one.answer({ decision: 'COUNTER' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/words', code: 'required-for' }] },
    });
    expect(await one.answer(COUNTER)).toMatchObject({
      status: 200,
      body: { status: 'COUNTERED', state: 'RESOLUTION_DRAFTED', stateSeq: 9 },
    });

    const view = await one.read();
    expect(view).toMatchObject({
      state: 'RESOLUTION_DRAFTED',
      offer: { state: 'COUNTERED', consent: null },
      answers: [{ decision: 'COUNTER', round: 1, channel: 'LINK', revision: 1, words: COUNTER.words }],
    });
    expect((await one.read(REPAIRER)).answers).toMatchObject([{ words: null }]);
    const story = await movesOf(one, 9);
    expect(story).toMatchObject([
      {
        type: 'redress.resolution.offer-countered.v1',
        data: { round: 1, answerChannel: 'LINK', actor: { kind: 'COMPLAINANT' } },
      },
    ]);
    expect(JSON.stringify(story)).not.toContain('换一台');
    const { rows } = await service.database.query('select t::text as row from offer_answer t where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(JSON.stringify(rows)).not.toContain('换一台');
    const page = await service.ask<Buffer>(null, 'GET', `/v1/offers/${token}`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(410);
  });

  // T23, T39
  it('is answered by a new revision with a new offer; the old plan is not put forward again, the old link is dead', async () => {
    const one = await Case.opened();
    await one.offered();
    const old = await one.token();
    await one.answer(COUNTER);

    expect(await one.submit()).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'DECIDED_PLAN_NOT_REVISED', params: { revision: 1 } }] },
    });
    const again = await one.offeredAgain();
    expect(again).toMatchObject({ state: 'RESOLUTION_OFFERED', offer: { revision: 2, state: 'OPEN' } });
    expect(await one.token()).not.toBe(old);
    const late = await service.ask(null, 'POST', `/v1/offers/${old}`, {
      body: { code: CODE, decision: 'ACCEPT' },
      headers: { accept: 'application/json' },
    });
    expect(late).toMatchObject({ status: 410, body: { type: 'urn:redress:problem:offer-answered' } });

    expect(await one.answer({ decision: 'REFUSE', words: '太少了' })).toMatchObject({
      status: 200,
      body: { status: 'REFUSED', state: 'RESOLUTION_DRAFTED' },
    });
    expect(await one.answer({ decision: 'REFUSE' })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:offer-decided' },
    });
    await one.offeredAgain();
    expect(await one.answer({ decision: 'ACCEPT' })).toMatchObject({
      status: 200,
      body: { status: 'ACCEPTED', state: 'REMEDY_IN_PROGRESS' },
    });
    expect((await one.read()).answers.map(({ decision, round }) => [decision, round])).toEqual([
      ['COUNTER', 1],
      ['REFUSE', 2],
      ['ACCEPT', 3],
    ]);
  });

  // T40
  it('ends the negotiation with the refusal of the third round, and is closed as that', async () => {
    const one = await Case.opened();
    await one.offered();
    await one.answer(COUNTER);
    await one.offeredAgain();
    await one.answer(COUNTER);
    await one.offeredAgain();

    const shown = await one.answer({ decision: 'VIEW' });
    expect(shown.body).toMatchObject({ mayCounter: true, refusalEnds: true });
    expect(await one.answer({ decision: 'REFUSE' })).toMatchObject({
      status: 200,
      body: { status: 'REFUSED', state: 'RESOLVED' },
    });

    expect(await one.read()).toMatchObject({
      endsAs: 'RESOLVED_DISSATISFIED_EXHAUSTED',
      offer: { state: 'REFUSED' },
      plan: { remedies: [{ state: 'OFFERED' }, { state: 'OFFERED' }] },
    });
    expect(await one.followUp({ result: 'FAILED', satisfaction: 1, reasonCode: 'NO_AGREEMENT' })).toMatchObject({
      status: 201,
      body: { state: 'CLOSED', closureCode: 'RESOLVED_DISSATISFIED_EXHAUSTED' },
    });
    const last = (await movesOf(one, 16)).map(({ type, stateSeq }) => [stateSeq, type.split('.')[2]]);
    expect(last.slice(-2)).toEqual([
      [15, 'offer-refused'],
      [16, 'complaint-closed'],
    ]);
  });

  // T23
  it('takes no fourth counter-proposal; the fourth offer is accepted, or its refusal ends it', async () => {
    const one = await Case.opened();
    await one.offered();
    for (let round = 1; round <= 3; round += 1) {
      expect((await one.answer(COUNTER)).status).toBe(200);
      await one.offeredAgain();
    }

    expect(await one.answer(COUNTER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ROUNDS_USED_UP', params: { rounds: 3 } }] },
    });
    expect(await one.read()).toMatchObject({ state: 'RESOLUTION_OFFERED', offer: { state: 'OPEN' } });
    expect((await one.answer({ decision: 'REFUSE' })).body).toMatchObject({ state: 'RESOLVED' });
  });

  // T40
  it('ends the negotiation when the offer is final, and no counter-proposal is taken', async () => {
    const one = await Case.opened();
    await one.offered({ isFinal: true });

    const counter = await one.answer(COUNTER);
    expect(counter).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'OFFER_IS_FINAL' }] } });
    const page = await service.ask<Buffer>(null, 'POST', `/v1/offers/${await one.token()}?lang=en`, {
      body: new URLSearchParams({ code: CODE, ...COUNTER }),
      headers: { accept: 'text/html' },
    });
    expect(page.status).toBe(409);
    expect(page.body.toString()).toMatch(/role="alert"[\s\S]*final answer/);
    expect(page.body.toString()).not.toContain('value="COUNTER"');
    expect(await one.answer({ decision: 'REFUSE' })).toMatchObject({ status: 200, body: { state: 'RESOLVED' } });
  });

  it('is taken once of two that come at the same time, whatever they say', async () => {
    const one = await Case.opened();
    await one.offered();

    const answers = await Promise.all([one.answer(COUNTER), one.accept()]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await one.read()).answers).toHaveLength(1);
  });

  // RM-08
  it('is given on the page without a script, in both languages', async () => {
    const one = await Case.opened();
    await one.offered();
    const press = async (form: Record<string, string>, lang: string) => {
      const reply = await service.ask<Buffer>(null, 'POST', `/v1/offers/${await one.token()}?lang=${lang}`, {
        body: new URLSearchParams({ code: CODE, ...form }),
        headers: { accept: 'text/html' },
      });
      return { status: reply.status, text: reply.body.toString() };
    };

    expect((await press({ decision: 'VIEW' }, 'zh')).text).toMatch(
      /<textarea id="words"[\s\S]*value="COUNTER"[\s\S]*提出其他要求[\s\S]*value="REFUSE"[\s\S]*不接受方案/,
    );
    expect(await press({ decision: 'COUNTER', words: ' ' }, 'en')).toMatchObject({
      status: 422,
      text: expect.stringContaining('Tell us what would be right instead'),
    });
    expect(await press({ decision: 'COUNTER', words: '<b>新的</b>' }, 'en')).toMatchObject({
      status: 200,
      text: expect.stringContaining('We have your proposal'),
    });
    expect(await press({ decision: 'VIEW' }, 'zh')).toMatchObject({
      status: 410,
      text: expect.stringMatching(/您已于 .* 提出其他要求/),
    });
  });
});

describe('an offer without an approval', () => {
  const cheap = {
    remedies: [{ type: 'REFUND', amount: { amountMinor: 10_000, currency: 'CNY' }, ownerUnitId: 'FIN', basis: 'LAW' }],
  };
  const offer = (one: Case, as = HANDLER) => one.command(as, 'POST', 'offer');

  // T21
  it('is made by the drafter below the limit of the pack, and accepted like any other', async () => {
    const one = await Case.opened('VALID', {}, []);
    await one.draft(HANDLER, cheap);

    expect(await offer(one, COLLEAGUE)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_THE_DRAFTER' }] },
    });
    expect(await offer(one)).toMatchObject({
      status: 201,
      body: { state: 'RESOLUTION_OFFERED', stateSeq: 7, revision: 1 },
    });
    expect(await offer(one)).toMatchObject({
      status: 409,
      body: { blockedBy: expect.arrayContaining([expect.objectContaining({ code: 'WRONG_STATE' })]) },
    });
    const { plan } = await one.read();
    expect(plan).toMatchObject({ status: 'APPROVED', approval: { approverId: null, approverRole: null } });
    expect((await one.accept()).body).toMatchObject({ state: 'REMEDY_IN_PROGRESS' });
  });

  it('is refused above the limit, in a currency without one, on a flagged complaint, and when it is to be the last one', async () => {
    const clean = await Case.opened('VALID', {}, []);
    const flagged = await Case.opened('VALID', {}, ['safetyCritical']);
    await clean.draft(HANDLER, { isFinal: true });
    await flagged.draft(HANDLER, cheap);

    expect(await offer(clean)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ABOVE_LIMIT_WITHOUT_APPROVAL' }, { code: 'FINAL_OFFER_NEEDS_APPROVAL' }] },
    });
    const foreign = { type: 'REFUND', amount: { amountMinor: 1, currency: 'EUR' }, ownerUnitId: 'FIN' };
    await clean.command(HANDLER, 'PUT', 'plan', { ...aPlan, remedies: [foreign] });
    expect(await offer(clean)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ABOVE_LIMIT_WITHOUT_APPROVAL' }] },
    });
    expect(await offer(flagged)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'FLAG_NEEDS_APPROVAL', params: { flags: 'safetyCritical' } }] },
    });
    expect((await flagged.read()).commands).toContainEqual(
      expect.objectContaining({ operationId: 'offerPlan', allowed: false }),
    );
  });

  it('is made once of two that come at the same time', async () => {
    const one = await Case.opened('VALID', {}, []);
    await one.draft(HANDLER, cheap);

    const answers = await Promise.all([offer(one), one.submit()]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
  });
});

describe('a decision that is told', () => {
  const told = (one: Case, as: string) => one.command(as, 'POST', 'decision');
  const explained = {
    outcome: 'NOT_UPHELD',
    apology: undefined,
    remedies: [{ type: 'HOME_VISIT', ownerUnitId: 'LOG' }],
  };

  // T41, CM-06, RM-05
  it('needs no consent: the drafter has it told, and the visit begins', async () => {
    const one = await Case.opened('INVALID');
    await one.draft(HANDLER, explained);

    expect(await told(one, COLLEAGUE)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_THE_DRAFTER' }] },
    });
    expect(await told(one, HANDLER)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS', stateSeq: 7 } });
    expect(await told(one, HANDLER)).toMatchObject({ status: 409 });
    const { plan, offer } = await one.read();
    expect(plan).toMatchObject({ status: 'APPROVED', toldAt: expect.any(String), remedies: [{ state: 'EXECUTING' }] });
    expect(offer).toBeNull();
    expect((await one.execute(plan!.remedies[0]!.remedyId, REPAIRER)).body).toMatchObject({
      state: 'RESOLVED',
      remedyState: 'DONE',
    });
    one.version = (await one.read()).version;
    expect((await one.followUp({ result: 'SUCCESS', satisfaction: 3 }, CALLER)).body).toMatchObject({
      state: 'CLOSED',
    });
    expect((await movesOf(one, 9)).map(({ type }) => type.split('.')[2])).toEqual(['complaint-closed']);
  });

  // T34
  it('ends a case of the enterprise itself once it is carried out: there is nobody to follow up with', async () => {
    const one = await Case.opened('INVALID', { type: 'NONE', name: undefined, email: undefined, phone: undefined });
    await one.draft(HANDLER, explained);
    await told(one, HANDLER);
    const { plan } = await one.read();

    expect((await one.execute(plan!.remedies[0]!.remedyId, REPAIRER)).body).toMatchObject({ state: 'CLOSED' });
    expect(await one.said('complaint-closed')).toMatchObject({ data: { closureCode: 'ADMINISTRATIVE' } });
  });

  // T20, T21, T34, T41
  it('stands for the offer in a case of the enterprise itself, which no one could answer: the approver lets it begin', async () => {
    const one = await Case.opened('VALID', { type: 'NONE', name: undefined, email: undefined, phone: undefined }, []);
    await one.draft();

    expect(await one.command(HANDLER, 'POST', 'offer')).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NO_COMPLAINANT' }, { code: 'ABOVE_LIMIT_WITHOUT_APPROVAL' }] },
    });
    expect(await told(one, HANDLER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'ABOVE_LIMIT_WITHOUT_APPROVAL' }] },
    });
    await one.submit();
    expect(await one.decide()).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'NO_COMPLAINANT' }] } });
    expect(await told(one, APPROVER)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });

    const { plan } = await one.read();
    await one.execute(plan!.remedies[0]!.remedyId, PAYER);
    expect((await one.execute(plan!.remedies[1]!.remedyId, REPAIRER)).body).toMatchObject({ state: 'CLOSED' });
  });

  // T21, T41
  it('is begun by the drafter of such a case below the limit of the pack', async () => {
    const one = await Case.opened('VALID', { type: 'NONE', name: undefined, email: undefined, phone: undefined }, []);
    await one.draft(HANDLER, {
      remedies: [
        { type: 'REFUND', amount: { amountMinor: 10_000, currency: 'CNY' }, ownerUnitId: 'FIN', basis: 'LAW' },
      ],
    });

    expect(await told(one, HANDLER)).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
  });

  // T41
  it('is told by the approver once it is submitted, who is independent and has the authority', async () => {
    const one = await Case.opened('INVALID');
    await one.draft(COLLEAGUE, explained);
    await one.submit(COLLEAGUE);

    expect(await told(one, COLLEAGUE)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'APPROVER_NOT_INDEPENDENT' }] },
    });
    expect(await told(one, REPAIRER)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NO_AUTHORITY_TO_APPROVE' }] },
    });
    expect(await told(one, APPROVER)).toMatchObject({
      status: 201,
      body: { state: 'REMEDY_IN_PROGRESS', stateSeq: 8 },
    });
    expect((await one.read()).plan).toMatchObject({ approval: { approverId: APPROVER } });
  });

  it('is none when the plan pays or delivers, and lacks the clarification that an unfounded complaint needs', async () => {
    const valid = await Case.opened();
    await valid.draft();
    const invalid = await Case.opened('INVALID');
    await invalid.draft(HANDLER, { ...explained, remedies: [{ type: 'EXPLANATION', ownerUnitId: 'LOG' }] });

    expect(await told(valid, HANDLER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'PLAN_NEEDS_CONSENT' }] },
    });
    expect(await told(invalid, HANDLER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'CLARIFICATION_MISSING' }] },
    });
  });
});
