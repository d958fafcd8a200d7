import {
  assessmentStarted,
  assignmentAccepted,
  complaintAssigned,
  complaintRegistered,
  contactLogged,
  expiryRequested,
  type EventContract,
} from '@redress/contracts';
import { newId } from '@redress/persistence';
import { serviceUnderTest, type ServiceUnderTest, type Told } from '@redress/service-testing';
import { aPerson, aUnit, eventually } from '@redress/testing';
import { BusinessClock } from '@redress/time';
import { investigationService } from '../investigation.service-definition';
import type { CaseView } from './read-case/read-case.dto';

const HANDLER = 'staff:zhao.qa';
const MANAGER = 'staff:qian.qa';
const CLERK = 'staff:lan.qa';
const STRANGER = 'staff:he.cs';

const people = [
  aUnit('HQ'),
  aUnit('QA', { parentId: 'HQ' }),
  aUnit('CS', { parentId: 'HQ' }),
  aPerson(HANDLER, ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA' }),
  aPerson(MANAGER, ['UNIT_MANAGER'], { unitId: 'QA' }),
  aPerson(CLERK, ['UNIT_HANDLER'], { unitId: 'QA' }),
  aPerson(STRANGER, ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'CS' }),
  aPerson('staff:ma.dispatch', ['DISPATCHER'], { unitId: 'CS' }),
];

const step = (stateSeq: number, from: string | null, to: string, holder: string) =>
  ({ stateSeq, from, to, holder }) as Exclude<Told['move'], undefined>;

