import { randomUUID } from 'node:crypto';
import type { ComplaintState, ComplaintSubmission, ServiceName } from '@redress/contracts';
import { eventually } from '@redress/testing';
import type { Answer, Call } from './redress-client';
import type { PlatformUnderTest } from './platform-under-test';

export const OFFICER = 'staff:lin.intake';
export const DISPATCHER = 'staff:lu.dispatch';
const TRIAGE = 'staff:tang.triage';
const APPROVER = 'staff:qian.qa';
const PAYER = 'staff:xu.fin';
const FOLLOW_UP = 'staff:fang.follow';

export const ACCEPTANCE = /受理函|we have accepted your complaint/;
export const OFFER = /处理方案|our proposal on your complaint/;
const LINK = /https?:\/\/\S+\/v1\/offers\/[\w-]+/;
const CODE = /(?:查询码：|Tracking code: )([2-9A-HJ-NP-Z]{12})/;

const DAY_MS = 86_400_000;
const WAIT_MS = 60_000;

/** What people write down on the way; tests of privacy plant their own. */
export interface Words {
  readonly evidence: string;
  readonly fileName: string;
  readonly fileText: string;
  readonly finding: string;
  readonly scope: string;
  readonly explanation: string;
  readonly apology: string;
  readonly receipt: string;
  readonly comment: string;
}

const WORDS: Words = {
  evidence: 'Photo of the leak',
  fileName: 'leak.txt',
  fileText: 'Water drips from the seal.',
  finding: 'The seal is faulty.',
  scope: 'One batch',
  explanation: '密封圈有缺陷，我们为您退款。',
  apology: '给您带来不便，深表歉意。',
  receipt: 'Paid out',
  comment: 'The complainant was reached.',
};

export interface Registered {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly trackingCode: string;
}

interface CaseView {
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly handlerId: string | null;
  readonly level: number;
  readonly classification: {
    readonly category: string;
    readonly severity: string;
    readonly urgency: string;
    readonly flags: readonly string[];
  };
  readonly plan: {
    readonly approval: { readonly mayApprove: readonly string[] };
    readonly remedies: readonly { readonly remedyId: string }[];
  } | null;
}

/** A complaint that can be registered, each time by somebody else. */
export function aSubmission(
  change: Partial<ComplaintSubmission> = {},
): ComplaintSubmission & { complainant: { email: string } } {
  const submission: ComplaintSubmission = {
    channel: 'PHONE_HOTLINE',
    product: { ref: 'KETTLE-15L' },
    description: '上周买的电热水壶用了三天就漏水，底座一直渗水，联系门店两次都没有结果。',
    demand: '退货并退还货款',
    demandAmount: { amountMinor: 19_900, currency: 'CNY' },
    ...change,
    complainant: {
      type: 'CONSUMER',
      name: '王晓梅',
      email: `customer-${randomUUID()}@customer.example`,
      phone: '+86 138 0013 8000',
      locale: 'zh-CN',
      ...change.complainant,
    },
  };
  return submission as ComplaintSubmission & { complainant: { email: string } };
}

/** What all the people do who work on one complaint, over HTTP and by letters only. */
export class CaseWork {
  private seen = 1;
  private handler = '';
  private offers = 0;

  private constructor(
    private readonly under: PlatformUnderTest,
    readonly complaintId: string,
    readonly complaintNo: string,
    /** Where the complainant gets letters. */
    readonly address: string,
    private readonly code: string | undefined,
    private readonly words: Words,
  ) {}

  /** Registered by a member of staff. */
  static async byStaff(under: PlatformUnderTest, submission = aSubmission(), words = WORDS): Promise<CaseWork> {
    const { body } = await under.client.ask<Registered>(OFFICER, 'POST', under.url('intake', '/v1/complaints'), {
      body: submission,
    });
    const { complaintId, complaintNo, trackingCode } = body;
    return new CaseWork(under, complaintId, complaintNo, submission.complainant.email, trackingCode, words);
  }

