import { randomUUID } from 'node:crypto';
import {
  assessmentStarted,
  assignmentAccepted,
  complaintAssigned,
  complaintDetermined,
  complaintRegistered,
  contactLogged,
  resolutionDossierContentSchema,
  type EventContract,
  type IntakeDossier,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import { serviceUnderTest, type ServiceUnderTest, type Told } from '@redress/service-testing';
import { aPerson, aUnit, eventually } from '@redress/testing';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { resolutionService } from '../resolution.service-definition';
import type { ResolutionView } from '../resolution-case/read-case/read-case.dto';

export const CODE = 'K7MQ2XWP9RTA';
/** Of complainants; staff call from other networks. */
export const VISITOR = '203.0.113.200';
export const EMAIL = 'wang.xiaoming@mail.example';
export const HANDLER = 'staff:zhao.qa';
export const COLLEAGUE = 'staff:wu.qa';
export const APPROVER = 'staff:qian.hq';
export const APPROVER_ELSEWHERE = 'staff:sun.cs';
export const EXECUTIVE = 'staff:gu.ceo';
/** Leads cases too: only what they did themselves stops them. */
export const DIRECTOR = 'staff:ren.ceo';
export const EXECUTIVE_TOO = 'staff:wei.ceo';
export const PAYER = 'staff:xu.fin';
export const REPAIRER = 'staff:shen.log';
export const CALLER = 'staff:fang.follow';
export const AUDITOR = 'staff:luo.audit';
export const COMPLIANCE = 'staff:ma.compliance';
export const MANAGER = 'staff:tao.qa';
export const CLERK = 'staff:he.counter';
export const CLERK_TOO = 'staff:lin.counter';

export const people = [
  aUnit('HQ'),
  ...['QA', 'CS', 'FIN', 'LOG'].map((id) => aUnit(id, { parentId: 'HQ' })),
  // With every role there is: only independence stops them.
  aPerson(HANDLER, ['UNIT_HANDLER', 'CASE_LEAD', 'REMEDY_APPROVER', 'FOLLOW_UP_SPECIALIST'], { unitId: 'QA' }),
  aPerson(COLLEAGUE, ['UNIT_HANDLER', 'CASE_LEAD', 'REMEDY_APPROVER'], { unitId: 'QA' }),
  aPerson(APPROVER, ['UNIT_MANAGER', 'REMEDY_APPROVER'], { unitId: 'HQ' }),
  // Their unit received the complaints, and so they see them.
  aPerson(APPROVER_ELSEWHERE, ['UNIT_MANAGER', 'REMEDY_APPROVER'], { unitId: 'CS' }),
  aPerson(EXECUTIVE, ['EXECUTIVE'], { unitId: 'HQ' }),
  aPerson(DIRECTOR, ['EXECUTIVE', 'CASE_LEAD', 'FINANCE_OFFICER'], { unitId: 'HQ' }),
  aPerson(EXECUTIVE_TOO, ['EXECUTIVE'], { unitId: 'HQ' }),
  aPerson(PAYER, ['FINANCE_OFFICER'], { unitId: 'FIN' }),
  aPerson(REPAIRER, ['UNIT_HANDLER'], { unitId: 'LOG' }),
  aPerson(CALLER, ['FOLLOW_UP_SPECIALIST'], { unitId: 'CS' }),
  // Their unit received the complaints; they handle none.
  aPerson(CLERK, ['FRONTLINE'], { unitId: 'CS' }),
  aPerson(CLERK_TOO, ['FRONTLINE'], { unitId: 'CS' }),
  aPerson(COMPLIANCE, ['COMPLIANCE_OFFICER'], { unitId: 'HQ' }),
  aPerson(MANAGER, ['UNIT_MANAGER'], { unitId: 'QA' }),
  aPerson(AUDITOR, ['QA_AUDITOR'], { unitId: 'HQ' }),
];

export const step = (stateSeq: number, from: string | null, to: string, holder: string) =>
  ({ stateSeq, from, to, holder }) as Exclude<Told['move'], undefined>;

/** The way from the last step that was told to the determination. */
export const determined = (verdict: string, after = 2, flags: readonly string[] = ['compensationDemanded']): Told[] => [
  ...(after === 2
    ? [
        { contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') },
        { contract: assessmentStarted, move: step(2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing') },
      ]
    : []),
  { contract: complaintAssigned, move: step(after + 1, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing') },
  {
    contract: assignmentAccepted,
    payload: { flags },
    move: step(after + 2, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation'),
  },
  {
    contract: complaintDetermined,
    payload: { determinationId: newId(), verdict, unitId: 'QA', handlerId: HANDLER },
    move: step(after + 3, 'UNDER_INVESTIGATION', 'DETERMINED', 'resolution'),
  },
];

let service: ServiceUnderTest | undefined;

/** Starts resolution for a file of tests, with these people. */
export async function startResolution(): Promise<ServiceUnderTest> {
  service = await serviceUnderTest(resolutionService, {
    people,
    environment: { REDRESS_ORGANISATION_NAME: '澄明电器', REDRESS_TRUST_PROXY: '127.0.0.1,::1' },
  });
  return service;
}

function underTest(): ServiceUnderTest {
  if (!service) throw new Error('Start resolution first');
  return service;
}

/** One complaint on its way through resolution, with the acts of the people who work on it. */
export class Case {
  version = 1;

  constructor(
    readonly complaintId: string,
    readonly path = `/v1/complaints/${complaintId}/resolution`,
  ) {}

  static async opened(
    verdict = 'VALID',
    complainant: Partial<IntakeDossier['submission']['complainant']> = {},
    flags?: readonly string[],
  ): Promise<Case> {
    const one = new Case(await underTest().aComplaint(complainant));
    await underTest().tell(one.complaintId, determined(verdict, 2, flags));
    await underTest().read(HANDLER, one.path);
    await eventually(async () => {
      const { rowCount } = await underTest().database.query(
        'select from data_key join dossier using (complaint_id) where complaint_id = $1',
        [one.complaintId],
      );
      return rowCount === 1;
    });
    return one;
  }

  async command(as: string, method: string, name: string, body?: object, version = this.version) {
    const reply = await underTest().ask<Record<string, unknown>>(as, method, `${this.path}/${name}`, {
      ...(body ? { body } : {}),
      headers: { 'if-match': `"${version}"` },
    });
    if (reply.status < 300) this.version = Number(reply.body['version']);
    return reply;
  }

  draft(as = HANDLER, replaced: object = {}) {
    return this.command(as, 'POST', 'plan', { ...aPlan, ...replaced });
  }

  submit(as = HANDLER) {
    return this.command(as, 'POST', 'submission');
  }

  decide(as = APPROVER, body: object = { decision: 'APPROVE' }) {
    return this.command(as, 'POST', 'approval', body);
  }

  followUp(body: object, as = CALLER) {
    return this.command(as, 'POST', 'follow-ups', body);
  }

  execute(remedyId: string, as: string, fields: Record<string, string> = {}, key = randomUUID()) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['转账回单']), '回单.txt');
    return underTest().ask<Record<string, unknown>>(as, 'POST', `${this.path}/remedies/${remedyId}/execution`, {
      body: form,
      headers: { 'idempotency-key': key },
    });
  }

  /** What its owner does to one remedy. */
  onRemedy(remedyId: string, as: string, act: 'start' | 'failure', body?: object) {
    return underTest().ask<Record<string, unknown>>(as, 'POST', `${this.path}/remedies/${remedyId}/${act}`, {
      ...(body ? { body } : {}),
      headers: { 'idempotency-key': randomUUID() },
    });
  }

  /** Begun, and not to be carried out. */
  async failed(remedyId: string, as: string, failure = 'NOT_AVAILABLE'): Promise<void> {
    await this.onRemedy(remedyId, as, 'start');
    await this.onRemedy(remedyId, as, 'failure', { failure, note: '该型号已停产。' });
    this.version = (await this.read()).version;
  }

  read(as = HANDLER): Promise<ResolutionView> {
    return underTest().read<ResolutionView>(as, this.path);
  }

  async token(): Promise<string> {
    const dossier = await underTest()
      .get(Vault)
      .readDossier(underTest().database, this.complaintId, 'resolution', FOR_WORK);
    return resolutionDossierContentSchema.parse(dossier?.content).offer!.token;
  }

  accept(code = CODE) {
    return this.answer({ code, decision: 'ACCEPT' });
  }

  async offered(plan: object = {}): Promise<ResolutionView> {
    await this.draft(HANDLER, plan);
    await this.submit();
    await this.decide();
    return this.read();
  }

  /** What the complainant does by the link. */
  async answer(body: object) {
    const reply = await underTest().ask<Record<string, unknown>>(null, 'POST', `/v1/offers/${await this.token()}`, {
      body: { code: CODE, ...body },
      headers: { accept: 'application/json' },
    });
    this.version = (await this.read()).version;
    return reply;
  }

  /** A new revision after an answer, offered again. */
  async offeredAgain(plan: object = {}): Promise<ResolutionView> {
    await this.command(HANDLER, 'PUT', 'plan', { ...aPlan, ...plan });
    await this.submit();
    await this.decide();
    return this.read();
  }

  /** Up to the follow-up. */
  async resolved(): Promise<void> {
    const { plan } = await this.offered();
    await this.accept();
    await this.execute(plan!.remedies[0]!.remedyId, PAYER);
    await this.execute(plan!.remedies[1]!.remedyId, REPAIRER);
    this.version = (await this.read()).version;
  }

  /** Up to the end. */
  async closed(): Promise<void> {
    await this.resolved();
    await this.followUp({ result: 'SUCCESS', satisfaction: 5 });
  }

  /** A contact with the complainant of which this service has heard. */
  async contact(over: object = {}, by?: string): Promise<string> {
    const contactId = newId();
    const at = underTest().get(BusinessClock).now().toISOString();
    await underTest().tell(this.complaintId, [
      {
        contract: contactLogged as unknown as EventContract,
        payload: { ...contactLogged.example, contactId, at, ...over },
        staffId: by,
      } as Told,
    ]);
    await eventually(async () => {
      const { rowCount } = await underTest().database.query('select from known_contact where contact_id = $1', [
        contactId,
      ]);
      return rowCount === 1;
    });
    return contactId;
  }

  /** Waits until the complaint is in a state. */
  becomes(state: string): Promise<ResolutionView> {
    return underTest().read<ResolutionView>(HANDLER, this.path, (view) => view.state === state);
  }

  /** Waits for an event of the story. */
  async said(
    fact: string,
    isIt: (data: Record<string, unknown>) => boolean = () => true,
  ): Promise<{ readonly data: Record<string, unknown> }> {
    const matches = ({ type, data }: { type: string; data: unknown }) =>
      type.split('.')[2] === fact && isIt(data as Record<string, unknown>);
    const story = await underTest().story(this.complaintId, (events) => events.some(matches));
    return story.find(matches) as unknown as { data: Record<string, unknown> };
  }
}

export const aPlan = {
  outcome: 'UPHELD',
  explanation: '密封圈有缺陷，责任在我们。',
  apology: '给您添了麻烦，非常抱歉。',
  remedies: [
    { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN', basis: 'LAW' },
    { type: 'REPAIR', ownerUnitId: 'LOG', dueOn: '2026-06-30' },
  ],
};