const accepted = (): Told[] => [
  { contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') },
  { contract: assessmentStarted, move: step(2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing') },
  {
    contract: complaintAssigned,
    payload: { assignmentId: newId() },
    move: step(3, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing'),
  },
  {
    contract: assignmentAccepted,
    payload: { assignmentId: newId(), unitId: 'QA', handlerId: HANDLER },
    move: step(4, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation'),
  },
];

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest(investigationService, {
    people,
    environment: { REDRESS_TRUST_PROXY: '127.0.0.1,::1' },
  });
}, 240_000);

afterAll(() => service?.stop());

interface OpenCase {
  readonly complaintId: string;
  readonly path: string;
}

const anOpenCase = async (): Promise<OpenCase> => {
  const complaintId = await service.aComplaint();
  await service.tell(complaintId, accepted());
  await eventually(async () => {
    const { rowCount } = await service.database.query(
      'select from data_key join dossier using (complaint_id) where complaint_id = $1',
      [complaintId],
    );
    return rowCount === 1;
  });
  return { complaintId, path: `/v1/complaints/${complaintId}/investigation` };
};

const now = () => service.get(BusinessClock).now();

const QUESTIONS = ['水壶的序列号是多少？', '裂纹在哪个部位？'];
const inHours = (hours: number) => new Date(now().getTime() + hours * 3_600_000).toISOString();

const read = (path: string, as = HANDLER) => service.read<CaseView>(as, path);

const post = async (path: string, rest: string, body: object | undefined, as = HANDLER, version?: number) => {
  const current = version ?? (await read(path)).version;
  return service.ask<Record<string, unknown>>(as, 'POST', `${path}/${rest}`, {
    ...(body ? { body } : {}),
    headers: { 'if-match': `"${current}"` },
  });
};

const requestInfo = (path: string, replaced: object = {}, as = HANDLER) =>
  post(path, 'information-requests', { questions: QUESTIONS, dueAt: inHours(72), ...replaced }, as);

const resume = (path: string, as = HANDLER) => post(path, 'resumption', undefined, as);

const aContact = async (complaintId: string, over: object = {}) => {
  const contactId = newId();
  await service.tell(complaintId, [
    {
      contract: contactLogged as unknown as EventContract,
      payload: { ...contactLogged.example, contactId, at: now().toISOString(), ...over },
    } as Told,
  ]);
  await eventually(async () => {
    const { rowCount } = await service.database.query('select from known_contact where contact_id = $1', [contactId]);
    return rowCount === 1;
  });
  return contactId;
};

const codes = ({ body }: { body: Record<string, unknown> }) =>
  ((body['blockedBy'] ?? body['errors'] ?? []) as { code: string; pointer?: string }[]).map(({ code, pointer }) =>
    pointer ? `${pointer} ${code}` : code,
  );

const lastOf = async (complaintId: string, fact: string) =>
  (await service.story(complaintId, (events) => events.some(({ type }) => type.includes(`.${fact}.`))))
    .filter(({ type }) => type.includes(`.${fact}.`))
    .at(-1)!;

describe('asking the complainant', () => {
  // T12, IV-07
  it('waits for the answer, says so without a word of the questions, and hands them to the letter sealed', async () => {
    const { complaintId, path } = await anOpenCase();
    const asked = await requestInfo(path);

    expect(asked).toMatchObject({ status: 201, body: { state: 'AWAITING_COMPLAINANT', pause: 1 } });
    const event = await lastOf(complaintId, 'information-awaited');
    expect(event.data).toMatchObject({ questions: 2, pause: 1, dossierVersion: 1, holder: 'investigation' });
    expect(JSON.stringify(event)).not.toContain('序列号');
    const view = await read(path);
    expect(view.informationRequests).toMatchObject([{ status: 'OPEN', questions: QUESTIONS, askedBy: HANDLER }]);
    expect((await read(path, 'staff:ma.dispatch')).informationRequests).toMatchObject([{ questions: null }]);
    const allowed = view.commands.filter((command) => command.allowed).map(({ operationId }) => operationId);
    expect(allowed.sort()).toEqual(['addEvidence', 'noteEvidence', 'recordInfo', 'resumeInvestigation']);
  });

  // T12
  it('is refused to others, from other states, and for a day that is over or far away', async () => {
    const { path } = await anOpenCase();

    expect((await requestInfo(path, {}, CLERK)).status).toBe(403);
    expect((await requestInfo(path, {}, STRANGER)).status).toBe(404);
    expect((await requestInfo(path, {}, 'staff:ma.dispatch')).status).toBe(403);
    expect(codes(await requestInfo(path, { dueAt: inHours(0) }))).toEqual(['/dueAt not-later-than-now']);
    expect(codes(await requestInfo(path, { dueAt: inHours(24 * 91) }))).toEqual(['/dueAt too-far-ahead']);
    expect((await requestInfo(path, { questions: [] })).status).toBe(422);
    await requestInfo(path);
    expect(await requestInfo(path)).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOT_UNDER_INVESTIGATION' }] },
    });
  });

  // T12
  it('is for a supervisor who does not handle the case once two pauses are used up', async () => {
    const { path } = await anOpenCase();
    for (let pause = 1; pause <= 2; pause++) {
      expect((await requestInfo(path)).body).toMatchObject({ pause });
      expect((await resume(path)).status).toBe(201);
    }

    expect(await requestInfo(path)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'PAUSES_USED_UP', params: { used: 2, most: 2 } }] },
    });
    expect(await requestInfo(path, {}, MANAGER)).toMatchObject({ status: 201, body: { pause: 3 } });
  });

  // T13
  it('goes on with an answer that staff recorded from a contact, which becomes a statement on the case', async () => {
    const { complaintId, path } = await anOpenCase();
    const { informationRequestId } = (await requestInfo(path)).body;
    service.setTime(inHours(2));
    const contactId = await aContact(complaintId);
    const reply = (body: object) => post(path, `information-requests/${informationRequestId}/reply`, body);

    expect(codes(await reply({ answers: ['SN-1'], contactId }))).toEqual(['/answers as-many-as-questions']);
    expect(codes(await reply({ answers: ['', ' '], contactId }))).toEqual(['/answers no-answer']);
    const recorded = await reply({ answers: ['SN-1', '壶底'], contactId });

    expect(recorded).toMatchObject({ status: 201, body: { state: 'UNDER_INVESTIGATION' } });
    const resumed = await lastOf(complaintId, 'investigation-resumed');
    expect(resumed.data).toMatchObject({
      reason: 'REPLY_RECORDED',
      informationRequestId,
      contactId,
      pausedSeconds: 7_200,
    });
    const view = await read(path);
    expect(view.evidence).toMatchObject([
      { kind: 'STATEMENT', provenance: 'COMPLAINANT', contactId, addedBy: HANDLER, fileName: null },
    ]);
    expect(view.evidence[0]?.text).toContain('壶底');
    expect(view.informationRequests).toMatchObject([{ status: 'REPLIED', contactId, pausedSeconds: 7_200 }]);
    expect((await reply({ answers: ['SN-1', '壶底'], contactId })).status).toBe(409);
  });

  // T13, contracts, section 4
  it('takes no contact that was not heard of here, of another complaint, or older than the question', async () => {
    const { complaintId, path } = await anOpenCase();
    const other = await anOpenCase();
    const early = await aContact(complaintId, { at: new Date(now().getTime() - 1_000).toISOString() });
    const foreign = await aContact(other.complaintId);
    const { informationRequestId } = (await requestInfo(path)).body;
    const reply = (contactId: string) =>
      post(path, `information-requests/${informationRequestId}/reply`, { answers: ['SN-1', ''], contactId });

    expect(await reply(newId())).toMatchObject({ status: 409, body: { type: 'urn:redress:problem:not-caught-up' } });
    expect(codes(await reply(foreign))).toEqual(['/contactId contact-of-another']);
    expect(codes(await reply(early))).toEqual(['/contactId before-the-question']);
    expect((await read(path)).state).toBe('AWAITING_COMPLAINANT');
  });

  // T13
  it('goes on without an answer when the investigator needs none, and only while it waits', async () => {
    const { complaintId, path } = await anOpenCase();
    expect(await resume(path)).toMatchObject({ status: 409, body: { blockedBy: [{ code: 'WRONG_STATE' }] } });
    await requestInfo(path);

    expect((await resume(path, CLERK)).status).toBe(403);
    expect((await resume(path)).body).toMatchObject({ state: 'UNDER_INVESTIGATION' });
    expect((await lastOf(complaintId, 'investigation-resumed')).data).toMatchObject({ reason: 'NO_LONGER_NEEDED' });
    expect((await read(path)).informationRequests).toMatchObject([{ status: 'DROPPED' }]);
  });
});

