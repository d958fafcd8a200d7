import { Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { remedyFailed, remedyIn, remedyStarted, type RemedyFailure } from '@redress/contracts';
import { movedTo, type Moved } from '@redress/lifecycle';
import { Outbox } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { Approvals } from '../approvals';
import { CaseDesk } from '../case-desk';
import { obstaclesToFail, obstaclesToStart } from '../domain/case-commands';
import type { RemedyState } from '../domain/remedy-line';
import { onRemedy } from '../on-remedy';
import { ResolutionCases } from '../resolution-cases';
import { SEALED } from '../sealed';

export interface OnRemedy extends ComplaintCommand {
  readonly remedyId: string;
}

export interface FailRemedy extends OnRemedy {
  readonly failure: RemedyFailure;
  /** For colleagues; kept sealed. */
  readonly note?: string | undefined;
}

export interface RemedyMoved extends Moved {
  readonly remedyId: string;
  readonly remedyState: RemedyState;
  readonly version: number;
}

/** A remedy is begun, or could not be carried out; the complaint is not moved. */
@Injectable()
export class CarryOutRemedyHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly approvals: Approvals,
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    private readonly clock: BusinessClock,
  ) {}

  async start(tx: Transaction, command: OnRemedy): Promise<RemedyMoved> {
    const { actor, remedyId } = command;
    const { complaint, plan, situation } = await this.desk.openPlan(tx, command, onRemedy(remedyId, obstaclesToStart));
    const line = plan.start(remedyId);
    await this.cases.startRemedy(tx, remedyId);
    const version = await this.cases.touch(tx, situation.resolution);
    const payload = { planId: plan.now.planId, remedyId, remedy: remedyIn(line) };
    const act = { at: this.clock.now(), actor: actor.onStory };
    await this.outbox.append(tx, [{ contract: remedyStarted, complaint, ...act, payload }]);
    await this.approvals.lapseOutdated(tx, complaint, situation.proposals, plan.now, act);
    return { ...movedTo(complaint), remedyId, remedyState: line.state, version };
  }

  async fail(tx: Transaction, command: FailRemedy): Promise<RemedyMoved> {
    const { actor, complaintId, failure, note, remedyId } = command;
    const { complaint, plan, situation } = await this.desk.openPlan(tx, command, onRemedy(remedyId, obstaclesToFail));
    const at = this.clock.now();
    const line = plan.fail(remedyId, failure, at);
    await this.cases.failRemedy(tx, remedyId, {
      failure,
      at,
      by: actor.sub,
      note: note ? await this.vault.seal(tx, complaintId, SEALED.failureNote(remedyId), note) : null,
    });
    const version = await this.cases.touch(tx, situation.resolution);
    const payload = { planId: plan.now.planId, remedyId, remedy: remedyIn(line), failure };
    await this.outbox.append(tx, [
      { contract: remedyFailed, complaint, at, actor: actor.onStory, reasonCode: failure, payload },
    ]);
    return { ...movedTo(complaint), remedyId, remedyState: line.state, version };
  }
}