  /** Registered by the complainant. */
  static async byPortal(
    under: PlatformUnderTest,
    submission = aSubmission({ channel: 'WEB_FORM' }),
    words = WORDS,
  ): Promise<CaseWork> {
    const { body } = await under.client.ask<Registered>(null, 'POST', under.url('intake', '/v1/portal/complaints'), {
      body: submission,
    });
    const { complaintId, complaintNo, trackingCode } = body;
    return new CaseWork(under, complaintId, complaintNo, submission.complainant.email, trackingCode, words);
  }

  /** Registered from the topic of submissions, where the submitter learns its number from the story. */
  static async byTopic(
    under: PlatformUnderTest,
    submission = aSubmission(),
    words = WORDS,
    id: string = randomUUID(),
  ): Promise<CaseWork> {
    const source = 'client:crm';
    await under.publishSubmission({ id, source, submission });
    const registered = await eventually(
      () => {
        const isOurs = ({ value }: { value: Readonly<Record<string, unknown>> }) =>
          (value['source'] as { id?: string } | undefined)?.id === id;
        return under.story.all().find((one) => one.fact === 'complaint-registered' && isOurs(one));
      },
      { timeoutMs: WAIT_MS, what: 'the registration of a submission from the topic' },
    );
    const { complaintId, value } = registered;
    return new CaseWork(
      under,
      complaintId,
      String(value['complaintNo']),
      submission.complainant.email,
      undefined,
      words,
    );
  }

  /** Who handles it, once somebody was chosen. */
  get handlerId(): string {
    return this.handler;
  }

  /** Where the complaint lies, as a dispatcher sees it. */
  async assignment(): Promise<CaseView> {
    return (await this.read('routing', 'assignment', DISPATCHER)).body;
  }

  /** T9 by the rules: waits until a handler was proposed. */
  async assigned(): Promise<void> {
    const view = await eventually(
      async () => {
        const found = await this.assignment();
        return found.state === 'ASSIGNED' && found;
      },
      { timeoutMs: WAIT_MS, intervalMs: 100, what: `${this.complaintNo} to be assigned` },
    );
    this.handler = view.handlerId ?? '';
    this.seen = view.stateSeq;
  }

  /** T9 by hand, as it has to be done after a reopening and where the rules recognise nothing. */
  async assess(): Promise<void> {
    const { body, etag } = await eventually(
      async () => {
        const found = await this.read('routing', 'assignment', TRIAGE);
        return found.body.state === 'UNDER_ASSESSMENT' && found;
      },
      { timeoutMs: WAIT_MS, intervalMs: 100, what: `${this.complaintNo} to be assessed by somebody` },
    );
    const { category, severity, urgency, flags } = body.classification;
    await this.command('routing', 'assessment', TRIAGE, { etag, body: { category, severity, urgency, flags } });
    await this.assigned();
  }

  /** T10. */
  async accept(): Promise<void> {
    const { etag } = await this.read('routing', 'assignment', this.handler);
    await this.command('routing', 'assignment/acceptance', this.handler, { etag, body: {} });
  }

  /** Evidence, then T15. */
  async investigate(): Promise<void> {
    const { evidence, fileName, fileText, finding, scope } = this.words;
    const form = formOf({ provenance: 'COMPLAINANT', description: evidence }, fileName, fileText);
    const added = await this.command<{ evidenceId: string }>('investigation', 'investigation/evidence', this.handler, {
      form,
    });
    const { etag } = await this.read('investigation', 'investigation', this.handler);
    await this.command('investigation', 'investigation/determination', this.handler, {
      etag,
      body: {
        verdict: 'VALID',
        reasonableness: 'DEMAND_REASONABLE',
        rootCause: 'MATERIAL',
        scope,
        responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
        findings: [{ text: finding, evidenceIds: [added.evidenceId] }],
      },
    });
  }

