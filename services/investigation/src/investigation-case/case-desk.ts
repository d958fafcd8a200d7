import { Injectable } from '@nestjs/common';
import { Problem, type CurrentActor } from '@redress/http';
import { parsePacks } from '@redress/outbox';
import { PackRegistry } from '@redress/policy';
import { Directory } from '@redress/security';
import type { Queryable } from '@redress/service-host';
import type { CaseWorker } from './domain/case-worker';
import type { CaseSituation } from './domain/investigation-case';
import { InvestigationCases, type Standing } from './investigation-cases';

/** Puts the facts together by which the rules of a case judge, the same for reads and for commands. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly cases: InvestigationCases,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
  ) {}

  /** The present round of a complaint. Throws 404 when it never came to investigation. */
  async situationOf(from: Queryable, complaintId: string): Promise<CaseSituation & { readonly standing: Standing }> {
    const current = await this.cases.current(from, complaintId);
    if (!current) throw Problem.notFound('investigation');
    const { evidenceIds, investigation, standing } = current;
    return {
      investigation,
      standing,
      complaintState: standing.state,
      evidenceIds,
      minEvidenceItems: Math.max(
        ...parsePacks(standing.packs).map(
          ({ id, version }) => this.packs.get(id, version).content.determination.minEvidenceItems,
        ),
      ),
    };
  }

  worker(actor: CurrentActor): CaseWorker {
    const { unitId } = actor;
    return {
      id: actor.sub,
      roles: actor.roles,
      isOver: (lower) => unitId !== null && this.directory.isWithin(lower, unitId),
    };
  }

  isUnit(unitId: string): boolean {
    return this.directory.unit(unitId) !== undefined;
  }
}
