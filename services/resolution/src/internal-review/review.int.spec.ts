import {
  reopeningRequested,
  resolutionDossierContentSchema,
  withdrawalRequested,
  type EventContract,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import type { ServiceUnderTest } from '@redress/service-testing';
import { Vault } from '@redress/vault';
import { CloseLapsed } from '../resolution-case/close-lapsed/close-lapsed.work';
import type { ResolutionView } from '../resolution-case/read-case/read-case.dto';
import {
  APPROVER,
  APPROVER_ELSEWHERE,
  CALLER,
  Case,
  CLERK,
  CODE,
  EXECUTIVE,
  EXECUTIVE_TOO,
  HANDLER,
  MANAGER,
  PAYER,
  REPAIRER,
  startResolution,
} from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const GROUNDS = '维修记录写明了更换的部件，方案与责任相称。';
const WORDS = '给李经理打过三次电话，没有人回复。';

let visits = 0;
/** Every visitor comes from a network of their own: guesses are counted by it. */
const visitor = () => `10.0.${Math.floor(++visits / 250)}.${visits % 250}`;

/** What the page answers to a program. */
const page = (one: Case, body: object = {}) =>
  service.ask<Record<string, unknown>>(null, 'POST', '/v1/reviews', {
    body: { complaintNo: numberOf(one), trackingCode: CODE, ...body },
    headers: { accept: 'application/json', 'x-forwarded-for': visitor() },
  });
const numberOf = ({ complaintId }: Case) => `GSCS-260302-${complaintId.slice(-5)}`;
const ask = async (one: Case, words: string | undefined = WORDS) => {
  const reply = await page(one, { decision: 'ASK', words });
  one.version = (await one.read()).version;
  return reply;
};
const decide = (one: Case, decision: string, as = EXECUTIVE, version = one.version) =>
  one.command(as, 'POST', 'review/decision', { decision, grounds: GROUNDS }, version);
const commandOf = (view: ResolutionView, operationId: string) =>
  view.commands.find((command) => command.operationId === operationId);

describe('asking for an internal review', () => {
  // T24
  it('by number and code leads to the review, with the words sealed; what was offered no longer stands', async () => {
    const one = await Case.opened();
    await one.offered();
    const token = await one.token();

    expect(await page(one)).toMatchObject({ status: 200, body: { status: 'POSSIBLE', complaintNo: numberOf(one) } });
    expect((await one.read()).state).toBe('RESOLUTION_OFFERED');
    expect(await ask(one)).toMatchObject({ status: 200, body: { status: 'ASKED', until: null } });

    const view = await one.read();
    expect(view).toMatchObject({
      state: 'UNDER_REVIEW',
      offer: { state: 'VOID' },
      reviews: [{ state: 'OPEN', openedFrom: 'RESOLUTION_OFFERED', askedThrough: 'PORTAL', words: WORDS }],
    });
    expect((await one.read(REPAIRER)).reviews).toMatchObject([{ words: null }]);
    const { data } = await one.said('review-opened');
    expect(data).toMatchObject({ askedThrough: 'PORTAL', actor: { kind: 'COMPLAINANT' }, to: 'UNDER_REVIEW' });
    expect(JSON.stringify(data)).not.toContain('李经理');
    const { rows } = await service.database.query('select t::text as row from review t where complaint_id = $1', [
      one.complaintId,
    ]);
    expect(JSON.stringify(rows)).not.toContain('李经理');
    const late = await service.ask<Record<string, unknown>>(null, 'POST', `/v1/offers/${token}`, {
      body: { code: CODE, decision: 'ACCEPT' },
      headers: { accept: 'application/json' },
    });
    expect(late).toMatchObject({ status: 410, body: { type: 'urn:redress:problem:offer-withdrawn' } });
  });

  it('by the link of the offer, with the same code', async () => {
    const one = await Case.opened();
    await one.offered();

    const reply = await one.answer({ decision: 'REVIEW', words: WORDS });

    expect(reply).toMatchObject({ status: 200, body: { state: 'UNDER_REVIEW', complaintNo: numberOf(one) } });
    expect((await one.read()).reviews).toMatchObject([{ askedThrough: 'LINK', words: WORDS }]);
  });

  it('by staff, with the contact in which the complainant said so', async () => {
    const one = await Case.opened();
    await one.offered();
    const path = `${one.path}/review`;
    const asked = (body: object, as = CALLER) => service.ask<Record<string, unknown>>(as, 'POST', path, { body });

    expect(await asked({})).toMatchObject({ status: 422, body: { errors: [{ pointer: '/contactId' }] } });
    expect(await asked({ contactId: newId() })).toMatchObject({
      status: 409,
      body: { type: 'urn:redress:problem:not-caught-up' },
    });
    const inVain = await one.contact({ direction: 'OUTBOUND', twoWay: false });
    expect(await asked({ contactId: inVain })).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'CONTACT_NOT_TWO_WAY' }] },
    });
    const contactId = await one.contact({ direction: 'INBOUND', twoWay: true });
    expect(await asked({ contactId, words: WORDS }, PAYER)).toMatchObject({ status: 403 });
    expect(await asked({ contactId, words: WORDS }, CLERK)).toMatchObject({
      status: 201,
      body: { state: 'UNDER_REVIEW' },
    });
    expect(await one.said('review-opened')).toMatchObject({ data: { contactId, actor: { kind: 'STAFF', id: CLERK } } });
    expect(await asked({ contactId }, CLERK)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'WRONG_STATE' }, { code: 'REVIEWED_BEFORE' }] },
    });
  });

  it('stops the follow-up, the remedies and the closing of a lapsed offer meanwhile', async () => {
    const one = await Case.opened();
    const { plan } = await one.offered();
    await one.accept();
    await ask(one);

    expect(await one.execute(plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'WRONG_STATE' }] },
    });
    const other = await Case.opened();
    await other.resolved();
    await ask(other);
    expect(await other.followUp({ result: 'SUCCESS', satisfaction: 5 })).toMatchObject({ status: 409 });
    await service.get(CloseLapsed).step();
    expect((await other.read()).state).toBe('UNDER_REVIEW');
  });

  it.each([
    ['before anything was offered', async () => Case.opened()],
    [
      'while the plan is drafted',
      async () => {
        const one = await Case.opened();
        await one.draft();
        return one;
      },
    ],
  ])('is not possible %s', async (_, made) => {
    const one = await made();

    expect(await page(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WRONG_STATE' }] } });
    expect(await ask(one)).toMatchObject({ status: 409 });
    expect((await one.read()).reviews).toEqual([]);
  });

  it('tells nothing to who does not know the code, and is closed for a while after too many wrong ones', async () => {
    const one = await Case.opened();
    await one.offered();

    expect(await page(one, { trackingCode: 'AAAAAAAAAAAA', decision: 'ASK' })).toMatchObject({
      status: 404,
      body: { type: 'urn:redress:problem:unknown-number-or-code' },
    });
    expect(await page(one, { complaintNo: 'GSCS-260302-99999' })).toMatchObject({ status: 404 });
    expect(await page(one, { trackingCode: '' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/trackingCode' }] },
    });
    for (let wrong = 1; wrong < 50; wrong++) {
      await page(one, { trackingCode: 'AAAAAAAAAAAA' });
    }
    expect(await page(one)).toMatchObject({ status: 429 });
    expect((await one.read()).state).toBe('RESOLUTION_OFFERED');
  });

  it('takes twenty guesses a minute from one network, on whatever complaint, and more from another one', async () => {
    const one = await Case.opened();
    await one.offered();
    const from = (address: string, trackingCode: string, complaintNo = numberOf(one)) =>
      service.ask<Record<string, unknown>>(null, 'POST', '/v1/reviews', {
        body: { complaintNo, trackingCode },
        headers: { accept: 'application/json', 'x-forwarded-for': address },
      });

    const onAll = async (): Promise<number> => {
      const { rows } = await service.database.query<{ total: number }>(
        "select total::int as total from wrong_code where complaint_id = '00000000-0000-0000-0000-000000000000'",
      );
      return rows[0]?.total ?? 0;
    };
    const before = await onAll();
    const tried = [];
    for (let guess = 0; guess < 20; guess++)
      tried.push((await from(`2001:db8::${guess}`, 'AAAAAAAAAAAA', `GSCS-260302-9${guess + 1_000}`)).status);

    expect(tried).toEqual(Array.from({ length: 20 }, () => 404));
    // Also on numbers that do not exist: for the alarm that codes are being guessed.
    expect((await onAll()) - before).toBe(20);
    expect((await from('2001:db8::ffff', CODE)).status).toBe(429);
    expect((await from('2001:db8:0:1::1', CODE)).status).toBe(200);
  });

  it('ends what was proposed about the offer, so that it is not imposed after the review', async () => {
    const one = await Case.opened('VALID', {}, ['safetyCritical']);
    await one.offered();
    await one.command(HANDLER, 'POST', 'imposition', { exception: 'SAFETY', ground: '可能起火，须立即召回。' });
    expect((await one.read()).proposals).toMatchObject([{ kind: 'IMPOSITION' }]);

    expect((await ask(one)).status).toBe(200);

    expect((await one.read()).proposals).toEqual([]);
    expect(await one.said('approval-settled')).toMatchObject({ data: { approval: 'IMPOSITION', result: 'LAPSED' } });
    await decide(one, 'OFFER_STANDS');
    expect(await one.command(EXECUTIVE_TOO, 'POST', 'imposition/decision', { decision: 'APPROVE' })).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOTHING_PROPOSED' }] },
    });
  });

  it('by staff needs a contact in which the complainant spoke', async () => {
    const one = await Case.opened();
    await one.offered();
    const unheard = await one.contact({ direction: 'OUTBOUND', twoWay: false });

    const asked = await service.ask(CLERK, 'POST', `${one.path}/review`, { body: { contactId: unheard } });

    expect(asked).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'CONTACT_NOT_TWO_WAY' }] } });
    expect((await one.read()).reviews).toEqual([]);
  });

  it('happens once when it is asked for twice at the same time', async () => {
    const one = await Case.opened();
    await one.offered();

    const replies = await Promise.all([page(one, { decision: 'ASK' }), page(one, { decision: 'ASK' })]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await one.read()).reviews).toHaveLength(1);
  });

  it('has a page in both languages that works without scripts', async () => {
    const one = await Case.opened();
    await one.offered();
    const show = async (lang: string, body?: Record<string, string>) => {
      const response = await service.call(null, `/v1/reviews?lang=${lang}&no=${numberOf(one)}`, {
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': visitor(),
        },
        ...(body ? { method: 'POST', body: new URLSearchParams(body).toString() } : {}),
      });
      return { status: response.status, text: await response.text() };
    };
    const entered = { complaintNo: numberOf(one), trackingCode: CODE };

    expect(await show('zh')).toMatchObject({ status: 200, text: expect.stringContaining(numberOf(one)) as string });
    expect(await show('zh', {})).toMatchObject({
      status: 422,
      text: expect.stringContaining('请输入投诉编号和查询码') as string,
    });
    const form = await show('en', entered);
    expect(form).toMatchObject({ status: 200, text: expect.stringContaining('You can ask for it until') as string });
    expect(form.text).not.toContain('<script');
    expect(await show('zh', { ...entered, decision: 'ASK', words: '' })).toMatchObject({
      status: 200,
      text: expect.stringContaining('已收到您的复核申请') as string,
    });
    expect(await show('en', entered)).toMatchObject({ status: 409 });
  });
});