/** A clock has run out that waits for the answer to these questions. */
const expire = async (complaintId: string, informationRequestId: unknown) => {
  const requestId = newId();
  await service.tell(complaintId, [
    {
      contract: expiryRequested as unknown as EventContract,
      payload: {
        ...expiryRequested.example,
        requestId,
        clock: 'COMPLAINANT_INFO',
        subject: { kind: 'INFORMATION_REQUEST', id: informationRequestId },
      },
    } as Told,
  ]);
  return requestId;
};

const refusalOf = async (complaintId: string, requestId: string) => {
  const isIt = ({ type, data }: { type: string; data: Record<string, unknown> }) =>
    type.includes('.request-refused.') && data['requestId'] === requestId;
  return (await service.story(complaintId, (events) => events.some(isIt))).find(isIt)?.data;
};

describe('questions that no one answers', () => {
  // T13, IV-07
  it('let the investigation go on when their time is over, once, and what came then stands on the case', async () => {
    const { complaintId, path } = await anOpenCase();
    const { informationRequestId } = (await requestInfo(path)).body;
    service.setTime(inHours(72));

    const [requestId, second] = await Promise.all([
      expire(complaintId, informationRequestId),
      expire(complaintId, informationRequestId),
    ]);

    const resumed = await lastOf(complaintId, 'investigation-resumed');
    const granted = resumed.data['requestId'] as string;
    expect([requestId, second]).toContain(granted);
    expect(resumed.data).toMatchObject({
      reason: 'NO_REPLY_IN_TIME',
      informationRequestId,
      to: 'UNDER_INVESTIGATION',
      holder: 'investigation',
      pausedSeconds: 72 * 3_600,
    });
    expect(await refusalOf(complaintId, granted === requestId ? second : requestId)).toMatchObject({
      kind: 'EXPIRY',
      reasonCode: 'NOT_AWAITED',
    });
    const view = await read(path);
    expect(view.state).toBe('UNDER_INVESTIGATION');
    expect(view.informationRequests).toMatchObject([{ status: 'UNANSWERED', pausedSeconds: 72 * 3_600 }]);
    const late = await onPage({
      complaintNo: view.complaintNo,
      trackingCode: CODE,
      decision: 'ANSWER',
      answers: ['SN-1', 'x'],
    });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:redress:problem:nothing-asked' } });
  });

  // T13: the first commit wins
  it('go on waiting for nobody when the answer came first, or when others are asked by now', async () => {
    const { complaintId, path } = await anOpenCase();
    const { informationRequestId: first } = (await requestInfo(path)).body;
    const { complaintNo } = await read(path);
    await onPage({ complaintNo, trackingCode: CODE, decision: 'ANSWER', answers: ['SN-1', 'x'] });
    expect(await refusalOf(complaintId, await expire(complaintId, first))).toMatchObject({
      reasonCode: 'ALREADY_ANSWERED',
    });
    await requestInfo(path);

    expect(await refusalOf(complaintId, await expire(complaintId, first))).toMatchObject({
      reasonCode: 'ALREADY_ANSWERED',
    });
    expect(await refusalOf(complaintId, await expire(complaintId, newId()))).toMatchObject({
      reasonCode: 'NOT_AWAITED',
    });
    expect((await read(path)).state).toBe('AWAITING_COMPLAINANT');
  });
});

