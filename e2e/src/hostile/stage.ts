import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';
import { demoDirectoryFile } from '@redress/local';
import { ACCEPTANCE, aSubmission, CaseWork, DISPATCHER, OFFICER, type Registration } from '@redress/workload';
import { type Plants, plant } from '../planted-words';
import type { PlatformUnderTest } from '../platform-under-test';
import { CALLERS, type OwnWords, wordsOfStaff } from './organisations';
import type { Targets } from './request-twists';

type Subject = Record<string, string>;

/** How far a complaint is taken; each step rests on those before it. */
const STEPS = [
  'assigned',
  'accept',
  'investigate',
  'propose',
  'approve',
  'acceptOffer',
  'execute',
  'followUp',
] as const;

const GLOBEX_OFFICER = 'staff:gx.intake-officer';
const OF_GLOBEX = 2;
/** By what a complaint, or something of it, is known. */
const TELLING = ['complaintId', 'complaintNo', 'code', 'token', 'letterId', 'requestId', 'evidenceId', 'remedyId'];

/** The demo organisations with room for every complaint that a long campaign registers, as a file in `folder`. */
export function roomyDirectory(folder: string): string {
  const directory = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { staff: { capacity: number }[] };
  const staff = directory.staff.map((member) => ({ ...member, capacity: member.capacity * 100 }));
  const file = join(folder, 'directory.json');
  writeFileSync(file, JSON.stringify({ ...directory, staff }));
  return file;
}