describe('the decision of a review', () => {
  // T31
  it('that the offer stands makes it again, with a link of its own and the grounds for the letter', async () => {
    const one = await Case.opened();
    await one.offered();
    const former = await one.token();
    await ask(one);

    const reply = await decide(one, 'OFFER_STANDS');

    expect(reply).toMatchObject({ status: 201, body: { state: 'RESOLUTION_OFFERED', decision: 'OFFER_STANDS' } });
    expect(await one.read()).toMatchObject({
      offer: { offerId: reply.body['offerId'], state: 'OPEN', revision: 1 },
      reviews: [{ state: 'DECIDED', decision: 'OFFER_STANDS', reviewerId: EXECUTIVE, grounds: GROUNDS }],
    });
    expect(await one.token()).not.toBe(former);
    const { data } = await one.said('review-decided');
    expect(data).toMatchObject({ decision: 'OFFER_STANDS', to: 'RESOLUTION_OFFERED', offerId: reply.body['offerId'] });
    expect(JSON.stringify(data)).not.toContain('部件');
    expect(await one.accept()).toMatchObject({ status: 200, body: { state: 'REMEDY_IN_PROGRESS' } });
  });

  it('that what was agreed stands lets the remedies go on', async () => {
    const one = await Case.opened();
    const { plan } = await one.offered();
    await one.accept();
    await ask(one);

    expect(await decide(one, 'OFFER_STANDS')).toMatchObject({
      status: 422,
      body: {
        errors: [
          {
            pointer: '/decision',
            code: 'not-possible-here',
            params: { allowed: 'REMEDIES_STAND, REDRAFT, INVESTIGATE_AGAIN' },
          },
        ],
      },
    });
    expect(await decide(one, 'REMEDIES_STAND')).toMatchObject({ status: 201, body: { state: 'REMEDY_IN_PROGRESS' } });
    expect(await one.execute(plan!.remedies[0]!.remedyId, PAYER)).toMatchObject({ status: 201 });
  });

  it('that the case is closed closes it as it had been, and no second review follows', async () => {
    const one = await Case.opened();
    await one.closed();
    await ask(one);
    expect(await one.read()).toMatchObject({
      state: 'UNDER_REVIEW',
      status: 'OPEN',
      closureCode: null,
      closedAt: null,
    });

    expect(await decide(one, 'CLOSE')).toMatchObject({ status: 201, body: { state: 'CLOSED' } });

    expect(await one.read()).toMatchObject({ state: 'CLOSED', status: 'CLOSED', closureCode: 'RESOLVED_SATISFIED' });
    expect(await one.said('review-decided')).toMatchObject({
      data: { closureCode: 'RESOLVED_SATISFIED', outcome: 'UPHELD' },
    });
    expect(await ask(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'REVIEWED_BEFORE' }] } });
  });

  it('that a plan is drafted anew cancels what was agreed, and the plan goes the way of the first again', async () => {
    const one = await Case.opened();
    await one.offered();
    await one.accept();
    await ask(one);

    expect(await decide(one, 'REDRAFT')).toMatchObject({ status: 201, body: { state: 'RESOLUTION_DRAFTED' } });

    expect((await one.read()).plan!.remedies.map(({ state }) => state)).toEqual(['CANCELLED', 'CANCELLED']);
    expect(await one.submit()).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'DECIDED_PLAN_NOT_REVISED' }] },
    });
    const { offer } = await one.offeredAgain();
    expect(offer).toMatchObject({ revision: 2, state: 'OPEN' });
    // The letter with the decision may not have left yet.
    const read = await service.get(Vault).readDossier(service.database, one.complaintId, 'resolution', FOR_WORK);
    expect(resolutionDossierContentSchema.parse(read?.content)).toMatchObject({
      offer: { revision: 2 },
      review: { decision: 'REDRAFT' },
    });
    expect(await ask(one)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'REVIEWED_BEFORE' }] } });
  });

  it('that the case is investigated again ends the round and hands it over', async () => {
    const one = await Case.opened();
    await one.offered();
    const { rows } = await service.database.query<{ determination_id: string }>(
      'select determination_id from resolution_case where complaint_id = $1',
      [one.complaintId],
    );
    await ask(one);

    expect(await decide(one, 'INVESTIGATE_AGAIN')).toMatchObject({
      status: 201,
      body: { state: 'UNDER_INVESTIGATION' },
    });

    expect(await one.read()).toMatchObject({ state: 'UNDER_INVESTIGATION', status: 'REOPENED' });
    expect(await one.said('review-decided')).toMatchObject({
      data: { holder: 'investigation', determinationId: rows[0]!.determination_id, unitId: 'QA', handlerId: HANDLER },
    });
  });

  it('is for a reviewer of a unit above who took no part, by the newest version', async () => {
    const one = await Case.opened();
    await one.offered();
    await ask(one);
    const denied = (code: string) => ({ status: 403, body: { blockedBy: [expect.objectContaining({ code })] } });

    expect(await decide(one, 'REDRAFT', MANAGER)).toMatchObject(denied('NOT_A_REVIEWER'));
    expect(await decide(one, 'REDRAFT', APPROVER_ELSEWHERE)).toMatchObject(denied('NOT_A_REVIEWER'));
    // Of a unit above, but the plan was approved there.
    expect(await decide(one, 'REDRAFT', APPROVER)).toMatchObject(denied('REVIEWER_INVOLVED'));
    expect(await decide(one, 'REDRAFT', HANDLER)).toMatchObject({ status: 403 });
    expect(await decide(one, 'REDRAFT', EXECUTIVE, one.version - 1)).toMatchObject({ status: 412 });
    expect(commandOf(await one.read(APPROVER), 'decideReview')).toMatchObject({ allowed: false });
    expect(commandOf(await one.read(EXECUTIVE), 'decideReview')).toMatchObject({ allowed: true });
    expect(await one.command(EXECUTIVE, 'POST', 'review/decision', { decision: 'REDRAFT' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/grounds' }] },
    });
    expect((await one.read()).state).toBe('UNDER_REVIEW');
  });

  it('is taken once when two reviewers decide at the same time', async () => {
    const one = await Case.opened();
    await one.offered();
    await ask(one);
    const { version } = one;

    const replies = await Promise.all([
      decide(one, 'REDRAFT', EXECUTIVE, version),
      decide(one, 'OFFER_STANDS', EXECUTIVE_TOO, version),
    ]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  });
});

