import type { ServiceUnderTest } from '@redress/service-testing';
import { Case, CODE, REPAIRER, startResolution } from '../testing/case-under-test.spec';

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await startResolution();
}, 240_000);

afterAll(() => service?.stop());

const DISPUTE = {
  route: 'MEDIATION',
  body: '余杭区消费者协会',
  reference: '余消调〔2026〕118号',
  deadlineOn: '2026-04-10',
};
const HOSTILE = '"><script>alert(1)</script>';

let visits = 0;
/** Every visitor comes from a network of their own: guesses are counted by it. */
const visitor = () => `10.2.${Math.floor(++visits / 250)}.${visits % 250}`;
const numberOf = ({ complaintId }: Case) => `GSCS-260302-${complaintId.slice(-5)}`;

/** What the page answers to a program. */
const page = (one: Case, body: object = {}) =>
  service.ask<Record<string, unknown>>(null, 'POST', '/v1/disputes', {
    body: { complaintNo: numberOf(one), trackingCode: CODE, ...body },
    headers: { accept: 'application/json', 'x-forwarded-for': visitor() },
  });
const notify = (one: Case, replaced: object = {}) => page(one, { decision: 'NOTIFY', ...DISPUTE, ...replaced });
/** What it shows in a browser. */
const show = async (lang: string, one: Case, body?: Record<string, string>) => {
  const response = await service.call(null, `/v1/disputes?lang=${lang}&no=${numberOf(one)}`, {
    headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': visitor() },
    ...(body ? { method: 'POST', body: new URLSearchParams(body).toString() } : {}),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe('notice of a dispute by the complainant', () => {
  // T32
  it('takes the complaint to the dispute; names stay sealed, and what was offered no longer stands', async () => {
    const one = await Case.opened();
    await one.offered();

    expect(await page(one)).toMatchObject({ status: 200, body: { status: 'POSSIBLE', complaintNo: numberOf(one) } });
    expect((await one.read()).state).toBe('RESOLUTION_OFFERED');
    expect(await notify(one)).toMatchObject({ status: 200, body: { status: 'NOTED', complaintNo: numberOf(one) } });

    expect(await one.read()).toMatchObject({
      state: 'EXTERNAL_DISPUTE',
      offer: { state: 'VOID' },
      disputes: [{ state: 'OPEN', openedFrom: 'RESOLUTION_OFFERED', ...DISPUTE }],
    });
    expect((await one.read(REPAIRER)).disputes).toMatchObject([{ body: null, reference: null }]);
    const { data } = await one.said('dispute-opened');
    expect(data).toMatchObject({ actor: { kind: 'COMPLAINANT' }, route: 'MEDIATION', deadlineOn: '2026-04-10' });
    const { rows } = await service.database.query('select t::text as row from dispute t where complaint_id = $1', [
      one.complaintId,
    ]);
    const said = JSON.stringify([data, rows]);
    for (const words of ['消费者协会', '118号']) expect(said).not.toContain(words);
  });

  it('happens once when it is given twice at the same time', async () => {
    const one = await Case.opened();

    const replies = await Promise.all([notify(one), notify(one)]);

    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect((await one.read()).disputes).toHaveLength(1);
  });

  it('tells nothing to who does not know the code, and is closed for a while after too many wrong ones', async () => {
    const one = await Case.opened();

    expect(await notify(one, { trackingCode: 'AAAAAAAAAAAA' })).toMatchObject({
      status: 404,
      body: { type: 'urn:redress:problem:unknown-number-or-code' },
    });
    expect(await page(one, { complaintNo: 'GSCS-260302-99999' })).toMatchObject({ status: 404 });
    for (let wrong = 1; wrong < 50; wrong++) await page(one, { trackingCode: 'AAAAAAAAAAAA' });
    expect(await notify(one)).toMatchObject({ status: 429 });
    expect((await one.read()).disputes).toEqual([]);
  });

  it('takes twenty guesses a minute from one network, on whatever complaint, and more from another one', async () => {
    const one = await Case.opened();
    const from = (address: string, trackingCode: string, complaintNo = numberOf(one)) =>
      service.ask<Record<string, unknown>>(null, 'POST', '/v1/disputes', {
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

  it.each([
    [{ deadlineOn: '2020-01-01' }, '/deadlineOn'],
    [{ deadlineOn: 'tomorrow' }, '/deadlineOn'],
    [{ route: 'DUEL' }, '/route'],
    [{ reference: ' ' }, '/reference'],
    [{ body: undefined }, '/body'],
    [{ body: 'x'.repeat(201) }, '/body'],
    [{ body: ['a', 'b'] }, '/body'],
    [{ contactId: '019a9d6e-7a00-7000-8000-0000000000c1' }, '/contactId'],
    [{ decision: 'AWARD' }, '/decision'],
    [{ decision: 'VIEW' }, '/route'],
    [{ trackingCode: '' }, '/trackingCode'],
  ])('refuses %j at %s', async (replaced, pointer) => {
    const one = await Case.opened();

    const reply = await notify(one, replaced);

    expect(reply.status).toBe(422);
    expect(reply.body['errors']).toContainEqual(expect.objectContaining({ pointer }));
    expect((await one.read()).disputes).toEqual([]);
  });

  it('has a page in both languages that works without scripts', async () => {
    const one = await Case.opened();
    const entered = { complaintNo: numberOf(one), trackingCode: CODE };

    const opened = await show('zh', one);
    expect(opened).toMatchObject({ status: 200, text: expect.stringContaining(numberOf(one)) as string });
    expect(opened.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await show('zh', one, {})).toMatchObject({
      status: 422,
      text: expect.stringContaining('请输入投诉编号和查询码') as string,
    });
    expect(await show('en', one, entered)).toMatchObject({
      status: 200,
      text: expect.stringContaining('Name of the body') as string,
    });
    expect(await show('zh', one, { ...entered, decision: 'NOTIFY', ...DISPUTE })).toMatchObject({
      status: 200,
      text: expect.stringContaining('已收到您的告知') as string,
    });
    expect(await show('zh', one, entered)).toMatchObject({
      status: 409,
      text: expect.stringContaining('目前不能提交告知') as string,
    });
  });

  it('shows again what was typed, as text, with every fault and where it is', async () => {
    const one = await Case.opened();
    const entered = { complaintNo: numberOf(one), trackingCode: CODE, decision: 'NOTIFY' };

    const wrong = await show('en', one, {
      ...entered,
      route: HOSTILE,
      body: HOSTILE,
      reference: '',
      deadlineOn: HOSTILE,
    });
    expect(wrong.status).toBe(422);
    expect(wrong.text).not.toContain('<script');
    expect(wrong.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    for (const target of ['#route', '#reference', '#deadlineOn']) expect(wrong.text).toContain(`<a href="${target}">`);
    expect(wrong.text).not.toContain('<a href="#body">');

    const late = await show('zh', one, { ...entered, ...DISPUTE, deadlineOn: '2020-01-01' });
    expect(late).toMatchObject({ status: 422, text: expect.stringContaining('不早于今天') as string });
    expect(late.text).toContain('value="余消调〔2026〕118号"');
    expect((await one.read()).disputes).toEqual([]);
  });
});
