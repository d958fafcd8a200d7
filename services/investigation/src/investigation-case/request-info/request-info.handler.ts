import { Inject, Injectable } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import { informationAwaited } from '@redress/contracts';
import { Custody, movedTo, type Moved } from '@redress/lifecycle';
import { newId, type Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { Vault } from '@redress/vault';
import { CaseDesk } from '../case-desk';
import { obstaclesToRequestInfo } from '../domain/case-commands';
import { SEALED } from '../evidence-item';
import { InvestigationCases } from '../investigation-cases';
import { InvestigationDossiers } from '../investigation-dossiers';

export interface RequestInfo extends ComplaintCommand {
  readonly questions: readonly string[];
  /** RFC 3339 */
  readonly dueAt: string;
}

export interface InfoRequested extends Moved {
  readonly informationRequestId: string;
  readonly pause: number;
  readonly version: number;
}

/** Asks the complainant for information, by letter, and waits for the answer (T12). */
@Injectable()
export class RequestInfoHandler {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: InvestigationCases,
    private readonly dossiers: InvestigationDossiers,
    private readonly vault: Vault,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
    private readonly clock: BusinessClock,
  ) {}

  async handle(tx: Transaction, command: RequestInfo): Promise<InfoRequested> {
    const { complaintId, actor, questions } = command;
    const { complaint, investigation, worker } = await this.desk.open(tx, command, obstaclesToRequestInfo);
    const at = this.clock.now();
    const informationRequestId = newId();
    const { pause, ...asked } = investigation.requestInformation(
      { informationRequestId, questions: questions.length, dueAt: new Date(command.dueAt) },
      { by: worker, at },
    );
    const place = SEALED.questions(informationRequestId);
    const content = await this.vault.seal(tx, complaintId, place, JSON.stringify(questions));
    const version = await this.cases.askQuestions(tx, { ...asked, content });
    const dueAt = asked.dueAt.toISOString();
    const dossierVersion = await this.dossiers.change(tx, complaint, at, {
      questions: { informationRequestId, dueAt, texts: [...questions] },
    });
    const moved = await this.custody.move(tx, complaint, informationAwaited, {
      at,
      actor: actor.onStory,
      payload: { informationRequestId, questions: questions.length, pause, dueAt, dossierVersion },
    });
    return { ...movedTo(moved), informationRequestId, pause, version };
  }
}
