import { randomUUID } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  assessmentStarted,
  assignmentAccepted,
  assignmentChanged,
  complaintAssigned,
  complaintReclassified,
  complaintRegistered,
  complaintReopened,
  offerAccepted,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  complaintResolved,
  reviewDecided,
  reviewOpened,
  reworkOrdered,
  withdrawalRequested,
  type EventContract,
} from '@redress/contracts';
import { Metrics } from '@redress/observability';
import { newId } from '@redress/persistence';
import { serviceUnderTest, type ServiceUnderTest, type Told } from '@redress/service-testing';
import { aPerson, aUnit, eventually } from '@redress/testing';
import { investigationService } from '../investigation.service-definition';
import { InvestigationCases } from './investigation-cases';
import type { CaseView } from './read-case/read-case.dto';

const HANDLER = 'staff:zhao.qa';
const COLLEAGUE = 'staff:wu.qa';
const STRANGER = 'staff:he.cs';
const CLERK = 'staff:lan.qa';

const people = [
  aUnit('HQ'),
  aUnit('QA', { parentId: 'HQ' }),
  aUnit('CS', { parentId: 'HQ' }),
  aPerson(HANDLER, ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA' }),
  aPerson(COLLEAGUE, ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'QA' }),
  aPerson(STRANGER, ['UNIT_HANDLER', 'INVESTIGATOR'], { unitId: 'CS' }),
  aPerson(CLERK, ['UNIT_HANDLER'], { unitId: 'QA' }),
  aPerson('staff:ma.dispatch', ['DISPATCHER'], { unitId: 'CS' }),
];

const step = (stateSeq: number, from: string | null, to: string, holder: string) =>
  ({ stateSeq, from, to, holder }) as Exclude<Told['move'], undefined>;