describe('requests to the holder of a complaint under review', () => {
  const request = async (one: Case, contract: EventContract) => {
    const requestId = newId();
    const { kind } = contract.example as { kind: string };
    await service.tell(one.complaintId, [
      { contract, payload: { requestId, kind, requestedAt: '2026-03-02T02:00:00.000Z' } },
    ]);
    return requestId;
  };

  it('a withdrawal ends the review with the complaint', async () => {
    const one = await Case.opened();
    await one.offered();
    await ask(one);

    await request(one, withdrawalRequested as unknown as EventContract);
    await one.becomes('WITHDRAWN');

    await service.until('the review to end', async () => (await one.read()).reviews[0]?.state === 'ENDED');
    expect(await decide(one, 'REDRAFT', EXECUTIVE, (await one.read()).version)).toMatchObject({ status: 409 });
  });

  it('a reopening is refused: it is open', async () => {
    const one = await Case.opened();
    await one.closed();
    await ask(one);

    const requestId = await request(one, reopeningRequested as unknown as EventContract);

    expect(await one.said('request-refused', (data) => data['requestId'] === requestId)).toMatchObject({
      data: { kind: 'REOPENING', reasonCode: 'WRONG_STATE' },
    });
  });
});

// Last: it turns the clock.
describe('the window for a review', () => {
  it('is over 30 days after the decision, to the instant', async () => {
    const one = await Case.opened();
    await one.closed();
    const { body } = await page(one);
    const until = Date.parse(String(body['until']));

    service.setTime(new Date(until).toISOString());
    expect(await page(one)).toMatchObject({ status: 200 });
    service.setTime(new Date(until + 1).toISOString());
    expect(await ask(one)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'REVIEW_WINDOW_OVER', params: { until: new Date(until).toISOString() } }] },
    });
  });
});