const PAGE = '/v1/answers';
const CODE = 'K7MQ2XWP9RTA';
const JSON_ONLY = { accept: 'application/json' };

const onPage = (body: object, headers: Record<string, string> = JSON_ONLY) =>
  service.ask<Record<string, unknown>>(null, 'POST', PAGE, { body, headers });

const byForm = (fields: readonly (readonly [string, string])[], lang = 'zh') =>
  service.ask<Buffer>(null, 'POST', `${PAGE}?lang=${lang}`, {
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
    headers: { accept: 'text/html' },
  });

describe('the page on which complainants answer', () => {
  // T13
  it('asks for number and code, shows the questions to the complainant, and takes the answers once', async () => {
    const { complaintId, path } = await anOpenCase();
    await requestInfo(path);
    const { complaintNo } = await read(path);
    const proof = [
      ['complaintNo', complaintNo],
      ['trackingCode', 'k7mq 2xwp-9rta'],
    ] as const;

    const form = await service.ask<Buffer>(null, 'GET', `${PAGE}?no=${complaintNo}&lang=en`);
    expect([form.status, form.body.toString().includes(complaintNo)]).toEqual([200, true]);
    expect(form.body.toString()).not.toContain(QUESTIONS[0]);
    const shown = await byForm([...proof, ['decision', 'VIEW']]);
    expect(shown.body.toString()).toContain(QUESTIONS[0]);
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    const empty = await byForm([...proof, ['decision', 'ANSWER'], ['answers', ''], ['answers', ' ']], 'en');
    expect([empty.status, empty.body.toString().includes('Answer one question at least')]).toEqual([422, true]);
    const answers = [['answers', '<b>SN-1</b>'] as const, ['answers', ''] as const];
    const given = await byForm([...proof, ['decision', 'ANSWER'], ...answers]);
    expect([given.status, given.body.toString().includes('已收到您的答复')]).toEqual([200, true]);
    const again = await byForm([...proof, ['decision', 'ANSWER'], ...answers]);
    expect(again.status).toBe(409);

    expect((await lastOf(complaintId, 'investigation-resumed')).data).toMatchObject({
      reason: 'COMPLAINANT_REPLIED',
      actor: { kind: 'COMPLAINANT', id: 'portal' },
      to: 'UNDER_INVESTIGATION',
    });
    const view = await read(path);
    expect(view.evidence).toMatchObject([{ kind: 'STATEMENT', provenance: 'COMPLAINANT', addedBy: 'portal' }]);
    expect(view.evidence[0]?.text).toContain('<b>SN-1</b>');
    expect(view.informationRequests).toMatchObject([{ status: 'REPLIED', recordedBy: 'portal', contactId: null }]);
  });

  // T13
  it('takes one of two answers that come at once', async () => {
    const { complaintId, path } = await anOpenCase();
    await requestInfo(path);
    const { complaintNo } = await read(path);
    const sent = { complaintNo, trackingCode: CODE, decision: 'ANSWER', answers: ['SN-1', 'x'] };

    const replies = await Promise.all([onPage(sent), onPage(sent), onPage(sent)]);

    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { rowCount } = await service.database.query('select from evidence_item where complaint_id = $1', [
      complaintId,
    ]);
    expect(rowCount).toBe(1);
  });

  // T13
  it('tells strangers nothing: a wrong code, a wrong number and a complaint without questions look alike', async () => {
    const { path } = await anOpenCase();
    const { complaintNo } = await read(path);
    const ask = (replaced: object) => onPage({ complaintNo, trackingCode: CODE, ...replaced });

    const unasked = await ask({});
    await requestInfo(path);
    const wrong = await ask({ trackingCode: 'ABCDEFGHJKLM' });
    const nowhere = await ask({ complaintNo: 'GSCS-000000-00000' });
    for (const reply of [unasked, wrong, nowhere]) {
      expect(reply).toMatchObject({ status: 404, body: { type: 'urn:redress:problem:unknown-number-or-code' } });
    }
    expect(await ask({})).toMatchObject({ status: 200, body: { status: 'ASKED', questions: QUESTIONS } });
    expect((await ask({ trackingCode: undefined })).status).toBe(422);
    const other = await ask({ decision: 'ANSWER', answers: ['only one'] });
    expect(codes(other)).toEqual(['/answers as-many-as-questions']);
    await resume(path);
    expect(await ask({})).toMatchObject({ status: 409, body: { type: 'urn:redress:problem:nothing-asked' } });
  });

  // T13
  it('closes for a while after too many wrong codes on one complaint, for the right one too', async () => {
    const { complaintId, path } = await anOpenCase();
    await requestInfo(path);
    const { complaintNo } = await read(path);
    await service.database.query(
      `insert into wrong_code (complaint_id, in_window, window_ends_at, total)
       values ($1, 49, clock_timestamp() + interval '1 hour', 49)`,
      [complaintId],
    );
    expect((await onPage({ complaintNo, trackingCode: 'ABCDEFGHJKLM' })).status).toBe(404);

    expect(await onPage({ complaintNo, trackingCode: CODE })).toMatchObject({ status: 429 });
  });

  it('takes twenty guesses a minute from one network, on whatever complaint, and more from another one', async () => {
    const { path } = await anOpenCase();
    await requestInfo(path);
    const { complaintNo } = await read(path);
    const from = (address: string, trackingCode: string, of: unknown = complaintNo) =>
      onPage({ complaintNo: of, trackingCode }, { ...JSON_ONLY, 'x-forwarded-for': address });

    const onAll = async (): Promise<number> => {
      const { rows } = await service.database.query<{ total: number }>(
        "select total::int as total from wrong_code where complaint_id = '00000000-0000-0000-0000-000000000000'",
      );
      return rows[0]?.total ?? 0;
    };
    const before = await onAll();
    const tried = [];
    for (let guess = 0; guess < 20; guess++)
      tried.push((await from(`2001:db8::${guess}`, 'ABCDEFGHJKLM', `GSCS-260302-9${guess + 1_000}`)).status);

    expect(tried).toEqual(Array.from({ length: 20 }, () => 404));
    // Also on numbers that do not exist: for the alarm that codes are being guessed.
    expect((await onAll()) - before).toBe(20);
    expect((await from('2001:db8::ffff', CODE)).status).toBe(429);
    expect((await from('2001:db8:0:1::1', CODE)).status).toBe(200);
  });
});

