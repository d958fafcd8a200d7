import type { ServiceName } from '@redress/contracts';
import { type Api, type Call, type Caller, Refused } from '@redress/local/driving';
import {
  mustOffer,
  type AssignmentView,
  type CaseView,
  type ClockView,
  type Moved,
  type ResolutionView,
} from './views';

/** A file that a person uploads, with the fields that stand before it. */
export interface Paper {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly text: string;
}

/** A person looks this often before giving up on a complaint that others keep changing. */
const LOOKS = 5;

/**
 * One person's way of acting on one complaint: look at it, see whether the command is offered, run it on what was seen. When
 * another person changed it in between, the person looks again and acts on that.
 */
export class Office {
  private seen = 1;
  private acts = 0;

  /** @param rowId makes idempotency keys, which repeat themselves in a repeated run */
  constructor(
    private readonly api: Api,
    private readonly rowId: string,
    private readonly complaintId: string,
  ) {}

  /** The last `stateSeq` that anybody told of. */
  noteSeen(stateSeq: number): void {
    this.seen = Math.max(this.seen, stateSeq);
  }

  assignment(by: Caller): Promise<AssignmentView> {
    return this.read<AssignmentView>('routing', 'assignment', by);
  }

  investigation(by: Caller): Promise<CaseView> {
    return this.read<CaseView>('investigation', 'investigation', by);
  }

  resolution(by: Caller): Promise<ResolutionView> {
    return this.read<ResolutionView>('resolution', 'resolution', by);
  }

  /** Those who are complainants of the case now; none where only one ever was. */
  async parties(by: Caller): Promise<readonly string[]> {
    const { parties } = await this.api.call<{ parties: readonly { partyId: string; leftAt: string | null }[] }>({
      service: 'intake',
      method: 'GET',
      path: `/v1/complaints/${this.complaintId}`,
      by,
    });
    return parties.filter(({ leftAt }) => leftAt === null).map(({ partyId }) => partyId);
  }

  async clocks(by: Caller): Promise<readonly ClockView[]> {
    const { clocks } = await this.api.call<{ clocks: ClockView[] }>({
      service: 'routing',
      method: 'GET',
      path: `/v1/complaints/${this.complaintId}/clocks`,
      by,
    });
    return clocks;
  }

