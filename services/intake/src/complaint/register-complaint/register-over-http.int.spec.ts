import { newId } from '@redress/persistence';
import type { RunningService } from '@redress/service-host';
import { eventually } from '@redress/testing';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest } from '../../testing/intake-under-test.spec';

const PORTAL_LIMIT = 5;
const REVEAL_LIMIT = 6;

let intake: IntakeUnderTest;
let other: RunningService;

beforeAll(async () => {
  intake = await IntakeUnderTest.start({
    REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: String(PORTAL_LIMIT),
    REDRESS_REVEALS_PER_TEN_MINUTES: String(REVEAL_LIMIT),
  });
  other = await intake.startReplica();
}, 240_000);

afterAll(() => intake?.stop());

const register = (options: Parameters<IntakeUnderTest['call']>[2] = {}) =>
  intake.call('POST', '/v1/complaints', { as: 'staff:lin.intake', key: newId(), body: aSubmission(), ...options });

describe('registering over HTTP', () => {
  // IN-01, IN-04, IN-17, UA-21
  it('answers the number without the tracking code, for the unit of the submitter', async () => {
    const reply = await register({ as: 'staff:wu.front' });

    expect(reply).toMatchObject({
      status: 201,
      body: {
        complaintNo: expect.stringMatching(/^GSQA-260302-\d{5}$/),
        receivedAt: '2026-03-02T01:00:00.000Z',
        receivedLate: false,
        state: 'REGISTERED',
        stateSeq: 1,
      },
    });
    expect(reply.body).not.toHaveProperty('trackingCode');
    expect(reply.headers.get('location')).toBe(`/v1/complaints/${reply.body.complaintId}`);
  });

  it('gives a repeat on another replica the first answer, and refuses the key for another content', async () => {
    const key = newId();
    const first = await register({ key });
    const repeat = await register({ key, on: other });
    const mismatch = await register({ key, on: other, body: aSubmission({ description: '另一件事。' }) });

    expect(repeat).toMatchObject({ status: 201, body: first.body });
    expect(repeat.headers.get('idempotency-replayed')).toBe('true');
    expect(mismatch).toMatchObject({ status: 422, body: { type: 'urn:redress:problem:idempotency-mismatch' } });
  });

  it('registers once when both replicas get the same submission at the same time', async () => {
    const key = newId();
    const replies = await Promise.all(
      Array.from({ length: 8 }, (_, index) => register({ key, on: index % 2 ? other : intake.service })),
    );

    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => JSON.stringify(reply.body))).size).toBe(1);
  });

  it('keeps the keys of different callers apart', async () => {
    const key = newId();
    const [mine, theirs] = [await register({ key }), await register({ key, as: 'client:crm' })];

    expect(mine.status).toBe(201);
    expect(theirs.status).toBe(201);
    expect(theirs.body.complaintId).not.toBe(mine.body.complaintId);
  });

  it('names every faulty field at once and uses no number', async () => {
    const before = await register();
    const refused = await register({
      body: {
        ...aSubmission(),
        channel: 'PIGEON',
        receivedAt: '2026-03-02T02:00:00Z',
        complainant: { type: 'CONSUMER', locale: 'en' },
        extra: 1,
      },
    });
    const after = await register();

    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:redress:problem:invalid-fields' } });
    expect(refused.body.errors.map((error: { pointer: string }) => error.pointer).toSorted()).toEqual([
      '/channel',
      '/complainant',
      '/extra',
      '/receivedAt',
    ]);
    const serial = (no: string) => Number(no.slice(-5));
    expect(serial(after.body.complaintNo)).toBe(serial(before.body.complaintNo) + 1);
  });

  it('demands a key, a token and a role', async () => {
    expect((await register({ key: undefined })).status).toBe(400);
    expect((await register({ key: 'shen.zhiwei@example.com' })).status).toBe(400);
    expect((await register({ as: undefined })).status).toBe(401);
    expect((await register({ as: 'staff:bai.analysis' })).status).toBe(403);
  });

  it('refuses a unit of another organisation', async () => {
    expect((await register({ body: aSubmission({ receivingUnit: 'NORTH' }) })).body.errors).toMatchObject([
      { pointer: '/receivingUnit' },
    ]);
  });

  // SY-01
  it('takes a system at its scope and its entry: units, channels and rights', async () => {
    const byCrm = (change: object = {}, scope?: string) =>
      register({ as: 'client:crm', ...(scope === undefined ? {} : { scope }), body: { ...aSubmission(), ...change } });

    expect((await byCrm()).body.complaintNo).toMatch(/^GSQA-/);
    expect((await byCrm({ receivingUnit: 'CS' })).body.complaintNo).toMatch(/^GSCS-/);
    expect(await byCrm({ receivingUnit: 'LOG' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/receivingUnit', code: 'unit-not-bound' }] },
    });
    expect(
      (await byCrm({ channel: 'LETTER', receivedAt: '2026-03-01T00:00:00Z', urgency: 'TODAY' })).body.errors.map(
        ({ pointer, code }: { pointer: string; code: string }) => `${code} ${pointer}`,
      ),
    ).toEqual(['channel-not-here /channel', 'not-permitted /receivedAt', 'not-permitted /urgency']);
    expect(await byCrm({}, 'operations')).toMatchObject({
      status: 403,
      body: { missing: [{ kind: 'SCOPE', anyOf: ['complaints:submit'] }] },
    });
    expect(await register({ as: 'client:unbound' })).toMatchObject({
      status: 403,
      body: { missing: [{ kind: 'BINDING' }] },
    });
    expect(
      await intake.call('GET', '/v1/complaints?complaintNo=GSCS-260302-00001', { as: 'client:crm' }),
    ).toMatchObject({
      status: 403,
      body: { missing: [{ kind: 'PERSON' }] },
    });
    expect((await intake.call('GET', '/v1/packs', { as: 'client:crm' })).status).toBe(200);
  });

  // IN-03, IN-14
  it('lets complainants register themselves by web and app only, and not without end', async () => {
    const file = (body: unknown, index: number) =>
      intake.call('POST', '/v1/portal/complaints', { key: newId(), body, on: index % 2 ? other : intake.service });
    const filed = await file(aSubmission(), 0);
    const byLetter = await file(aSubmission({ channel: 'LETTER' }), 1);
    const rest = [];
    for (let index = 2; index <= PORTAL_LIMIT; index += 1) rest.push(await file(aSubmission(), index));

    expect(filed).toMatchObject({
      status: 201,
      body: {
        complaintNo: expect.stringMatching(/^GSCS-/),
        trackingCode: expect.stringMatching(/^[2-9A-HJ-NP-Z]{12}$/),
      },
    });
    expect(byLetter).toMatchObject({ status: 422, body: { errors: [{ pointer: '/channel' }] } });
    expect(rest.map((reply) => reply.status)).toEqual([201, 201, 201, 429]);
    expect(Number(rest.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('the public form', () => {
  const file = (email: string, key = newId()) => {
    const { complainant, ...rest } = aSubmission() as { complainant: object };
    return intake.call('POST', '/v1/portal/complaints', {
      key,
      body: { ...rest, complainant: { ...complainant, email } },
    });
  };

  beforeEach(async () => {
    // The limits of one caller are the subject of another test; those of recipients start anew too.
    await intake.service.database.query('truncate rate_limit');
  });

  it('does not give staff the code for what they can read of a registration', async () => {
    const key = newId();
    const { body: filed } = await file('ann@mail.example', key);
    const { body: read } = await intake.call('GET', `/v1/complaints/${filed.complaintId}`, { as: 'staff:lin.intake' });

    expect(read.source.source).toBe('portal');
    expect(JSON.stringify(read)).not.toContain(key);
    const again = await file('ann@mail.example', read.source.id);
    expect(again.body.complaintId).not.toBe(filed.complaintId);
    // To whom has the key it still answers alike.
    expect((await file('ann@mail.example', key)).body).toEqual(filed);
  });

  it('has nobody written to more than so often, however the address is written and whoever asks', async () => {
    const callers = async (count: number, email: (index: number) => string) => {
      const replies = [];
      for (let index = 0; index < count; index += 1) {
        replies.push(await file(email(index)));
        // Another caller.
        await intake.service.database.query(
          `delete from rate_limit where bucket = (select bucket from rate_limit order by ends_at limit 1)`,
        );
      }
      return replies;
    };

    const replies = await callers(6, (index) =>
      index % 2 ? `Stranger+${index}@Mail.example` : 'stranger@mail.example',
    );

    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
    expect(replies.at(-1)?.body).toMatchObject({
      type: 'urn:redress:problem:too-many-for-recipient',
      detail: expect.stringContaining('without the e-mail address'),
    });
    expect(Number(replies.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(3_000);
    expect((await file('somebody.else@mail.example')).status).toBe(201);
    const { rows } = await intake.service.database.query('select t::text as row from rate_limit t');
    expect(JSON.stringify(rows)).not.toContain('stranger');
  });
});

describe('reading a registered complaint', () => {
  const planted = {
    name: '唐晚舟',
    email: 'planted.tang@example.com',
    phone: '+86 100 0999 5151',
  };
  let complaintId: string;
  let complaintNo: string;
  let trackingCode: string;

  beforeAll(async () => {
    await intake.service.database.query('truncate rate_limit');
    const { body } = await intake.call('POST', '/v1/portal/complaints', {
      key: newId(),
      body: aSubmission({
        channel: 'WEB_FORM',
        complainant: { type: 'CONSUMER', locale: 'zh-CN', ...planted },
        description: '水壶漏水，烫到手，订单号 PLANTED-778。',
        orderRef: 'PLANTED-778',
      }),
    });
    ({ complaintId, complaintNo, trackingCode } = body);
  });

  it('shows the words and masks the contacts', async () => {
    const { status, body } = await intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:lin.intake' });

    expect(status).toBe(200);
    expect(body).toMatchObject({
      complaintNo,
      state: 'REGISTERED',
      stateSeq: 1,
      holder: 'routing',
      packs: [{ id: 'GENERAL_SERVICE', version: 1 }],
      dossier: { version: 1, description: expect.stringContaining('烫到手'), orderRef: 'PLANTED-778' },
      commands: expect.arrayContaining([
        { operationId: 'requestOfHolder', with: { kind: 'WITHDRAWAL' }, allowed: true, blockedBy: [] },
      ]),
    });
    const text = JSON.stringify(body);
    for (const value of [...Object.values(planted), trackingCode, '5151']) expect(text).not.toContain(value);
    expect(body.dossier.complainant.phone).toBe('861**********');
  });

  // SY-04
  it('is not there for the front line of another unit, and refused to those who only count', async () => {
    const read = (as: string) => intake.call('GET', `/v1/complaints/${complaintId}`, { as });

    expect((await read('staff:wu.front')).status).toBe(404);
    expect(await read('staff:bai.analysis')).toMatchObject({ status: 403, body: { missing: [{ kind: 'ROLE' }] } });
  });

  it('tells a reader without the role why a command is blocked', async () => {
    const { body } = await intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:guo.approver' });

    expect(body.commands).toContainEqual({
      operationId: 'requestOfHolder',
      with: { kind: 'WITHDRAWAL' },
      allowed: false,
      blockedBy: [expect.objectContaining({ code: 'ROLE_MISSING' })],
    });
  });

  // SY-02
  it('is found by its number, but not by other organisations or by those who only count', async () => {
    const find = (as: string) => intake.call('GET', `/v1/complaints?complaintNo=${complaintNo}`, { as });

    expect((await find('staff:lin.intake')).body.items).toMatchObject([{ complaintId, complaintNo }]);
    expect((await find('staff:nora.north')).body.items).toEqual([]);
    expect((await find('staff:bai.analysis')).status).toBe(403);
    expect((await intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:nora.north' })).status).toBe(404);
  });

  // D10, PR-01
  describe('read by staff', () => {
    const path = () => `/v1/complaints/${complaintId}/reveals`;
    const reveal = (body: object, as = 'staff:lin.intake', on = intake.service) =>
      intake.call('POST', path(), { as, body, on });
    const log = (query: string, as = 'staff:pan.privacy') =>
      intake.call('GET', `/v1/disclosures/intake?${query}`, { as });
    const FOR_CALL = { purpose: 'CONTACT_COMPLAINANT' };

    beforeEach(() => intake.service.database.query('truncate rate_limit, disclosure'));

    it('reveals one contact and no other, for a purpose, and keeps a record of each time', async () => {
      const first = await reveal({ ...FOR_CALL, field: 'email' });
      const again = await reveal({ ...FOR_CALL, field: 'email' });
      const phone = await reveal({ purpose: 'VERIFY_IDENTITY', field: 'phone', note: '核对来电号码' });

      expect(first).toMatchObject({ status: 201, body: { complaintId, field: 'email', value: planted.email } });
      expect(phone).toMatchObject({ status: 201, body: { field: 'phone', value: planted.phone } });
      const text = JSON.stringify(first.body);
      for (const value of [planted.name, planted.phone]) expect(text).not.toContain(value);
      expect(first.body.disclosureId).not.toBe(again.body.disclosureId);
      const { body } = await log(`complaintId=${complaintId}`);
      const line = (reply: typeof first, purpose: string) => ({
        disclosureId: reply.body.disclosureId,
        person: 'staff:lin.intake',
        operation: 'revealContact',
        opened: [`complainant.${reply.body.field}`],
        purpose,
        times: 1,
        readAt: '2026-03-02T01:00:00.000Z',
      });
      expect(body.items).toMatchObject([
        { ...line(phone, 'VERIFY_IDENTITY'), hasNote: true },
        { ...line(again, 'CONTACT_COMPLAINANT'), hasNote: false },
        line(first, 'CONTACT_COMPLAINANT'),
      ]);
      expect(JSON.stringify(body)).not.toContain('核对');
    });

    it('refuses a reveal without purpose, of several fields, or of no contact, and records nothing', async () => {
      const bodies = [
        { field: 'email' },
        { ...FOR_CALL },
        { ...FOR_CALL, field: ['email', 'phone'] },
        { ...FOR_CALL, field: 'description' },
        { purpose: 'CURIOSITY', field: 'email' },
        { purpose: 'CASE_WORK', field: 'email' },
        { ...FOR_CALL, field: 'email', fields: ['phone'] },
      ];

      for (const body of bodies) expect((await reveal(body)).status).toBe(422);
      expect((await reveal({ ...FOR_CALL, field: 'email' }, 'staff:guo.approver')).status).toBe(403);
      expect((await reveal({ ...FOR_CALL, field: 'email' }, 'staff:nora.north')).status).toBe(404);
      expect((await log(`complaintId=${complaintId}`)).body.items).toEqual([]);
    });

    it('leaves one line for all readings of the dossier by one person within an hour', async () => {
      const read = (as: string, on = intake.service) => intake.call('GET', `/v1/complaints/${complaintId}`, { as, on });
      await Promise.all([read('staff:lin.intake'), read('staff:lin.intake', other), read('staff:lin.intake', other)]);
      await read('staff:pan.privacy');
      await read('staff:bai.analysis');
      await read('staff:nora.north');

      const { body } = await log(`complaintId=${complaintId}`);
      expect(body.items).toMatchObject([
        { person: 'staff:pan.privacy', operation: 'readComplaint', purpose: 'OVERSIGHT', times: 1 },
        {
          person: 'staff:lin.intake',
          operation: 'readComplaint',
          purpose: 'CASE_WORK',
          times: 3,
          opened: ['complainant.masked', 'description', 'orderRef'],
        },
      ]);
    });

    it('answers nothing when the record cannot be written', async () => {
      await intake.service.database.query('alter table disclosure rename to lost');
      try {
        const answers = [
          await reveal({ ...FOR_CALL, field: 'email' }),
          await intake.call('GET', `/v1/complaints/${complaintId}`, { as: 'staff:lin.intake' }),
        ];
        for (const { status, body } of answers) {
          expect(status).toBeGreaterThanOrEqual(500);
          expect(JSON.stringify(body)).not.toMatch(/planted|PLANTED|烫到手/);
        }
      } finally {
        await intake.service.database.query('alter table lost rename to disclosure');
      }
      expect((await reveal({ ...FOR_CALL, field: 'email' })).status).toBe(201);
    });

    it('tells the privacy officer by person and by complaint, of the own organisation only, and nobody else', async () => {
      await reveal({ ...FOR_CALL, field: 'name' });
      await reveal({ ...FOR_CALL, field: 'phone' }, 'staff:hua.calls');
      const seen = async (query: string, as?: string) => {
        const { status, body } = await log(query, as);
        return status === 200 ? body.items.map((item: { person: string }) => item.person) : status;
      };

      expect(await seen('person=staff:hua.calls')).toEqual(['staff:hua.calls']);
      expect(await seen(`complaintId=${complaintId}`)).toEqual(['staff:hua.calls', 'staff:lin.intake']);
      expect(await seen(`complaintId=${complaintId}&person=staff:lin.intake`)).toEqual(['staff:lin.intake']);
      expect(await seen('person=staff:nobody')).toEqual([]);
      expect(await seen(`complaintId=${complaintId}`, 'staff:paula.north')).toEqual([]);
      expect(await seen('person=staff:lin.intake', 'staff:paula.north')).toEqual([]);
      expect(await seen('person=staff:lin.intake', 'staff:lin.intake')).toBe(403);
      expect(await seen('person=staff:lin.intake', 'staff:admin')).toBe(403);
      expect((await log('limit=5')).body).toMatchObject({ errors: [{ in: 'query', pointer: '/person' }] });
      const [first] = (await log(`complaintId=${complaintId}&limit=1`)).body.items;
      const { nextCursor } = (await log(`complaintId=${complaintId}&limit=1`)).body;
      const rest = await log(`complaintId=${complaintId}&limit=1&cursor=${nextCursor}`);
      expect([first.person, rest.body.items[0].person, rest.body.nextCursor]).toEqual([
        'staff:hua.calls',
        'staff:lin.intake',
        null,
      ]);
    });

    it('shows what the reader said to the privacy officer, who leaves a line with that', async () => {
      const { body } = await reveal({ ...FOR_CALL, field: 'name', note: '唐女士来电' });
      const show = (as: string) => intake.call('GET', `/v1/disclosures/intake/${body.disclosureId}`, { as });

      expect(await show('staff:pan.privacy')).toMatchObject({
        status: 200,
        body: { note: '唐女士来电', hasNote: true },
      });
      expect((await show('staff:paula.north')).status).toBe(404);
      expect((await show('staff:lin.intake')).status).toBe(403);
      const { rows } = await intake.service.database.query(
        "select reader_id, opened, purpose from disclosure where operation = 'showDisclosure'",
      );
      expect(rows).toEqual([{ reader_id: 'staff:pan.privacy', opened: ['disclosure.note'], purpose: 'OVERSIGHT' }]);
      const stored = await intake.service.database.query<{ note: Buffer }>(
        'select note from disclosure where disclosure_id = $1',
        [body.disclosureId],
      );
      expect(stored.rows[0]?.note.includes('唐女士')).toBe(false);
    });

    it('ends when one person reveals too much, on any replica, and raises the alarm once', async () => {
      const statuses: number[] = [];
      for (let at = 0; at < REVEAL_LIMIT + 3; at++) {
        const { status } = await reveal(
          { ...FOR_CALL, field: 'phone' },
          'staff:hua.calls',
          at % 2 ? other : intake.service,
        );
        statuses.push(status);
      }
      const refused = await reveal({ ...FOR_CALL, field: 'email' }, 'staff:hua.calls');

      expect(statuses.filter((status) => status === 201)).toHaveLength(REVEAL_LIMIT);
      expect(new Set(statuses.slice(REVEAL_LIMIT))).toEqual(new Set([429]));
      expect(refused.body).toMatchObject({ type: 'urn:redress:problem:too-many-requests' });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(1);
      expect((await reveal({ ...FOR_CALL, field: 'phone' })).status).toBe(201);
      const alarms = intake.logLines.filter((line) => line.includes('ALARM: a person reveals too many contacts'));
      expect(alarms.length).toBeGreaterThan(0);
      expect(alarms.length).toBeLessThanOrEqual(2);
      for (const alarm of alarms) {
        expect(alarm).toContain('staff:hua.calls');
        expect(alarm).not.toMatch(/planted|唐晚舟/);
      }
      expect((await log('person=staff:hua.calls')).body.items).toHaveLength(REVEAL_LIMIT);
    });
  });

  it('tells the complainant how the case stands, by number and code as they are typed', async () => {
    const track = (body: object) => intake.call('POST', '/v1/portal/track', { body });
    const typed = `${trackingCode.slice(0, 4)} ${trackingCode.slice(4).toLowerCase()}`;
    const [right, wrongCode, wrongNumber] = [
      await track({ complaintNo, trackingCode: typed }),
      await track({ complaintNo, trackingCode: 'ABCD2345WXYZ' }),
      await track({ complaintNo: 'GSCS-260302-99999', trackingCode }),
    ];

    expect(right).toMatchObject({
      status: 200,
      body: { complaintNo, status: { code: 'RECEIVED', zh: '已收到', en: 'Received' }, nextDate: null, requests: [] },
    });
    expect(wrongCode.status).toBe(404);
    const { traceId: _a, ...one } = wrongCode.body;
    const { traceId: _b, ...two } = wrongNumber.body;
    expect(two).toEqual(one);
  });

  it('looks at no code of a complaint for a while after fifty wrong ones, on any replica', async () => {
    const track = (code: string, on = intake.service) =>
      intake.call('POST', '/v1/portal/track', { body: { complaintNo, trackingCode: code }, on });
    await track('ABCD2345WXYZ');
    await intake.service.database.query('update wrong_code set in_window = 49 where complaint_id = $1', [complaintId]);

    const last = await track('ABCD2345WXYZ', other);
    const locked = await track(trackingCode);

    expect([last.status, locked.status]).toEqual([404, 429]);
    expect(locked.body).toMatchObject({ type: 'urn:redress:problem:too-many-requests' });
    expect(intake.logLines.filter((line) => line.includes('ALARM: too many wrong codes'))).toHaveLength(1);
    await intake.service.database.query('update wrong_code set window_ends_at = clock_timestamp()');
    expect((await track(trackingCode)).status).toBe(200);
  });

  it('leaves neither names nor contacts nor words in logs, tables or on the story', async () => {
    const pattern = /唐晚舟|planted\.tang|0999 5151|PLANTED-778|烫到手/;
    const topics = ['complaint.lifecycle.v1', 'intake.dossiers.v1', 'privacy.keys.v1'] as const;
    const records = await Promise.all(topics.map((topic) => intake.recordsOf(topic)));
    const published = () => records.every((topic) => topic.some(({ key }) => String(key) === complaintId));
    await eventually(published, { what: 'key, dossier and event to be published' });

    expect(intake.logLines.filter((line) => pattern.test(line))).toEqual([]);
    expect(intake.logLines.filter((line) => line.includes(trackingCode))).toEqual([]);
    const { rows: tables } = await intake.service.database.query<{ table_name: string }>(
      `select table_name from information_schema.tables where table_schema = 'public'`,
    );
    for (const { table_name } of tables) {
      const { rowCount } = await intake.service.database.query(
        `select 1 from "${table_name}" as t where t::text ~ $1`,
        [`${pattern.source}|${trackingCode}`],
      );
      expect({ table_name, rowCount }).toEqual({ table_name, rowCount: 0 });
    }
    expect(records.flat().filter(({ value }) => pattern.test(String(value)))).toEqual([]);
  });
});

describe('what visitors of the portal may say', () => {
  let portal: IntakeUnderTest;

  beforeAll(async () => {
    portal = await IntakeUnderTest.start({ REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000' });
  }, 240_000);

  afterAll(() => portal?.stop());

  const file = (change: object = {}) =>
    portal.call('POST', '/v1/portal/complaints', { key: newId(), body: { ...aSubmission(), ...change } });

  // IN-03
  it('is neither when it was received nor how urgent it is', async () => {
    const filed = await file();
    const refused = await file({ receivedAt: '2026-02-20T00:00:00Z', urgency: 'IMMEDIATE' });

    expect(filed).toMatchObject({ status: 201, body: { receivedAt: '2026-03-02T01:00:00.000Z', receivedLate: false } });
    const { rows } = await portal.service.database.query('select urgency from complaint where complaint_id = $1', [
      filed.body.complaintId,
    ]);
    expect(rows).toEqual([{ urgency: 'NORMAL' }]);
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:redress:problem:invalid-fields' } });
    expect(refused.body.errors).toMatchObject([
      { pointer: '/receivedAt', code: 'not-permitted', params: { right: 'STATE_RECEIVED_AT' } },
      { pointer: '/urgency', code: 'not-permitted', params: { right: 'STATE_URGENCY' } },
    ]);
  });

  it('is no unit but those that its organisation has opened', async () => {
    expect((await file({ receivingUnit: 'CS' })).status).toBe(201);
    for (const receivingUnit of ['QA', 'NORTH']) {
      expect(await file({ receivingUnit })).toMatchObject({
        status: 422,
        body: { errors: [{ pointer: '/receivingUnit', code: 'unit-not-open' }] },
      });
    }
    expect(await file({ receivingUnit: 'NOWHERE' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/receivingUnit', code: 'unknown-unit' }] },
    });
  });
});
