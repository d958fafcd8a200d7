import { Injectable } from '@nestjs/common';
import { machines } from '@redress/contracts';
import { RequestDesk, type GrantedRequest } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { pauseFrom } from '../investigation-case/domain/investigation-case';
import { InvestigationCases } from '../investigation-case/investigation-cases';
import { InvestigationDossiers } from '../investigation-case/investigation-dossiers';

/** Questions that no one answered end with the move by which the investigation goes on without an answer (T13). */
@Injectable()
export class EndUnansweredQuestions {
  constructor(
    desk: RequestDesk,
    private readonly cases: InvestigationCases,
    private readonly dossiers: InvestigationDossiers,
  ) {
    desk.whenGranted('EXPIRY', (tx, granted) => this.end(tx, granted));
  }

  private async end(tx: Transaction, { at, complaint, complaintId }: GrantedRequest): Promise<void> {
    const current = await this.cases.current(tx, complaintId);
    const open = current?.waits.openQuestions;
    if (!current || !open) throw new Error('What expires in an investigation are open questions');
    await this.cases.endQuestions(tx, current.investigation, {
      informationRequestId: open.informationRequestId,
      status: machines.informationRequest.state.UNANSWERED,
      pausedSeconds: pauseFrom(open.askedAt, at).pausedSeconds,
    });
    await this.dossiers.change(tx, complaint, at, { questions: undefined });
  }
}
