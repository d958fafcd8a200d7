import { Inject, Injectable } from '@nestjs/common';
import { faultAt, mustBeValid, type ComplaintCommand, type FieldFault } from '@redress/commands';
import { disputeDecided, machines, STATE, type DisputeOutcome, type ResolutionDossier } from '@redress/contracts';
import { FOR_WORK } from '@redress/disclosure';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { DateTime } from 'luxon';
import { CaseDesk } from '../../resolution-case/case-desk';
import { PutOffer } from '../../resolution-case/put-offer';
import { ResolutionCases, type StandingSituation } from '../../resolution-case/resolution-cases';
import { partyOnStory } from '../../resolution-case/take-answer';
import { DISPUTE_SEALED, Disputes } from '../../dispute/disputes';
import type { StandingDispute } from '../../dispute/domain/dispute';
import { closedBy, mayBind, obstaclesToRecordAward } from '../../resolution-case/domain/dispute-commands';

export interface RecordAward extends ComplaintCommand {
  readonly outcome: DisputeOutcome;
  /** Kept sealed. */
  readonly award: string;
  readonly binds: boolean;
  readonly lesson: { readonly unitId: string; readonly dueOn: string; readonly task: string };
}

export interface AwardRecorded extends Moved {
  readonly disputeId: string;
  readonly lessonId: string;
  readonly version: number;
}

/** Why the plan went back that waited for its approval when the dispute was opened. */
const SENT_BACK_BY = 'DISPUTE_DECIDED';

/**
 * Records how a dispute ended: what is awarded becomes a plan, else the case is closed. What a unit has to learn from it is
 * a task that cannot be left out (T33).
 */
@Injectable()
export class RecordAwardHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: ResolutionCases,
    private readonly disputes: Disputes,
    private readonly putOffer: PutOffer,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: RecordAward): Promise<AwardRecorded> {
    const { actor, award, binds, complaintId, lesson, outcome } = command;
    const { complaint, situation } = await this.desk.open(tx, command, obstaclesToRecordAward);
    const at = this.clock.now();
    mustBeValid(this.faultsOf(command, situation, at));
    const { plan, resolution } = situation;
    const { closedAs, disputeId, partyId, route } = situation.dispute as StandingDispute;
    const lessonId = newId();
    await this.disputes.decide(
      tx,
      disputeId,
      {
        outcome,
        binds,
        award: await this.vault.seal(tx, complaintId, DISPUTE_SEALED.award(disputeId), award),
        by: actor.sub,
        at,
      },
      {
        lessonId,
        unitId: lesson.unitId,
        dueOn: lesson.dueOn,
        task: await this.vault.seal(tx, complaintId, DISPUTE_SEALED.task(lessonId), lesson.task),
      },
    );
    const closureCode = binds ? undefined : closedBy(outcome, closedAs);
    if (closureCode) {
      await this.cases.end(tx, resolution, { status: machines.resolution.state.CLOSED, at, closureCode });
    } else {
      await this.cases.endsAs(tx, resolution, null);
      if (plan) await this.cases.stopRemedies(tx, plan);
      if (plan?.status === machines.plan.state.SUBMITTED) await this.cases.sendBack(tx, plan, SENT_BACK_BY);
    }
    const own = await this.vault.readDossier<ResolutionDossier>(tx, complaintId, 'resolution', FOR_WORK);
    const named = own?.content.dispute;
    if (!named) throw new Error('A dispute that is open stands in the dossier');
    const dossierVersion = await this.putOffer.nothing(tx, complaint, { dispute: { ...named, award } }, at);
    const version = await this.cases.touch(tx, resolution);
    const moved = await this.custody.move(tx, complaint, disputeDecided, {
      at,
      actor: actor.onStory,
      to: binds ? STATE.RESOLUTION_DRAFTED : STATE.CLOSED,
      payload: {
        disputeId,
        ...partyOnStory({ complaintId, partyId }),
        route,
        award: outcome,
        binds,
        lessonId,
        lessonUnitId: lesson.unitId,
        lessonDueOn: lesson.dueOn,
        ...(closureCode ? { closureCode, outcome: plan?.outcome ?? resolution.outcome ?? undefined } : {}),
        dossierVersion,
      },
    });
    return { ...movedTo(moved), disputeId, lessonId, version };
  }

  private faultsOf({ binds, lesson, outcome }: RecordAward, situation: StandingSituation, at: Date): FieldFault[] {
    const allowed = mayBind(outcome, situation);
    const line = this.desk.lineOf(situation.resolution.unitId);
    const { zone } = this.desk.procedureOf(situation.standing).content;
    const today = DateTime.fromJSDate(at, { zone }).toISODate() as string;
    return [
      ...(allowed.includes(binds) ? [] : [faultAt('/binds', 'not-possible-here', { allowed: allowed.join(', ') })]),
      ...(line.includes(lesson.unitId)
        ? []
        : [faultAt('/lesson/unitId', 'not-possible-here', { allowed: line.join(', ') })]),
      ...(lesson.dueOn < today ? [faultAt('/lesson/dueOn', 'in-the-past')] : []),
    ];
  }
}