describe('asking third parties', () => {
  const ask = (path: string, replaced: object = {}, as = HANDLER) =>
    post(
      path,
      'third-parties',
      { partyKind: 'LABORATORY', name: '华东材料检测所', request: '请检测密封圈成分', dueAt: inHours(48), ...replaced },
      as,
    );
  const note = (path: string) =>
    post(path, 'evidence/notes', {
      kind: 'STATEMENT',
      statement: '材料不合格',
      description: '检测结论',
      provenance: 'THIRD_PARTY',
    });
  const reply = (path: string, thirdPartyId: unknown, body: object) =>
    post(path, `third-parties/${String(thirdPartyId)}/reply`, body);

  // T14, IV-18, RS-03
  it('waits for the reply, names no one on the story, and goes on when the reply is on the case', async () => {
    const { complaintId, path } = await anOpenCase();
    const asked = await ask(path);
    expect(asked).toMatchObject({ status: 201, body: { state: 'AWAITING_THIRD_PARTY' } });
    const { thirdPartyId } = asked.body;
    const event = await lastOf(complaintId, 'third-party-awaited');
    expect(event.data).toMatchObject({ thirdPartyId, partyKind: 'LABORATORY' });
    expect(JSON.stringify(event)).not.toMatch(/华东|密封圈/);
    expect((await read(path)).thirdParties).toMatchObject([{ status: 'OPEN', name: '华东材料检测所' }]);

    expect(codes(await reply(path, thirdPartyId, { evidenceIds: [newId()] }))).toEqual([
      '/evidenceIds/0 unknown-evidence',
    ]);
    const { evidenceId } = (await note(path)).body;
    expect(codes(await reply(path, thirdPartyId, { evidenceIds: [evidenceId], repliedAt: inHours(1) }))).toEqual([
      '/repliedAt in-the-future',
    ]);
    expect((await reply(path, thirdPartyId, { evidenceIds: [evidenceId] })).body).toMatchObject({
      state: 'UNDER_INVESTIGATION',
    });
    expect((await lastOf(complaintId, 'third-party-replied')).data).toMatchObject({ thirdPartyId, evidence: 1 });
    expect((await lastOf(complaintId, 'investigation-resumed')).data).toMatchObject({
      reason: 'THIRD_PARTY_REPLIED',
      thirdPartyId,
    });
    expect(codes(await reply(path, thirdPartyId, { evidenceIds: [evidenceId] }))).toEqual(['THIRD_PARTY_NOT_AWAITED']);
  });

  // T14
  it('goes on for a while without the reply, and waits for all that it still awaits', async () => {
    const { path } = await anOpenCase();
    const first = (await ask(path)).body['thirdPartyId'];
    await resume(path);
    const second = (await ask(path, { partyKind: 'SUPPLIER' })).body['thirdPartyId'];
    const { evidenceId } = (await note(path)).body;

    expect((await reply(path, first, { evidenceIds: [evidenceId] })).body).toMatchObject({
      state: 'AWAITING_THIRD_PARTY',
    });
    expect((await reply(path, second, { evidenceIds: [evidenceId] })).body).toMatchObject({
      state: 'UNDER_INVESTIGATION',
    });
  });

  // T14
  it('is refused to others and while the round waits already; the verdict drops what no one awaits any more', async () => {
    const { path } = await anOpenCase();
    expect((await ask(path, {}, CLERK)).status).toBe(403);
    expect(codes(await ask(path, { dueAt: inHours(-1) }))).toEqual(['/dueAt not-later-than-now']);
    await ask(path);
    expect(codes(await ask(path))).toEqual(['NOT_UNDER_INVESTIGATION']);
    await resume(path);
    const { evidenceId } = (await note(path)).body;
    await post(path, 'determination', verdict([String(evidenceId)]));

    expect(await read(path)).toMatchObject({ state: 'DETERMINED', thirdParties: [{ status: 'DROPPED' }] });
  });
});