  /** T17 and T18. */
  async propose(): Promise<void> {
    const { explanation, apology } = this.words;
    const dueOn = new Date(this.under.now.getTime() + 5 * DAY_MS).toISOString().slice(0, 10);
    const { etag } = await this.read('resolution', 'resolution', this.handler);
    await this.command('resolution', 'resolution/plan', this.handler, {
      etag,
      body: {
        outcome: 'UPHELD',
        explanation,
        apology,
        remedies: [{ type: 'REFUND', amount: { amountMinor: 19_900, currency: 'CNY' }, ownerUnitId: 'FIN', dueOn }],
      },
    });
    const drafted = await this.read('resolution', 'resolution', this.handler);
    await this.command('resolution', 'resolution/submission', this.handler, { etag: drafted.etag, body: {} });
  }

  /** T20 by somebody else. */
  async approve(): Promise<void> {
    const { etag } = await this.read('resolution', 'resolution', APPROVER);
    await this.command('resolution', 'resolution/approval', APPROVER, { etag, body: { decision: 'APPROVE' } });
    this.offers += 1;
  }

  /** What the complainant knows from the letters: the code, and the link of the newest offer. */
  async offerLink(): Promise<string> {
    const letter = await this.under.letter(this.address, OFFER, this.offers);
    return LINK.exec(letter.text)?.[0] ?? '';
  }

  async trackingCode(): Promise<string> {
    if (this.code !== undefined) return this.code;
    const letter = await this.under.letter(this.address, ACCEPTANCE);
    return CODE.exec(letter.text)?.[1] ?? '';
  }

  /** T22 by the link of the letter. */
  async acceptOffer(): Promise<void> {
    const body = { code: await this.trackingCode(), decision: 'ACCEPT' };
    const answer = await this.under.client.ask<{ stateSeq: number }>(null, 'POST', await this.offerLink(), { body });
    this.seen = answer.body.stateSeq;
  }

  /** T27: every remedy is carried out, with a proof. */
  async execute(): Promise<void> {
    const { body } = await this.read('resolution', 'resolution', this.handler);
    for (const { remedyId } of body.plan?.remedies ?? []) {
      const form = formOf({ note: this.words.receipt }, 'receipt.txt', this.words.receipt);
      await this.command('resolution', `resolution/remedies/${remedyId}/execution`, PAYER, { form });
    }
  }

  /** T28 or T29 by somebody other than the handler. */
  async followUp(isSatisfied: boolean): Promise<void> {
    const { etag } = await this.read('resolution', 'resolution', FOLLOW_UP);
    const { comment } = this.words;
    const body = isSatisfied
      ? { result: 'SUCCESS', satisfaction: 5, comment }
      : { result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_SETTLED', comment };
    await this.command('resolution', 'resolution/follow-ups', FOLLOW_UP, { etag, body });
  }

  /** From the acceptance by a handler to the executed remedies. */
  async toResolved(): Promise<void> {
    await this.toRemedies();
    await this.execute();
  }

  /** From the acceptance by a handler to the complainant's consent. */
  async toRemedies(): Promise<void> {
    await this.accept();
    await this.investigate();
    await this.propose();
    await this.approve();
    await this.acceptOffer();
  }

  /** T34 on the portal, with number and code. */
  async askToWithdraw(statement: string): Promise<void> {
    await this.under.client.ask(null, 'POST', this.under.url('intake', '/v1/portal/requests'), {
      body: { complaintNo: this.complaintNo, trackingCode: await this.trackingCode(), kind: 'WITHDRAWAL', statement },
    });
  }

  private read(service: ServiceName, what: string, by: string): Promise<Answer<CaseView>> {
    return this.under.client.ask<CaseView>(by, 'GET', this.url(service, what), { seen: this.seen });
  }

  private async command<T = unknown>(service: ServiceName, what: string, by: string, call: Call): Promise<T> {
    const url = this.url(service, what);
    const { body } = await this.under.client.ask<T & { stateSeq: number }>(by, 'POST', url, {
      ...call,
      seen: this.seen,
    });
    this.seen = Math.max(this.seen, body.stateSeq);
    return body;
  }

  private url(service: ServiceName, what: string): string {
    return this.under.url(service, `/v1/complaints/${this.complaintId}/${what}`);
  }
}

function formOf(fields: Readonly<Record<string, string>>, fileName: string, text: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([text], { type: 'text/plain' }), fileName);
  return form;
}
