import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { STATE, thirdPartyAwaited, type ThirdPartyKind } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../case-desk';
import { obstaclesToRequestThirdParty } from '../domain/case-commands';
import { SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';

export interface RequestThirdParty extends ComplaintCommand {
  readonly partyKind: ThirdPartyKind;
  /** Who is asked, and what; kept sealed. */
  readonly name: string;
  readonly request: string;
  /** RFC 3339 */
  readonly dueAt: string;
}

export interface ThirdPartyRequested extends Moved {
  readonly thirdPartyId: string;
  readonly version: number;
}

/** Asks a third party, and waits for its reply (T14). How the request reaches it is up to the investigator. */
@Injectable()
export class RequestThirdPartyHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: RequestThirdParty): Promise<ThirdPartyRequested> {
    const { complaintId, actor, name, partyKind, request } = command;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToRequestThirdParty);
    const at = this.clock.now();
    const thirdPartyId = newId();
    const asked = investigation.requestThirdParty(
      { thirdPartyId, partyKind, dueAt: new Date(command.dueAt) },
      { by: worker, at },
    );
    const words = JSON.stringify({ name, request });
    const content = await this.vault.seal(tx, complaintId, SEALED.thirdParty(thirdPartyId), words);
    const version = await this.cases.askThirdParty(tx, { ...asked, content });
    const moved = await this.custody.move(tx, complaint, thirdPartyAwaited, {
      at,
      actor: actor.onStory,
      to: STATE.AWAITING_THIRD_PARTY,
      payload: { thirdPartyId, partyKind, dueAt: asked.dueAt.toISOString() },
    });
    return { ...movedTo(moved), thirdPartyId, version };
  }
}