const verdict = (evidenceIds: string[], replaced: object = {}) => ({
  verdict: 'VALID',
  reasonableness: 'DEMAND_REASONABLE',
  responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
  rootCause: 'MATERIAL',
  findings: [{ text: '密封圈在交付前已开裂', evidenceIds }],
  scope: '一个批次',
  ...replaced,
});

describe('evidence that is no file', () => {
  // IV-02, IV-09, T15
  it('is a contact, a record of a system or a statement, and findings rest on it', async () => {
    const { complaintId, path } = await anOpenCase();
    const contactId = await aContact(complaintId);
    const notes = [
      { kind: 'CONTACT_NOTE', contactId, description: '电话中说明了裂纹部位' },
      { kind: 'RECORD_REFERENCE', system: 'ERP', reference: 'SO-2026-0815', description: '订单' },
      { kind: 'STATEMENT', statement: '王师傅：出厂前已裂', description: '质检员陈述', provenance: 'STAFF' },
    ];
    const ids: string[] = [];
    for (const one of notes) {
      const noted = await post(path, 'evidence/notes', one);
      expect(noted.status).toBe(201);
      ids.push(String(noted.body['evidenceId']));
    }

    const view = await read(path);
    expect(view.evidence).toMatchObject([
      { kind: 'CONTACT_NOTE', contactId, text: null, provenance: 'COMPLAINANT' },
      { kind: 'RECORD_REFERENCE', system: 'ERP', text: 'SO-2026-0815', provenance: 'SYSTEM_RECORD' },
      { kind: 'STATEMENT', text: '王师傅：出厂前已裂', provenance: 'STAFF' },
    ]);
    const story = JSON.stringify(await service.story(complaintId, (events) => events.length >= 8));
    expect(story).not.toMatch(/SO-2026|王师傅|裂纹/);
    const { rowCount } = await service.database.query(
      `select from evidence_item as t where t::text ~ 'SO-2026|王师傅|裂纹'`,
    );
    expect(rowCount).toBe(0);
    expect((await service.ask(HANDLER, 'GET', `${path}/evidence/${ids[2]}/content`)).status).toBe(404);
    expect((await post(path, 'determination', verdict(ids))).body).toMatchObject({ state: 'DETERMINED' });
  });

  it('names a contact of this complaint that was heard of, and is refused when a field is missing or too much', async () => {
    const { path } = await anOpenCase();
    const other = await anOpenCase();
    const foreign = await aContact(other.complaintId);
    const contactNote = (contactId: string) => ({ kind: 'CONTACT_NOTE', contactId, description: '电话' });

    expect((await post(path, 'evidence/notes', contactNote(newId()))).status).toBe(409);
    expect(codes(await post(path, 'evidence/notes', contactNote(foreign)))).toEqual(['/contactId contact-of-another']);
    expect((await post(path, 'evidence/notes', { kind: 'STATEMENT', description: 'x' })).status).toBe(422);
    expect((await post(path, 'evidence/notes', { ...contactNote(foreign), reference: 'x' })).status).toBe(422);
    expect((await post(path, 'evidence/notes', contactNote(foreign), CLERK)).status).toBe(403);
    expect((await read(path)).evidence).toEqual([]);
  });
});

