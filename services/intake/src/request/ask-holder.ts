import { Injectable } from '@nestjs/common';
import { ownFieldsOf, type Actor, type DeclaredRequest } from '@redress/contracts';
import type { LockedComplaint } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { sealedColumn, Vault, type SealedPlace } from '@redress/vault';
import { Requests, requestStatement } from './requests';

const detailsOf = sealedColumn('complaint_request.details');

/** What is asked, by whom and when. */
export interface Asking {
  readonly request: DeclaredRequest;
  /** What the kind asks for besides. */
  readonly asked: Readonly<Record<string, unknown>>;
  readonly actor: Actor;
  /** Business time. */
  readonly at: Date;
  /** Why, in words; kept sealed. Absent where no person asks. */
  readonly statement?: string | undefined;
  /** Whose complainant asks, where that is not the complaint that is asked for. */
  readonly askedBy?: string | undefined;
  readonly causationId?: string | undefined;
}

/** Records a request and puts it on the story, where the holder answers it. */
@Injectable()
export class AskHolder {
  constructor(
    private readonly requests: Requests,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
  ) {}

  /**
   * @param complaint locked by the transaction
   * @returns the id of the request
   * @throws KeyMissing for words about a person who was erased
   */
  async ask(tx: Transaction, complaint: LockedComplaint, asking: Asking): Promise<string> {
    const requestId = await this.record(tx, complaint, asking);
    const { request, asked, actor, at, causationId } = asking;
    await this.outbox.append(tx, [
      {
        contract: request.asks,
        complaint,
        at,
        actor,
        causationId,
        payload: { ...ownFieldsOf(request).parse(asked), requestId, kind: request.kind, requestedAt: at.toISOString() },
      },
    ]);
    return requestId;
  }

  /** Records a request of which no holder is asked. @returns its id */
  async record(
    tx: Transaction,
    { complaintId }: Pick<LockedComplaint, 'complaintId'>,
    { request, asked, actor, at, statement, askedBy = complaintId }: Asking,
  ): Promise<string> {
    const requestId = newId();
    const details = detailsIn(request, asked);
    const seal = (place: SealedPlace, words: string) => this.vault.seal(tx, askedBy, place, words);
    await this.requests.add(tx, {
      requestId,
      complaintId: askedBy,
      kind: request.kind,
      requestedAt: at,
      actor,
      otherId: asked['primaryId'] as string | undefined,
      sealedStatement: statement === undefined ? null : await seal(requestStatement(requestId), statement),
      sealedDetails: details === undefined ? undefined : await seal(detailsOf(requestId), details),
    });
    return requestId;
  }
}

/** What the kind keeps sealed besides the statement, as JSON; undefined where it keeps nothing. */
function detailsIn({ sealed = {} }: DeclaredRequest, asked: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(sealed);
  return names.length === 0 ? undefined : JSON.stringify(Object.fromEntries(names.map((name) => [name, asked[name]])));
}
