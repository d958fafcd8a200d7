import { Injectable } from '@nestjs/common';
import { complaintDetermined, type InvestigationDossier } from '@redress/contracts';
import { Problem, type CommandContext } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { newId, StaleVersion, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/service-host';
import { BusinessClock } from '@redress/time';
import type { z } from 'zod';
import { CaseDesk } from '../case-desk';
import { faultsOfDetermination, obstaclesToDetermine } from '../domain/case-commands';
import { SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';
import { mustBeAllowed, mustBeTheRightPerson } from '../refusal';
import type { DeterminationBody, determinedSchema } from './determine.dto';

/** Concludes the round on evidence and hands the complaint over to resolution (T15). */
@Injectable()
export class DetermineHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly vault: Vault,
    private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(
    tx: Transaction,
    { complaintId, actor, expectedVersion }: CommandContext,
    body: DeterminationBody,
  ): Promise<z.infer<typeof determinedSchema>> {
    await this.custody.lock(tx, complaintId);
    const situation = await this.desk.situationOf(tx, complaintId);
    const { investigation } = situation;
    const obstacles = obstaclesToDetermine(situation, this.desk.worker(actor), {
      hasReasonForNone: body.noInvestigationReason !== undefined,
    });
    mustBeTheRightPerson(obstacles);
    if (investigation.version !== expectedVersion) throw new StaleVersion('investigation', investigation.version);
    const complaint = await this.custody.hold(tx, complaintId);
    mustBeAllowed(obstacles);
    const faults = faultsOfDetermination(body, situation, (unitId) => this.desk.isUnit(unitId));
    if (faults.length > 0) throw Problem.fields(...faults);

    const now = this.clock.now();
    const determinationId = newId();
    const { findings, scope, recommendation, noInvestigationReason, ...verdict } = body;
    const dossier: InvestigationDossier = { findings, scope, recommendation };
    const content = await this.vault.seal(
      tx,
      complaintId,
      SEALED.determination,
      JSON.stringify({ ...dossier, noInvestigationReason }),
    );
    const version = await this.cases.determine(tx, complaintId, {
      ...verdict,
      determinationId,
      cycle: investigation.cycle,
      findingCount: findings.length,
      investigatorId: actor.sub,
      determinedAt: now,
      content,
    });
    const dossierVersion = await this.vault.writeDossier(tx, complaint, dossier, now);
    const moved = await this.custody.move(tx, complaint, complaintDetermined, {
      at: now,
      actor: actor.onStory,
      payload: {
        ...verdict,
        determinationId,
        findings: findings.length,
        investigatorId: actor.sub,
        handlerId: investigation.handlerId,
        unitId: investigation.unitId,
        dossierVersion,
      },
    });
    return { complaintId, state: moved.state, stateSeq: moved.stateSeq, determinationId, version };
  }
}
