import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { investigationResumed, machines, STATE } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToResume } from '../domain/case-commands';
import { InvestigationCases } from '../investigation-cases';
import { InvestigationDossiers } from '../investigation-dossiers';

export interface Resumed extends Moved {
  readonly version: number;
}

/** The investigator goes on without waiting any longer, for the complainant or for third parties (T13, T14). */
@Injectable()
export class ResumeInvestigationHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly dossiers: InvestigationDossiers,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: ComplaintCommand): Promise<Resumed> {
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToResume);
    const at = this.clock.now();
    const { investigation: round } = investigation.now;
    const { questions, pausedAt, pausedSeconds } = investigation.resume({ by: worker, at });
    const version = questions
      ? await this.cases.endQuestions(tx, round, {
          informationRequestId: questions.informationRequestId,
          status: machines.informationRequest.state.DROPPED,
          pausedSeconds,
        })
      : await this.cases.touch(tx, round);
    if (questions) await this.dossiers.change(tx, complaint, at, { questions: undefined });
    const moved = await this.custody.move(tx, complaint, investigationResumed, {
      at,
      actor: command.actor.onStory,
      to: STATE.UNDER_INVESTIGATION,
      payload: {
        reason: 'NO_LONGER_NEEDED',
        ...(questions ? { informationRequestId: questions.informationRequestId } : {}),
        pausedAt: pausedAt.toISOString(),
        pausedSeconds,
      },
    });
    return { ...movedTo(moved), version };
  }
}
