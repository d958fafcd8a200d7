import { Injectable } from '@nestjs/common';
import { Problem, type CurrentActor } from '@redress/http';
import { parsePacks } from '@redress/outbox';
import { PackRegistry, type CompiledPack } from '@redress/policy';
import { Directory } from '@redress/security';
import type { Queryable } from '@redress/service-host';
import type { CaseWorker } from './domain/case-worker';
import { ResolutionCases, type Standing, type StandingSituation } from './resolution-cases';

/** Puts the facts together by which the rules of a case judge, the same for reads and for commands. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
  ) {}

  /** The present round of a complaint. Throws 404 when it never came to resolution. */
  async situationOf(from: Queryable, complaintId: string): Promise<StandingSituation> {
    const situation = await this.cases.situation(from, complaintId);
    if (!situation) throw Problem.notFound('resolution');
    return situation;
  }

  /** The procedure of the complaint: the pack under which it was registered stands first. */
  procedureOf({ packs }: Pick<Standing, 'packs'>): CompiledPack {
    const [leading] = parsePacks(packs);
    if (!leading) throw new Error('A complaint has at least one policy pack');
    return this.packs.get(leading.id, leading.version);
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
