import { Inject, Injectable } from '@nestjs/common';
import { mustBeTheRightPerson, mustBeValid, NotFound, type ComplaintCommand } from '@redress/commands';
import { machines, ownFieldsOf, requestOfKind, type DeclaredKind, type DeclaredRequest } from '@redress/contracts';
import { admitCommand, Custody } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import { newId, type Transaction } from '@redress/persistence';
import { sealedColumn, Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { lackOfRole, lackOfRoleToSay, requestObstacles } from '../request-view';
import { faultsIn } from '../domain/request.rules';
import { Requests } from '../requests';

const statementOf = sealedColumn('complaint_request.statement');
const detailsOf = sealedColumn('complaint_request.details');

/** What the kind keeps sealed besides the statement, as JSON; undefined where it keeps nothing. */
function detailsIn({ sealed = {} }: DeclaredRequest, asked: Readonly<Record<string, unknown>>): string | undefined {
  const names = Object.keys(sealed);
  return names.length === 0 ? undefined : JSON.stringify(Object.fromEntries(names.map((name) => [name, asked[name]])));
}

export interface MakeRequestCommand extends ComplaintCommand {
  /** The kind, and what it asks for besides. */
  readonly asked: Readonly<Record<string, unknown>> & { readonly kind: DeclaredKind };
  /** The complainant's own words; kept sealed. */
  readonly statement: string;
  /** Set by doors that admit staff: only complaints of the caller's organisation exist for them. */
  readonly ofOwnOrganisation?: boolean;
}

/** Records what a complainant, or staff, want of the holder, and asks the holder. */
@Injectable()
export class MakeRequest {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly requests: Requests,
    private readonly outbox: Outbox,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @returns the request, which the holder answers on the story
   * @throws as {@link admitCommand}
   */
  async handle(tx: Transaction, command: MakeRequestCommand) {
    const { complaintId, asked, statement } = command;
    const { kind } = asked;
    const request = requestOfKind(kind) as DeclaredRequest;
    const actor = command.actor.onStory;
    const { complaint } = await admitCommand(tx, this.custody, command, {
      read: async (locked) => ({ locked, made: await this.requests.ofComplaint(tx, complaintId) }),
      whoMay: ({ locked }) => {
        if (!command.ofOwnOrganisation) return;
        if (locked.organisationId !== command.actor.organisationId) throw new NotFound('complaint');
        mustBeTheRightPerson([
          ...lackOfRole(request, command.actor),
          ...lackOfRoleToSay(request, asked, command.actor),
        ]);
      },
      holder: 'whoever-holds',
      obstacles: ({ locked, made }) => requestObstacles(request, locked.state, made),
    });
    const now = this.clock.now();
    mustBeValid(faultsIn(asked, now));
    const details = detailsIn(request, asked);
    const requestId = newId();
    const sealedStatement = await this.vault.seal(tx, complaintId, statementOf(requestId), statement);
    const sealedDetails =
      details === undefined ? undefined : await this.vault.seal(tx, complaintId, detailsOf(requestId), details);
    await this.requests.add(tx, {
      requestId,
      complaintId,
      kind,
      requestedAt: now,
      actor,
      sealedStatement,
      sealedDetails,
    });
    await this.outbox.append(tx, [
      {
        contract: request.asks,
        complaint,
        at: now,
        actor,
        payload: { ...ownFieldsOf(request).parse(asked), requestId, kind, requestedAt: now.toISOString() },
      },
    ]);
    return { requestId, complaintId, kind, status: machines.request.state.OPEN };
  }
}