  /** T9 by hand: what the triage officer reads in the complaint is what the rules proposed. @param unitId where it belongs */
  async assess(by: Caller, unitId?: string): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const view = await this.assignment(by);
      mustOffer(by.id, 'assessComplaint', view.commands);
      const { category, severity, urgency, flags } = view.classification;
      return this.command('routing', 'assessment', by, {
        version: view.version,
        body: { category, severity, urgency, flags, ...(unitId === undefined ? {} : { unitId }) },
      });
    });
  }

  /** T10. */
  async accept(by: Caller): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const view = await this.assignment(by);
      mustOffer(by.id, 'acceptAssignment', view.commands);
      return this.command('routing', 'assignment/acceptance', by, { version: view.version, body: {} });
    });
  }

  /** Adds evidence and answers its id. */
  async addEvidence(by: Caller, paper: Paper): Promise<string> {
    const view = await this.investigation(by);
    mustOffer(by.id, 'addEvidence', view.commands);
    const { evidenceId } = await this.command<Moved & { evidenceId: string }>(
      'investigation',
      'investigation/evidence',
      by,
      {
        form: formOf(paper),
      },
    );
    return evidenceId;
  }

  /** T15. */
  async determine(by: Caller, determination: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const view = await this.investigation(by);
      mustOffer(by.id, 'determine', view.commands);
      return this.command('investigation', 'investigation/determination', by, {
        version: view.version,
        body: determination,
      });
    });
  }

  /** T17, or a new revision after a rejection; then T18. */
  async proposePlan(by: Caller, plan: object, kind: 'draft' | 'revision'): Promise<Moved> {
    const drafted = await this.writePlan(by, plan, kind);
    return onWhatIsCurrent(async (isFirst) => {
      const { version } = isFirst ? drafted : await this.resolution(by);
      return this.command('resolution', 'resolution/submission', by, { version });
    });
  }

  /** Runs a command of resolution on what the person sees of it. */
  settle(by: Caller, operationId: string, what: string, body: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const { commands, version } = await this.resolution(by);
      mustOffer(by.id, operationId, commands);
      return this.command('resolution', `resolution/${what}`, by, { version, body });
    });
  }

  /** T27: runs a command on one remedy, on what the person sees of it. */
  onRemedy(by: Caller, operationId: string, remedyId: string, what: string, body?: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const { plan, version } = await this.resolution(by);
      const line = plan?.remedies.find((remedy) => remedy.remedyId === remedyId);
      mustOffer(by.id, operationId, line?.commands ?? []);
      return this.command('resolution', `resolution/remedies/${remedyId}/${what}`, by, { version, body });
    });
  }

  /** T22, T43: what was heard in a recorded call about the offer as it was read out. @returns id of the answer */
  async recordAcceptance(by: Caller, contactId: string, listenerId: string): Promise<string> {
    const { answerId } = await onWhatIsCurrent(async () => {
      const offer = await this.read<CaseView & { textSha256: string; needsListener: boolean }>(
        'resolution',
        'resolution/offer',
        by,
      );
      mustOffer(by.id, 'recordAnswer', offer.commands);
      return this.command<Moved & { answerId: string }>('resolution', 'resolution/answers', by, {
        version: offer.version,
        body: {
          channel: 'RECORDED_CALL',
          decision: 'ACCEPT',
          textSha256: offer.textSha256,
          contactId,
          ...(offer.needsListener ? { listenerId } : {}),
        },
      });
    });
    return answerId;
  }

  /** The complainant says that the record is wrong. */
  async recordObjection(by: Caller, answerId: string, contactId: string, words: string): Promise<void> {
    await this.command('resolution', `resolution/answers/${answerId}/objection`, by, { body: { contactId, words } });
  }

  /** T20, or T19 with a reason, by the first of these people whom the plan lets decide: the others pass it on. */
  async decide(people: readonly Caller[], decision: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      for (const by of people) {
        const view = await this.resolution(by);
        if (
          by !== people.at(-1) &&
          !view.commands.some(({ operationId, allowed }) => operationId === 'decidePlan' && allowed)
        )
          continue;
        mustOffer(by.id, 'decidePlan', view.commands);
        return this.command('resolution', 'resolution/approval', by, { version: view.version, body: decision });
      }
      throw new Error('There is nobody who could approve');
    });
  }

  /** Reports a remedy as executed; the last one is T27. */
  async execute(by: Caller, remedyId: string, paper: Paper): Promise<Moved> {
    const view = await this.resolution(by);
    const line = view.plan?.remedies.find((remedy) => remedy.remedyId === remedyId);
    mustOffer(by.id, 'executeRemedy', line?.commands ?? []);
    return this.command('resolution', `resolution/remedies/${remedyId}/execution`, by, { form: formOf(paper) });
  }

  /** T28 or T29. */
  async followUp(by: Caller, report: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const view = await this.resolution(by);
      mustOffer(by.id, 'recordFollowUp', view.commands);
      return this.command('resolution', 'resolution/follow-ups', by, { version: view.version, body: report });
    });
  }

  /** Runs a command of routing on what the person sees of the assignment. */
  route(by: Caller, operationId: string, what: string, body: object): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const { commands, version } = await this.assignment(by);
      mustOffer(by.id, operationId, commands);
      return this.command('routing', what, by, { version, body });
    });
  }

  /** T12, T14: asks the complainant or a third party; the investigation waits. */
  ask<T extends Moved>(by: Caller, operationId: string, what: string, body: object): Promise<T> {
    return onWhatIsCurrent(async () => {
      const { commands, version } = await this.investigation(by);
      mustOffer(by.id, operationId, commands);
      return this.command<T>('investigation', `investigation/${what}`, by, { version, body });
    });
  }

  /** T14: what a third party sent is among the evidence. */
  async takeReply(by: Caller, thirdPartyId: string, evidenceIds: readonly string[]): Promise<void> {
    await this.command('investigation', `investigation/third-parties/${thirdPartyId}/reply`, by, {
      body: { evidenceIds },
    });
  }

  /** T17 or a revision, then T21 or T41: no one has to approve it, or it is told and not asked. */
  async settlePlan(by: Caller, plan: object, kind: 'draft' | 'revision', how: 'offer' | 'decision'): Promise<Moved> {
    await this.writePlan(by, plan, kind);
    return onWhatIsCurrent(async () => {
      const { commands, version } = await this.resolution(by);
      mustOffer(by.id, how === 'offer' ? 'offerPlan' : 'tellDecision', commands);
      return this.command('resolution', `resolution/${how}`, by, { version });
    });
  }

  /** T34, T35, T36: what the complainant says on the phone, or what the house asks of the holder. */
  async request(by: Caller, body: object): Promise<void> {
    await this.api.call({
      ...this.toComplaint('intake', 'requests', by),
      method: 'POST',
      body,
      idempotencyKey: this.nextKey(),
    });
  }

  /** @returns id of the contact */
  async logContact(by: Caller, body: object): Promise<string> {
    const { contactId } = await this.api.call<{ contactId: string }>({
      ...this.toComplaint('intake', 'contacts', by),
      method: 'POST',
      body,
      idempotencyKey: this.nextKey(),
    });
    return contactId;
  }

  /** Posts the letter of a kind that is to go on paper, with the number of its posting. Throws when there is none. */
  async post(by: Caller, kind: string, proof: string): Promise<void> {
    const { items } = await this.api.call<{ items: { letterId: string; kind: string; version: number }[] }>({
      service: 'notification',
      method: 'GET',
      path: `/v1/letters?complaintId=${this.complaintId}`,
      by,
    });
    const letter = items.find((one) => one.kind === kind);
    if (!letter) throw new Error(`${by.id} finds no letter ${kind} to post`);
    await this.api.call({
      service: 'notification',
      method: 'POST',
      path: `/v1/letters/${letter.letterId}/telling`,
      by,
      body: { by: 'POSTED', proof },
      version: letter.version,
      idempotencyKey: this.nextKey(),
    });
  }

  private writePlan(by: Caller, plan: object, kind: 'draft' | 'revision'): Promise<Moved> {
    return onWhatIsCurrent(async () => {
      const view = await this.resolution(by);
      mustOffer(by.id, kind === 'draft' ? 'draftPlan' : 'revisePlan', view.commands);
      return this.command('resolution', 'resolution/plan', by, {
        method: kind === 'draft' ? 'POST' : 'PUT',
        version: view.version,
        body: plan,
      });
    });
  }

  private async read<T extends CaseView>(service: ServiceName, what: string, by: Caller): Promise<T> {
    const view = await this.api.call<T>({ ...this.toComplaint(service, what, by), method: 'GET' });
    this.noteSeen(view.stateSeq);
    return view;
  }

  private async command<T extends Moved = Moved>(
    service: ServiceName,
    what: string,
    by: Caller,
    given: Pick<Call, 'body' | 'form' | 'version'> & { readonly method?: 'POST' | 'PUT' },
  ): Promise<T> {
    const moved = await this.api.call<T>({
      ...this.toComplaint(service, what, by),
      method: 'POST',
      ...given,
      idempotencyKey: this.nextKey(),
    });
    this.noteSeen(moved.stateSeq);
    return moved;
  }

  private toComplaint(service: ServiceName, what: string, by: Caller) {
    return { service, path: `/v1/complaints/${this.complaintId}/${what}`, by, seen: this.seen };
  }

  private nextKey(): string {
    return `demo-${this.rowId}-${++this.acts}`;
  }
}

/** Acts again on a fresh look while the answer is 412: another person changed what was seen. Any other refusal stands. */
async function onWhatIsCurrent<T>(act: (isFirst: boolean) => Promise<T>): Promise<T> {
  for (let look = 1; ; look++) {
    try {
      return await act(look === 1);
    } catch (error) {
      if (look === LOOKS || !(error instanceof Refused) || error.status !== 412) throw error;
    }
  }
}

function formOf({ fields, fileName, text }: Paper): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([text], { type: 'text/plain' }), fileName);
  return form;
}
