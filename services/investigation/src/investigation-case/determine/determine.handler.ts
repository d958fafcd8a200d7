import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { complaintDetermined, type InvestigationDossier } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { CaseDesk } from '../case-desk';
import { obstaclesToDetermine } from '../domain/case-commands';
import type { Determination } from '../domain/determination';
import { SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';

export interface Determine extends ComplaintCommand {
  readonly determination: Determination;
}

export interface Determined extends Moved {
  readonly determinationId: string;
  readonly version: number;
}

/** Concludes the round on evidence and hands the complaint over to resolution (T15). */
@Injectable()
export class DetermineHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: Determine): Promise<Determined> {
    const { complaintId, actor, determination } = command;
    const { noInvestigation } = determination;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, (situation, by) =>
      obstaclesToDetermine(situation, by, { hasReasonForNone: noInvestigation !== undefined }),
    );
    const at = this.clock.now();
    const { verdict, handlerId, unitId, ...determined } = investigation.determine(
      determination,
      { determinationId: newId(), isUnit: (id) => this.desk.isUnit(id, complaint.organisationId) },
      { by: worker, at },
    );
    const { determinationId, findingCount, investigatorId, round } = determined;
    const dossier = dossierOf(determination);
    const words = JSON.stringify({ ...dossier, noInvestigation: noInvestigation?.words });
    const version = await this.cases.determine(tx, complaintId, {
      ...verdict,
      ...determined,
      noInvestigation: noInvestigation?.reasonCode ?? null,
      content: await this.vault.seal(tx, complaintId, SEALED.determination(determinationId), words),
    });
    const dossierVersion = await this.vault.writeDossier(tx, complaint, dossier, at);
    const moved = await this.custody.move(tx, complaint, complaintDetermined, {
      at,
      actor: actor.onStory,
      payload: {
        ...verdict,
        responsibility: [...verdict.responsibility],
        determinationId,
        round,
        findings: findingCount,
        ...(noInvestigation ? { noInvestigation: noInvestigation.reasonCode } : {}),
        investigatorId,
        handlerId,
        unitId,
        dossierVersion,
      },
    });
    return { ...movedTo(moved), determinationId, version };
  }
}

/** What resolution and the letters need in words. */
function dossierOf({ findings, scope, recommendation }: Determination): InvestigationDossier {
  return {
    findings: findings.map(({ text, evidenceIds }) => ({ text, evidenceIds: [...evidenceIds] })),
    scope,
    recommendation,
  };
}
