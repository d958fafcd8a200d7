import { Inject, Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import {
  mustBeTheRightPerson,
  NotFound,
  workerOf,
  type Caller,
  type CaseWorker,
  type ComplaintCommand,
  type Obstacle,
} from '@redress/commands';
import { admitCommand, Custody, type HeldComplaint } from '@redress/lifecycle';
import { parsePacks } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import { PackRegistry } from '@redress/policy';
import type { Queryable } from '@redress/vault';
import { InvestigationCase, type CaseSituation } from './domain/investigation-case';
import { InvestigationCases, type Standing } from './investigation-cases';

/** A situation with where the complaint stands on the story. */
export type StandingSituation = CaseSituation & { readonly standing: Standing };

/** A case on which a command may run. */
export interface OpenedCase {
  readonly complaint: HeldComplaint;
  readonly investigation: InvestigationCase<StandingSituation>;
  readonly worker: CaseWorker;
}

/** Puts the facts together by which the rules of a case judge, the same for reads and for commands. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly cases: InvestigationCases,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
    @Inject(Custody) private readonly custody: Custody<'investigation'>,
  ) {}

  /** The present round of a complaint. @throws NotFound when it never came to investigation */
  async situationOf(from: Queryable, complaintId: string): Promise<StandingSituation> {
    const current = await this.cases.current(from, complaintId);
    if (!current) throw new NotFound('investigation');
    const { evidenceIds, investigation, standing, waits } = current;
    return {
      investigation,
      standing,
      complaintState: standing.state,
      evidenceIds,
      ...waits,
      minEvidenceItems: Math.max(
        ...parsePacks(standing.packs).map(
          ({ id, version }) => this.packs.get(id, version).content.determination.minEvidenceItems,
        ),
      ),
    };
  }

  /**
   * Opens the case for a command in the order of all commands.
   * @throws as {@link admitCommand}
   */
  async open(
    tx: Transaction,
    command: ComplaintCommand,
    obstaclesTo: (situation: CaseSituation, worker: CaseWorker) => Obstacle[],
  ): Promise<OpenedCase> {
    const worker = this.worker(command.actor);
    const { complaint, situation } = await admitCommand(tx, this.custody, command, {
      read: () => this.situationOf(tx, command.complaintId),
      whoMay: (read) => mustBeTheRightPerson(obstaclesTo(read, worker)),
      version: ({ investigation: { version } }) => ({ entity: 'investigation', version }),
      obstacles: (read) => obstaclesTo(read, worker),
    });
    return { complaint, investigation: InvestigationCase.restore(situation), worker };
  }

  /** The zone in which the first pack counts days. @param packs as {@link formatPacks} writes them */
  zoneOf(packs: string): string {
    const [first] = parsePacks(packs);
    if (!first) throw new Error('A complaint has a pack');
    return this.packs.get(first.id, first.version).content.zone;
  }

  worker(actor: Caller): CaseWorker {
    return workerOf(actor, this.directory);
  }

  isUnit(unitId: string, organisationId: string): boolean {
    return this.directory.unit(unitId)?.organisationId === organisationId;
  }
}