/** The way to the unit that accepts it; `after` is the last step that was told. */
const accepted = (after = 0): Told[] => [
  ...(after === 0 ? [{ contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') }] : []),
  ...(after === 0 ? [{ contract: assessmentStarted, move: step(2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing') }] : []),
  {
    contract: complaintAssigned,
    payload: { assignmentId: newId() },
    move: step((after || 2) + 1, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing'),
  },
  {
    contract: assignmentAccepted,
    payload: { assignmentId: newId(), unitId: 'QA', handlerId: HANDLER },
    move: step((after || 2) + 2, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation'),
  },
];

/** Everything from the determination (step 5) to the dissatisfied follow-up. */
const reopened: Told[] = [
  { contract: resolutionDrafted, move: step(6, 'DETERMINED', 'RESOLUTION_DRAFTED', 'resolution') },
  { contract: resolutionSubmitted, move: step(7, 'RESOLUTION_DRAFTED', 'PENDING_APPROVAL', 'resolution') },
  { contract: resolutionOffered, move: step(8, 'PENDING_APPROVAL', 'RESOLUTION_OFFERED', 'resolution') },
  { contract: offerAccepted, move: step(9, 'RESOLUTION_OFFERED', 'REMEDY_IN_PROGRESS', 'resolution') },
  { contract: complaintResolved, move: step(10, 'REMEDY_IN_PROGRESS', 'RESOLVED', 'resolution') },
  { contract: complaintReopened, by: 'resolution', move: step(11, 'RESOLVED', 'UNDER_ASSESSMENT', 'routing') },
];

let service: ServiceUnderTest;

beforeAll(async () => {
  service = await serviceUnderTest(investigationService, { people });
}, 240_000);

afterAll(() => service?.stop());

const pathOf = (complaintId: string) => `/v1/complaints/${complaintId}/investigation`;

const anOpenCase = async (): Promise<{ complaintId: string; path: string }> => {
  const complaintId = await service.aComplaint();
  await service.tell(complaintId, accepted());
  await service.read(HANDLER, pathOf(complaintId));
  await keyIsHere(complaintId);
  return { complaintId, path: pathOf(complaintId) };
};

const keyIsHere = (complaintId: string) =>
  eventually(async () => {
    const { rowCount } = await service.database.query('select from data_key where complaint_id = $1', [complaintId]);
    return rowCount === 1;
  });

const evidence = (content = '检测报告：密封圈开裂', fields: Record<string, string> = {}): FormData => {
  const form = new FormData();
  const texts = { provenance: 'SITE_VISIT', description: '现场照片，王小明家中', ...fields };
  for (const [name, value] of Object.entries(texts)) form.append(name, value);
  form.append('file', new Blob([content]), '王小明-报告.txt');
  return form;
};

const addEvidence = async (path: string, as = HANDLER) =>
  service.ask<{ evidenceId: string; version: number }>(as, 'POST', `${path}/evidence`, { body: evidence() });

const determination = (evidenceId: string, replaced: object = {}) => ({
  verdict: 'VALID',
  reasonableness: 'DEMAND_REASONABLE',
  responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
  rootCause: 'MATERIAL',
  findings: [{ text: '密封圈在交付前已开裂', evidenceIds: [evidenceId] }],
  scope: '一个批次',
  ...replaced,
});

const determine = (path: string, version: number, body: object, as = HANDLER) =>
  service.ask(as, 'POST', `${path}/determination`, { body, headers: { 'if-match': `"${version}"` } });

describe('investigating a complaint', () => {
  // T15, IV-04, IV-08, CL-17, CL-18, RS-01, RS-02, RS-04, SM-01
  it('goes from acceptance over evidence to a determination that hands it over', async () => {
    const { complaintId, path } = await anOpenCase();

    const added = await addEvidence(path);
    expect(added).toMatchObject({
      status: 201,
      body: { mediaType: 'text/plain', state: 'UNDER_INVESTIGATION', version: 2 },
    });
    const { evidenceId } = added.body;
    const answered = await determine(path, 2, determination(evidenceId));

    expect(answered).toMatchObject({ status: 201, body: { state: 'DETERMINED', stateSeq: 5, version: 3 } });
    const story = await service.story(complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 5));
    expect(story.slice(-2)).toMatchObject([
      { type: 'redress.investigation.evidence-added.v1', data: { evidenceId, provenance: 'SITE_VISIT' } },
      {
        type: 'redress.investigation.complaint-determined.v1',
        data: {
          verdict: 'VALID',
          handlerId: HANDLER,
          investigatorId: HANDLER,
          holder: 'resolution',
          dossierVersion: 1,
        },
      },
    ]);
    expect(JSON.stringify(story)).not.toMatch(/王小明|密封圈|批次/);
    const view = await service.read<CaseView>(HANDLER, path);
    expect(view).toMatchObject({
      status: 'DETERMINED',
      determination: { findings: [{ text: '密封圈在交付前已开裂', evidenceIds: [evidenceId] }], scope: '一个批次' },
      evidence: [{ description: '现场照片，王小明家中', fileName: '王小明-报告.txt' }],
    });
    expect(view.commands.filter(({ allowed }) => allowed)).toEqual([]);
    expect(view.commands).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({
          operationId: 'addEvidence',
          blockedBy: [{ code: 'NOT_UNDER_INVESTIGATION', params: { state: 'DETERMINED' } }],
        }),
      ]),
    );
  });

  // IV-13, SM-02
  it('gives evidence back as it came, and writes down who read it', async () => {
    const { path } = await anOpenCase();
    const { body } = await addEvidence(path);

    const read = await service.ask<Buffer>(COLLEAGUE, 'GET', `${path}/evidence/${body.evidenceId}/content`);

    expect(read.status).toBe(200);
    expect(read.body.toString()).toBe('检测报告：密封圈开裂');
    expect(read.headers.get('content-type')).toMatch('text/plain');
    expect(read.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('王小明')}`);
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    const view = await service.read<CaseView>(HANDLER, path);
    expect(view.evidence[0]?.custody).toMatchObject([
      { action: 'RECEIVED', actorId: HANDLER },
      { action: 'READ', actorId: COLLEAGUE },
    ]);
  });

  it('hides words from those who only dispatch, and content from other units', async () => {
    const { path } = await anOpenCase();
    const { body } = await addEvidence(path);

    const view = await service.read<CaseView>('staff:ma.dispatch', path);

    expect(view.evidence).toMatchObject([{ description: null, fileName: null }]);
    expect((await service.ask(STRANGER, 'GET', `${path}/evidence/${body.evidenceId}/content`)).status).toBe(404);
  });

  it('refuses strangers, faulty verdicts and files of no use, and changes nothing', async () => {
    const { path } = await anOpenCase();
    const { body } = await addEvidence(path);
    const foreign = randomUUID();

    expect((await addEvidence(path, STRANGER)).status).toBe(404);
    expect(await addEvidence(path, 'staff:ma.dispatch')).toMatchObject({
      status: 403,
      body: { missing: [{ kind: 'ROLE' }] },
    });
    expect(await addEvidence(path, CLERK)).toMatchObject({
      status: 403,
      body: { blockedBy: [{ code: 'NOT_INVESTIGATOR_OF_THE_CASE' }] },
    });
    expect(
      await determine(
        path,
        2,
        determination(foreign, { responsibility: [{ party: 'COMPANY_UNIT', unitId: 'NOWHERE', percent: 90 }] }),
      ),
    ).toMatchObject({
      status: 422,
      body: {
        errors: [
          { pointer: '/responsibility' },
          { pointer: '/responsibility/0/unitId' },
          { pointer: '/findings/0/evidenceIds/0' },
        ],
      },
    });
    const program = evidence(String.fromCharCode(0, 1, 2));
    expect((await service.ask(HANDLER, 'POST', `${path}/evidence`, { body: program })).status).toBe(415);
    const tomorrow = evidence('x', { receivedAt: '2027-01-01T00:00:00Z' });
    expect((await service.ask(HANDLER, 'POST', `${path}/evidence`, { body: tomorrow })).status).toBe(422);
    expect(
      (await service.ask(HANDLER, 'POST', `${path}/determination`, { body: determination(body.evidenceId) })).status,
    ).toBe(428);
    expect(await service.read<CaseView>(HANDLER, path)).toMatchObject({ version: 2, status: 'OPEN', evidence: [{}] });
  });

  it('wants evidence before a verdict, or a reason for having none', async () => {
    const { path } = await anOpenCase();

    expect(await determine(path, 1, determination(randomUUID()))).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOT_ENOUGH_EVIDENCE', params: { required: 1, present: 0 } }] },
    });
  });

  it('lets one of two verdicts stand that were written at the same time', async () => {
    const { path } = await anOpenCase();
    const { body } = await addEvidence(path);

    const answers = await Promise.all([
      determine(path, 2, determination(body.evidenceId), HANDLER),
      determine(path, 2, determination(body.evidenceId), COLLEAGUE),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 412]);
  });

  it('answers a repeated upload with the first answer and keeps one file, sealed', async () => {
    const { path } = await anOpenCase();
    const headers = { 'idempotency-key': randomUUID() };

    const first = await service.ask<{ evidenceId: string }>(HANDLER, 'POST', `${path}/evidence`, {
      body: evidence(),
      headers,
    });
    const again = await service.ask(HANDLER, 'POST', `${path}/evidence`, { body: evidence(), headers });
    const other = await service.ask(HANDLER, 'POST', `${path}/evidence`, { body: evidence('别的内容'), headers });

    expect(again.body).toEqual(first.body);
    expect(other.status).toBe(422);
    expect((await service.read<CaseView>(HANDLER, path)).evidence).toHaveLength(1);
    const files = (await readdir(service.attachmentDirectory, { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    );
    const { rows } = await service.database.query<{ evidence_id: string }>('select evidence_id from evidence_item');
    expect(files.map((file) => file.name).sort()).toEqual(rows.map((row) => row.evidence_id).sort());
    const [file] = files.filter(({ name }) => name === first.body.evidenceId);
    expect((await readFile(join(file!.parentPath, file!.name))).includes('密封圈')).toBe(false);
  });
});

// architecture 5.5, IV-13
describe('what was changed where it is stored', () => {
  const alarms = async (column: string): Promise<number> => {
    const { text } = await service.get(Metrics).expose();
    const line = text.split('\n').find((one) => one.startsWith('redress_broken_seals_total') && one.includes(column));
    return Number(line?.split(' ').at(-1) ?? 0);
  };
  const add = async (path: string, content: string, description: string) => {
    const body = evidence(content, { description });
    const reply = await service.ask<{ evidenceId: string }>(HANDLER, 'POST', `${path}/evidence`, { body });
    return reply.body.evidenceId;
  };
  const fileOf = async (evidenceId: string) => {
    const entries = await readdir(service.attachmentDirectory, { recursive: true, withFileTypes: true });
    return join(entries.find(({ name }) => name === evidenceId)!.parentPath, evidenceId);
  };
  const contentOf = (path: string, evidenceId: string) =>
    service.ask(HANDLER, 'GET', `${path}/evidence/${evidenceId}/content`);
  /** What was sent breaks off before its length, or nothing but an error was sent. */
  const isWholeAndWell = (path: string, evidenceId: string) =>
    contentOf(path, evidenceId).then(
      ({ status }) => status !== 500,
      () => false,
    );
  const twoItems = async () => {
    const { path } = await anOpenCase();
    return {
      path,
      one: await add(path, 'x'.repeat(200_000), '现场'),
      other: await add(path, 'y'.repeat(200_000), '票据'),
    };
  };

  it('is not shown when two texts of one complaint were swapped', async () => {
    const { path, one, other } = await twoItems();
    const before = await alarms('evidence_item.description');
    await service.database.query(
      `update evidence_item a set description = b.description from evidence_item b
       where (a.evidence_id, b.evidence_id) in (($1, $2), ($2, $1))`,
      [one, other],
    );

    const read = await service.ask(HANDLER, 'GET', path);

    expect(read).toMatchObject({ status: 500, body: { type: 'urn:redress:problem:content-broken' } });
    expect(JSON.stringify(read.body)).not.toMatch(/现场|票据/);
    expect(await alarms('evidence_item.description')).toBeGreaterThan(before);
  });

  it('is not handed out when two files of one complaint were swapped', async () => {
    const { path, one, other } = await twoItems();
    const before = await alarms('evidence_item.content');
    const [fileOfOne, fileOfOther] = [await fileOf(one), await fileOf(other)];
    const [sealedOne, sealedOther] = [await readFile(fileOfOne), await readFile(fileOfOther)];
    await writeFile(fileOfOne, sealedOther);
    await writeFile(fileOfOther, sealedOne);

    expect((await contentOf(path, one)).status).toBe(500);
    expect((await contentOf(path, other)).status).toBe(500);

    expect(await alarms('evidence_item.content')).toBe(before + 2);
  });

  it('fails where a file was cut, also when some of it was sent', async () => {
    const { path, one } = await twoItems();
    const file = await fileOf(one);
    const sealed = await readFile(file);
    const chunk = 4 + sealed.readUInt32BE(4);
    await writeFile(file, sealed.subarray(0, 4 + 3 * chunk));

    expect(await isWholeAndWell(path, one)).toBe(false);
  });

  it('breaks off before the end of a file that has another SHA-256 than the story says', async () => {
    const { path, one, other } = await twoItems();
    const before = await alarms('evidence_item.content');
    await service.database.query(
      `update evidence_item a set sha256 = b.sha256 from evidence_item b where a.evidence_id = $1 and b.evidence_id = $2`,
      [one, other],
    );

    expect(await isWholeAndWell(path, one)).toBe(false);

    expect(await alarms('evidence_item.content')).toBe(before + 1);
    expect((await contentOf(path, other)).status).toBe(200);
  });

  // D10
  it('is not handed out, whole as it may be, when the reading cannot be recorded', async () => {
    const { path, one } = await twoItems();
    expect((await contentOf(path, one)).status).toBe(200);
    await service.database.query('alter table disclosure rename to lost');
    try {
      const { status, body } = await contentOf(path, one);

      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('xxx');
    } finally {
      await service.database.query('alter table lost rename to disclosure');
    }
  });
});

describe('what other services say', () => {
  it('opens one round when the acceptance arrives twice', async () => {
    const complaintId = await service.aComplaint();

    await service.tell(complaintId, accepted(), 2);
    await service.tell(complaintId, [{ contract: complaintReclassified, payload: { severity: 'CRITICAL' } }], 2);

    const view = await service.read<CaseView>(
      HANDLER,
      pathOf(complaintId),
      ({ classification }) => classification.severity === 'CRITICAL',
    );
    expect(view).toMatchObject({ cycle: 0, earlierRounds: [] });
  });

  it('opens a new round after a reopening and keeps the old one with its evidence', async () => {
    const { complaintId, path } = await anOpenCase();
    const { body } = await addEvidence(path);
    await determine(path, 2, determination(body.evidenceId));

    await service.tell(complaintId, [...reopened, ...accepted(11)]);
    const second = await service.read<CaseView>(HANDLER, path, ({ cycle }) => cycle === 1);

    expect(second).toMatchObject({
      status: 'OPEN',
      determination: null,
      evidence: [{ cycle: 0 }],
      earlierRounds: [{ cycle: 0, status: 'DETERMINED', determination: { verdict: 'VALID' } }],
    });
    expect(
      await determine(path, second.version, determination(body.evidenceId, { verdict: 'PARTLY_VALID' })),
    ).toMatchObject({
      status: 201,
      body: { stateSeq: 14 },
    });
  });

  it('ends the round when the complainant withdraws', async () => {
    const { complaintId, path } = await anOpenCase();
    const { body } = await addEvidence(path);

    await service.tell(complaintId, [{ contract: withdrawalRequested, payload: { requestId: newId() } }], 2);
    const view = await service.read<CaseView>(HANDLER, path, ({ status }) => status === 'ENDED');

    expect(view).toMatchObject({ state: 'WITHDRAWN', stateSeq: 5 });
    expect(await determine(path, view.version, determination(body.evidenceId))).toMatchObject({
      status: 409,
      body: { blockedBy: [{ code: 'NOT_UNDER_INVESTIGATION' }] },
    });
  });
});

// contracts, section 2
describe('when another unit or person becomes responsible', () => {
  it('works on for the new ones and no longer for the old handler’s colleagues', async () => {
    const { complaintId, path } = await anOpenCase();
    expect((await addEvidence(path)).status).toBe(201);

    const changed = { unitId: 'CS', handlerId: STRANGER, unitChanged: true, reason: 'WRONG_UNIT' };
    await service.tell(complaintId, [{ contract: assignmentChanged, payload: changed }], 2);
    const view = await service.read<CaseView>(STRANGER, path, ({ unitId }) => unitId === 'CS');

    expect(view).toMatchObject({ unitId: 'CS', handlerId: STRANGER, status: 'OPEN' });
    expect((await addEvidence(path, COLLEAGUE)).status).toBe(404);
    expect((await addEvidence(path, STRANGER)).status).toBe(201);
  });
});

describe('an investigation whose determination was sent back', () => {
  const sentBack = (determinationId: unknown, stateSeq: number, round = 1): Told => ({
    contract: reworkOrdered,
    payload: { determinationId, round },
    move: step(stateSeq, 'DETERMINED', 'UNDER_INVESTIGATION', 'investigation'),
  });
  const aDeterminedCase = async () => {
    const { complaintId, path } = await anOpenCase();
    const { body } = await addEvidence(path);
    const { body: determined } = await determine(path, 2, determination(body.evidenceId));
    const { determinationId } = determined as { determinationId: string };
    return { complaintId, path, evidenceId: body.evidenceId, determinationId };
  };

  // T16
  it('goes on as the next round of the same handling, on the evidence that there is', async () => {
    const { complaintId, path, evidenceId, determinationId } = await aDeterminedCase();
    await service.tell(complaintId, [sentBack(determinationId, 6)]);

    const open = await service.read<CaseView>(HANDLER, path, ({ state }) => state === 'UNDER_INVESTIGATION');
    expect(open).toMatchObject({
      cycle: 0,
      round: 2,
      status: 'OPEN',
      closedAt: null,
      determination: null,
      earlierDeterminations: [{ round: 1, determinationId, scope: '一个批次' }],
      earlierRounds: [],
    });
    expect(await addEvidence(path)).toMatchObject({ status: 201 });
    const { version } = await service.read<CaseView>(HANDLER, path);
    expect(await determine(path, version, determination(evidenceId, { verdict: 'PARTLY_VALID' }))).toMatchObject({
      status: 201,
      body: { state: 'DETERMINED', stateSeq: 7 },
    });
    expect(await service.read<CaseView>(HANDLER, path)).toMatchObject({
      status: 'DETERMINED',
      determination: { round: 2, verdict: 'PARTLY_VALID' },
      earlierDeterminations: [{ round: 1, verdict: 'VALID' }],
    });
    const story = await service.story(complaintId, (events) => events.some(({ stateSeq }) => stateSeq === 7));
    expect(story.filter(({ type }) => type.endsWith('.complaint-determined.v1'))).toMatchObject([
      { data: { round: 1 } },
      { data: { round: 2 } },
    ]);
  });

  // T31
  it('goes on when a review has the case investigated again, and not when it decides otherwise', async () => {
    const { complaintId, path, determinationId } = await aDeterminedCase();
    const move = (contract: unknown, stateSeq: number, from: string, to: string, payload: object = {}) => ({
      contract: contract as EventContract,
      payload,
      move: step(stateSeq, from, to, to === 'UNDER_INVESTIGATION' ? 'investigation' : 'resolution'),
    });
    const decides = (decision: string) => ({ ...reviewDecided.example, decision, determinationId, handlerId: HANDLER });
    await service.tell(complaintId, [
      move(resolutionDrafted, 6, 'DETERMINED', 'RESOLUTION_DRAFTED'),
      move(resolutionSubmitted, 7, 'RESOLUTION_DRAFTED', 'PENDING_APPROVAL'),
      move(resolutionOffered, 8, 'PENDING_APPROVAL', 'RESOLUTION_OFFERED'),
      move(reviewOpened, 9, 'RESOLUTION_OFFERED', 'UNDER_REVIEW'),
      move(reviewDecided, 10, 'UNDER_REVIEW', 'RESOLUTION_OFFERED', decides('OFFER_STANDS')),
      move(reviewOpened, 11, 'RESOLUTION_OFFERED', 'UNDER_REVIEW'),
    ]);
    await service.read<CaseView>(HANDLER, path, ({ state }) => state === 'UNDER_REVIEW');
    expect(await service.read<CaseView>(HANDLER, path)).toMatchObject({ round: 1, status: 'DETERMINED' });
    await service.tell(complaintId, [
      move(reviewDecided, 12, 'UNDER_REVIEW', 'UNDER_INVESTIGATION', decides('INVESTIGATE_AGAIN')),
    ]);

    const open = await service.read<CaseView>(HANDLER, path, ({ state }) => state === 'UNDER_INVESTIGATION');
    expect(open).toMatchObject({ round: 2, status: 'OPEN', handlerId: HANDLER });
  });

  it('goes on once, however often the order arrives, and belongs to whoever is responsible by then', async () => {
    const { complaintId, path, determinationId } = await aDeterminedCase();
    await service.tell(complaintId, [
      { contract: assignmentChanged, payload: { unitId: 'QA', handlerId: COLLEAGUE } },
      sentBack(determinationId, 6),
    ]);
    const { version } = await service.read<CaseView>(HANDLER, path, ({ round }) => round === 2);
    await service.database.transaction((tx) =>
      service.get(InvestigationCases).goOn(tx, [{ complaintId, determinationId, unitId: 'QA', handlerId: HANDLER }]),
    );

    expect(await service.read<CaseView>(HANDLER, path)).toMatchObject({ round: 2, version, handlerId: COLLEAGUE });
  });
});