describe('determining without investigation', () => {
  // T15, IV-09
  it('needs a reason from the list and words, and the one who determines answers for it by name', async () => {
    const { complaintId, path } = await anOpenCase();

    expect(codes(await post(path, 'determination', verdict([])))).toEqual(['NOT_ENOUGH_EVIDENCE']);
    const unlisted = { noInvestigation: { reasonCode: 'NO_TIME', words: '太忙' } };
    expect((await post(path, 'determination', verdict([], unlisted))).status).toBe(422);
    const noInvestigation = { reasonCode: 'FACTS_UNDISPUTED', words: '双方对事实无争议' };
    expect((await post(path, 'determination', verdict([], { noInvestigation }))).body).toMatchObject({
      state: 'DETERMINED',
    });

    const event = await lastOf(complaintId, 'complaint-determined');
    expect(event.data).toMatchObject({ noInvestigation: 'FACTS_UNDISPUTED', investigatorId: HANDLER });
    expect(JSON.stringify(event)).not.toContain('无争议');
    expect((await read(path)).determination).toMatchObject({ noInvestigation: { ...noInvestigation, by: HANDLER } });
  });

  it('keeps findings to evidence where it was investigated', async () => {
    const { path } = await anOpenCase();
    const { evidenceId } = (
      await post(path, 'evidence/notes', {
        kind: 'STATEMENT',
        statement: 'x',
        description: 'x',
        provenance: 'STAFF',
      })
    ).body;
    const findings = [
      { text: '一', evidenceIds: [evidenceId] },
      { text: '二', evidenceIds: [] },
    ];

    expect(codes(await post(path, 'determination', verdict([], { findings })))).toEqual([
      '/findings/1/evidenceIds too-few',
    ]);
  });
});
