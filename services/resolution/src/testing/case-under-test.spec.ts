import { randomUUID } from 'node:crypto';
import {
  assessmentStarted,
  assignmentAccepted,
  complaintAssigned,
  complaintDetermined,
  complaintRegistered,
  resolutionDossierContentSchema,
  type DirectoryEntry,
  type IntakeDossier,
} from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { newId } from '@redress/persistence';
import { serviceUnderTest, type ServiceUnderTest, type Told } from '@redress/service-testing';
import { aPerson, aUnit, eventually } from '@redress/testing';
import { Vault } from '@redress/vault';
import type { ResolutionView } from '../resolution-case/read-case/read-case.dto';
import { resolutionService } from '../resolution.service-definition';

/** The tracking code of every complaint under test. */
export const TRACKING_CODE = 'K7MQ2XWP9RTA';
export const HANDLER = 'staff:zhao.qa';
export const APPROVER = 'staff:qian.hq';
export const PAYER = 'staff:xu.fin';
export const CALLER = 'staff:fang.follow';

/** Units and people who bring a case from the determination to its end. */
export const STAFF: readonly DirectoryEntry[] = [
  aUnit('HQ'),
  ...['QA', 'CS', 'FIN'].map((id) => aUnit(id, { parentId: 'HQ' })),
  aPerson(HANDLER, ['UNIT_HANDLER', 'CASE_LEAD'], { unitId: 'QA' }),
  aPerson(APPROVER, ['UNIT_MANAGER', 'REMEDY_APPROVER'], { unitId: 'HQ' }),
  aPerson(PAYER, ['FINANCE_OFFICER'], { unitId: 'FIN' }),
  aPerson(CALLER, ['FOLLOW_UP_SPECIALIST'], { unitId: 'CS' }),
];

const step = (stateSeq: number, from: string | null, to: string, holder: string) =>
  ({ stateSeq, from, to, holder }) as Exclude<Told['move'], undefined>;

/** Resolution on real servers, with these people besides {@link STAFF}. */
export function resolutionUnderTest(people: readonly DirectoryEntry[] = []): Promise<ServiceUnderTest> {
  return serviceUnderTest(resolutionService, {
    people: [...STAFF, ...people],
    environment: { REDRESS_ORGANISATION_NAME: '澄明电器' },
  });
}

type Answer = Record<string, unknown>;

/** One complaint on its way through resolution, with the acts of the people who work on it. */
export class CaseUnderTest {
  version = 1;

  private constructor(
    private readonly service: ServiceUnderTest,
    readonly complaintId: string,
  ) {}

  /** A complaint that was determined. */
  static async determined(
    service: ServiceUnderTest,
    complainant: Partial<IntakeDossier['submission']['complainant']> = {},
  ): Promise<CaseUnderTest> {
    const one = new CaseUnderTest(service, await service.aComplaint(complainant));
    await service.tell(one.complaintId, [
      { contract: complaintRegistered, move: step(1, null, 'REGISTERED', 'routing') },
      { contract: assessmentStarted, move: step(2, 'REGISTERED', 'UNDER_ASSESSMENT', 'routing') },
      ...one.handledFrom(2),
    ]);
    await service.read(HANDLER, one.path);
    await eventually(async () => {
      const { rowCount } = await service.database.query(
        'select from data_key join dossier using (complaint_id) where complaint_id = $1',
        [one.complaintId],
      );
      return rowCount === 1;
    });
    return one;
  }

  get path(): string {
    return `/v1/complaints/${this.complaintId}/resolution`;
  }

  /** What other services say from assessment to determination, after so many steps. */
  handledFrom(stateSeq: number): Told[] {
    return [
      { contract: complaintAssigned, move: step(stateSeq + 1, 'UNDER_ASSESSMENT', 'ASSIGNED', 'routing') },
      { contract: assignmentAccepted, move: step(stateSeq + 2, 'ASSIGNED', 'UNDER_INVESTIGATION', 'investigation') },
      this.determination(stateSeq + 3),
    ];
  }

  determination(stateSeq: number): Told {
    return {
      contract: complaintDetermined,
      payload: { determinationId: newId(), verdict: 'VALID', unitId: 'QA', handlerId: HANDLER },
      move: step(stateSeq, 'UNDER_INVESTIGATION', 'DETERMINED', 'resolution'),
    };
  }

  async command(as: string, name: string, body?: object) {
    const reply = await this.service.ask<Answer>(as, 'POST', `${this.path}/${name}`, {
      ...(body ? { body } : {}),
      headers: { 'if-match': `"${this.version}"` },
    });
    if (reply.status < 300 && reply.body['version'] !== undefined) this.version = Number(reply.body['version']);
    return reply;
  }

  draft() {
    return this.command(HANDLER, 'plan', {
      outcome: 'UPHELD',
      explanation: '密封圈有缺陷，责任在我们。',
      remedies: [
        { type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN', basis: 'LAW' },
      ],
    });
  }

  /** Up to the offer. */
  async offered(): Promise<ResolutionView> {
    await this.draft();
    await this.command(HANDLER, 'submission');
    await this.command(APPROVER, 'approval', { decision: 'APPROVE' });
    return this.read();
  }

  async token(): Promise<string> {
    const { service } = this;
    const dossier = await service.get(Vault).readDossier(service.database, this.complaintId, 'resolution', FOR_WORK);
    return resolutionDossierContentSchema.parse(dossier?.content).offer!.token;
  }

  async answer(decision: string, more: object = {}) {
    const reply = await this.service.ask<Answer>(null, 'POST', `/v1/offers/${await this.token()}`, {
      body: { code: TRACKING_CODE, decision, ...more },
      headers: { accept: 'application/json' },
    });
    this.version = (await this.read()).version;
    return reply;
  }

  async execute(as = PAYER) {
    const { plan } = await this.read();
    const form = new FormData();
    form.append('file', new Blob(['转账回单']), '回单.txt');
    const reply = await this.service.ask<Answer>(
      as,
      'POST',
      `${this.path}/remedies/${plan!.remedies[0]!.remedyId}/execution`,
      { body: form, headers: { 'idempotency-key': randomUUID() } },
    );
    this.version = (await this.read()).version;
    return reply;
  }

  /** Up to the follow-up. */
  async resolved(): Promise<void> {
    await this.offered();
    await this.answer('ACCEPT');
    await this.execute();
  }

  /** Up to the end. */
  async closed(): Promise<void> {
    await this.resolved();
    await this.command(CALLER, 'follow-ups', { result: 'SUCCESS', satisfaction: 5 });
  }

  read(as = HANDLER): Promise<ResolutionView> {
    return this.service.read<ResolutionView>(as, this.path);
  }

  /** Waits until the complaint is in a state. */
  becomes(state: string): Promise<ResolutionView> {
    return this.service.read<ResolutionView>(HANDLER, this.path, (view) => view.state === state);
  }

  /** Waits for an event of the story. */
  async said(fact: string, isIt: (data: Answer) => boolean = () => true): Promise<{ readonly data: Answer }> {
    const matches = ({ type, data }: { type: string; data: unknown }) =>
      type.split('.')[2] === fact && isIt(data as Answer);
    const story = await this.service.story(this.complaintId, (events) => events.some(matches));
    return story.find(matches) as unknown as { data: Answer };
  }
}