/** Complaints in every state, with people who work on them, and some of the other organisation: so that hostile requests reach what lies behind the checks. */
export async function setStage(under: PlatformUnderTest): Promise<Targets> {
  const staged = await Promise.all([
    ...[...STEPS, 'withdrawn' as const].map((last) => aSubject(under, last)),
    ...Array.from({ length: OF_GLOBEX }, () => aSubjectOfGlobex(under)),
  ]);
  const cases = staged.map(({ subject }) => subject);
  const shipped = readFileSync(join(workspaceRoot(), 'libs', 'policy', 'packs', 'general-service.v1.yaml'), 'utf8');
  const { complainant, ...rest } = aSubmission();
  const all = (name: string): string[] => cases.flatMap((one) => one[name] ?? []);
  return {
    cases,
    ownWords: wordsOf(staged),
    known: {
      id: [...all('id'), randomUUID()],
      complaintId: [...all('id'), randomUUID()],
      complaintNo: [...all('complaintNo'), 'CS-260303-99999'],
      trackingCode: all('code'),
      code: [...all('code'), '8000'],
      token: [...all('token'), 'x'.repeat(43)],
      letterId: all('letterId'),
      requestId: all('requestId'),
      evidenceId: all('evidenceId'),
      evidenceIds: all('evidenceId'),
      remedyId: all('remedyId'),
      unit: ['CS', 'QA', 'FIN', 'NOWHERE'],
      unitId: ['CS', 'QA', 'FIN', 'NOWHERE'],
      ownerUnitId: ['CS', 'FIN'],
      receivingUnit: ['CS', 'QA'],
      handler: CALLERS.map(({ id }) => id),
      handlerId: CALLERS.map(({ id }) => id),
      pack: ['GENERAL_SERVICE', 'NO_SUCH_PACK'],
      category: ['PRODUCT_QUALITY', 'SERVICE.ATTITUDE'],
      value: ['CS', 'PHONE_HOTLINE', 'ASSIGNED'],
      version: ['1', '2', '99999999999'],
      topic: ['complaint.lifecycle.v1', 'no.such.topic'],
      // What was asked of the clock may never bring the future of the whole platform about.
      now: ['2020-01-01T00:00:00Z', 'never'],
    },
    exemplars: {
      registerComplaint: [
        { complainant, ...rest },
        { complainant, ...rest, receivedAt: '2026-03-02T10:00:00Z', occurredAt: '2026-02-28T10:00:00Z' },
      ],
      registerPortalComplaint: [{ complainant, ...rest, channel: 'WEB_FORM' }],
      trackComplaint: [{ complaintNo: '$complaintNo', trackingCode: '$code' }],
      requestAsComplainant: [
        { complaintNo: '$complaintNo', trackingCode: '$code', kind: 'WITHDRAWAL', statement: 'No more.' },
      ],
      requestOfHolder: [{ kind: 'WITHDRAWAL', statement: 'The complainant called.' }],
      revealContact: [{ field: 'email', purpose: 'CONTACT_COMPLAINANT', note: 'To call back' }],
      publishPack: [shipped, shipped.replace(/^version: .*$/m, 'version: 9'), 'a: &a [*a, *a]', bomb()],
      assessComplaint: [{ category: 'PRODUCT_QUALITY', severity: 'MAJOR', urgency: 'NORMAL', unitId: 'QA' }],
      acceptAssignment: [{}],
      reclassifyComplaint: [{ reasonCode: 'NEW_FACTS', severity: 'MINOR' }],
      escalateComplaint: [{ reason: 'COMPLAINANT_DEMAND' }],
      putDirectoryEntry: [
        {
          kind: 'UNIT',
          id: 'HOSTILE',
          organisationId: 'ACME',
          name: { zh: '甲', en: 'A' },
          parentId: 'CS',
          headId: null,
        },
      ],
      addEvidence: [
        { provenance: 'COMPLAINANT', description: 'Photo of the leak', receivedAt: '2026-03-02T10:00:00Z' },
      ],
      determine: [
        {
          verdict: 'VALID',
          reasonableness: 'DEMAND_REASONABLE',
          rootCause: 'MATERIAL',
          scope: 'One batch',
          responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
          findings: [{ text: 'The seal is faulty.', evidenceIds: ['$evidenceId'] }],
        },
      ],
      draftPlan: [aPlan()],
      revisePlan: [aPlan()],
      decidePlan: [{ decision: 'APPROVE' }, { decision: 'REJECT', reasonCode: 'REMEDY_TOO_SMALL', comment: 'More.' }],
      recordFollowUp: [
        { result: 'UNREACHABLE' },
        { result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_SETTLED', comment: 'No.' },
      ],
      raiseInFollowUp: [{ description: 'The fitter was rude, too.' }],
      recordAnswer: [
        {
          channel: 'RECORDED_CALL',
          decision: 'ACCEPT',
          textSha256: '0'.repeat(64),
          contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
        },
        {
          channel: 'AT_COUNTER',
          decision: 'REFUSE',
          textSha256: '0'.repeat(64),
          contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
          code: '$code',
        },
        {
          channel: 'AT_COUNTER',
          decision: 'ACCEPT',
          textSha256: '0'.repeat(64),
          contactId: '019a9d6e-7a00-7000-8000-0000000000c1',
          identity: { document: 'PASSPORT', ending: '204X' },
        },
      ],
      recordSignedAnswer: [{ decision: 'ACCEPT', textSha256: '0'.repeat(64), signedAt: '2026-03-02T10:00:00Z' }],
      recordObjection: [{ contactId: '019a9d6e-7a00-7000-8000-0000000000c1', words: 'I did not agree.' }],
      executeRemedy: [{ note: 'Paid', amountMinor: 19900 }, {}],
      answerOffer: [
        { code: '$code', decision: 'VIEW' },
        { code: '$code', decision: 'ACCEPT' },
        { decision: 'SEND_CODE' },
      ],
      retrySignature: [{ signature: 'Error: none' }],
      resumePartition: [{ topic: 'complaint.lifecycle.v1', partition: 0 }],
      skipParkedEvent: [{ reason: 'Not needed' }],
      tellPendingUpTo: [{ ends: { 'complaint.lifecycle.v1': ['0', '1'] } }],
    },
  };
}

interface Staged {
  readonly subject: Subject;
  readonly plants: Plants;
}

/** What may be told in the organisation of each complaint only: its words, its ids, and those of the staff. */
function wordsOf(staged: readonly Staged[]): OwnWords {
  const words = { acme: wordsOfStaff('acme'), globex: wordsOfStaff('globex') };
  for (const { subject, plants } of staged) {
    const own = words[subject['organisationId'] as keyof typeof words];
    for (const [what, text] of plants.all) own.set(text, what);
    for (const name of TELLING) if (subject[name] !== undefined) own.set(subject[name], `${name} of a complaint`);
  }
  return words;
}

async function aSubject(under: PlatformUnderTest, last: (typeof STEPS)[number] | 'withdrawn'): Promise<Staged> {
  const plants = plant(`acme ${last}`, 'PHONE_HOTLINE');
  const work = await CaseWork.byStaff(under, plants.submission, plants.words);
  if (last === 'withdrawn') await work.askToWithdraw(plants.statement);
  else for (const step of STEPS.slice(0, STEPS.indexOf(last) + 1)) await take(work, step);
  const subject: Subject = {
    id: work.complaintId,
    complaintId: work.complaintId,
    complaintNo: work.complaintNo,
    code: await work.trackingCode(),
    handler: work.handlerId,
    organisationId: 'acme',
  };
  if (STEPS.indexOf(last as never) >= STEPS.indexOf('approve')) subject['token'] = basename(await work.offerLink());
  return { plants, subject: { ...subject, ...(await childrenOf(under, work)) } };
}

/** A complaint of the other organisation, as far as the rules take it. */
async function aSubjectOfGlobex(under: PlatformUnderTest): Promise<Staged> {
  const plants = plant('globex', 'PHONE_HOTLINE');
  const { body } = await under.client.ask<Registration>(GLOBEX_OFFICER, 'POST', under.url('intake', '/v1/complaints'), {
    body: { ...plants.submission, receivingUnit: 'GX_CS' },
  });
  const { complaintId, complaintNo } = body;
  await under.letter(plants.submission.complainant.email, ACCEPTANCE);
  const path = under.url('notification', `/v1/letters?complaintId=${complaintId}`);
  const { body: letters } = await under.client.ask<{ items: { letterId: string }[] }>(GLOBEX_OFFICER, 'GET', path);
  return {
    plants,
    subject: {
      id: complaintId,
      complaintId,
      complaintNo,
      letterId: letters.items[0]?.letterId ?? '',
      organisationId: 'globex',
    },
  };
}

async function take(work: CaseWork, step: (typeof STEPS)[number]): Promise<void> {
  if (step === 'followUp') await work.followUp(true);
  else await work[step]();
}

/** Ids of what hangs on a complaint, as far as there is any. */
export async function childrenOf(under: PlatformUnderTest, { complaintId }: CaseWork): Promise<Subject> {
  const read = async <T>(
    who: string,
    service: 'investigation' | 'resolution' | 'notification' | 'intake',
    path: string,
  ) => {
    const { status, body } = await under.client.send<T>(who, 'GET', under.url(service, path));
    return status === 200 ? body : undefined;
  };
  const at = `/v1/complaints/${complaintId}`;
  const [register, investigation, resolution, letters] = await Promise.all([
    read<{ requests: { requestId: string }[] }>(OFFICER, 'intake', at),
    read<{ evidence: { evidenceId: string }[] }>(DISPATCHER, 'investigation', `${at}/investigation`),
    read<{ plan: { remedies: { remedyId: string }[] } | null }>(DISPATCHER, 'resolution', `${at}/resolution`),
    read<{ items: { letterId: string }[] }>(OFFICER, 'notification', `/v1/letters?complaintId=${complaintId}`),
  ]);
  const found = {
    requestId: register?.requests[0]?.requestId,
    evidenceId: investigation?.evidence[0]?.evidenceId,
    remedyId: resolution?.plan?.remedies[0]?.remedyId,
    letterId: letters?.items[0]?.letterId,
  };
  return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function aPlan(): object {
  return {
    outcome: 'UPHELD',
    explanation: 'The seal is faulty. We refund the price.',
    remedies: [
      { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN', dueOn: '2026-03-09' },
    ],
  };
}

/** Aliases of aliases: a few lines that stand for a billion values. */
function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
  for (let at = 1; at < 10; at++) {
    const [name, before] = ['abcdefghij'[at], 'abcdefghij'[at - 1]];
    lines.push(`${name}: &${name} [${Array(10).fill(`*${before}`).join(', ')}]`);
  }
  return lines.join('\n');
}
