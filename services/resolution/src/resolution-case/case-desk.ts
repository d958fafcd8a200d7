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
import { amountOf, machines, STATE, type ComplaintState, type Remedy } from '@redress/contracts';
import { admitCommand, Custody, type HeldComplaint } from '@redress/lifecycle';
import { parsePacks } from '@redress/outbox';
import type { Transaction } from '@redress/persistence';
import {
  needsNoApproval,
  needsSecondListener,
  PackRegistry,
  totalsOf,
  windowUntil,
  type CompiledPack,
} from '@redress/policy';
import type { Queryable } from '@redress/vault';
import { Complainants } from './complainants';
import { ResolutionPlan } from './domain/resolution-plan';
import { ResolutionCases, type Standing, type StandingSituation } from './resolution-cases';

/** In these it matters whether there is a complainant to whom a plan can be put. */
const TO_BE_PUT: readonly ComplaintState[] = [STATE.RESOLUTION_DRAFTED, STATE.PENDING_APPROVAL];

/** A case on which a command may run. */
export interface OpenedCase {
  readonly complaint: HeldComplaint;
  readonly situation: StandingSituation;
  readonly worker: CaseWorker;
}

/** Puts the facts together by which the rules of a case judge, the same for reads and for commands. */
@Injectable()
export class CaseDesk {
  constructor(
    private readonly cases: ResolutionCases,
    private readonly packs: PackRegistry,
    private readonly directory: Directory,
    private readonly complainants: Complainants,
    @Inject(Custody) private readonly custody: Custody<'resolution'>,
  ) {}

  /** The present round of a complaint. @throws NotFound when it never came to resolution */
  async situationOf(from: Queryable, complaintId: string): Promise<StandingSituation> {
    const situation = await this.cases.situation(from, complaintId);
    if (!situation) throw new NotFound('resolution');
    const isToBePut = TO_BE_PUT.includes(situation.complaintState) && situation.parties.length <= 1;
    return isToBePut && (await this.complainants.areNone(from, complaintId))
      ? { ...situation, isWithoutComplainant: true }
      : situation;
  }

  /**
   * Opens the case for a command in the order of all commands.
   * @throws as {@link admitCommand}
   */
  async open(
    tx: Transaction,
    command: ComplaintCommand,
    obstaclesTo: (situation: StandingSituation, worker: CaseWorker) => Obstacle[],
  ): Promise<OpenedCase> {
    const worker = this.worker(command.actor);
    const admitted = await admitCommand(tx, this.custody, command, {
      read: () => this.situationOf(tx, command.complaintId),
      whoMay: (read) => mustBeTheRightPerson(obstaclesTo(read, worker)),
      version: ({ resolution: { version } }) => ({ entity: 'resolution', version }),
      obstacles: (read) => obstaclesTo(read, worker),
    });
    return { ...admitted, worker };
  }

  /** {@link open} for commands on the plan that there is. */
  async openPlan(
    tx: Transaction,
    command: ComplaintCommand,
    obstaclesTo: (situation: StandingSituation, worker: CaseWorker) => Obstacle[],
  ): Promise<OpenedCase & { readonly plan: ResolutionPlan }> {
    const opened = await this.open(tx, command, obstaclesTo);
    const { plan } = opened.situation;
    if (!plan) throw new Error('A drafted resolution has a plan');
    return { ...opened, plan: ResolutionPlan.restore(plan) };
  }

  /** The procedure of the complaint: the pack under which it was registered stands first. */
  procedureOf({ packs }: Pick<Standing, 'packs'>): CompiledPack {
    const [leading] = parsePacks(packs);
    if (!leading) throw new Error('A complaint has at least one policy pack');
    return this.packs.get(leading.id, leading.version);
  }

  /** Whether all that the plan costs stays within what the pack lets be offered without an approval (T21). */
  isBelowLimit({ doneBefore, plan, standing }: Pick<StandingSituation, 'doneBefore' | 'plan' | 'standing'>): boolean {
    const lines = [...doneBefore, ...(plan?.remedies ?? [])];
    return needsNoApproval(this.procedureOf(standing), totalsOf(lines.map(amountIn)));
  }

  /** Whether a second member of staff has to listen when the acceptance of the plan is recorded (RM-08). */
  needsListener({ plan, standing }: Pick<StandingSituation, 'plan' | 'standing'>): boolean {
    return needsSecondListener(this.procedureOf(standing), totalsOf((plan?.remedies ?? []).map(amountIn)));
  }

  /** Until when a complainant may object to what is recorded at `at`; undefined where the pack gives no time for it. */
  objectBy({ packs }: Pick<Standing, 'packs'>, at: Date): Date | undefined {
    return windowUntil(this.procedureOf({ packs }), 'objection', at);
  }

  /** Until when a review can be asked for: the window counts from the decision (T24). Undefined where the pack has none. */
  reviewUntil({ complaintState, offer, plan, standing }: StandingSituation): Date | undefined {
    // What was agreed was decided when it was offered; what is done without consent, when it is begun.
    const isAgreed = complaintState === STATE.REMEDY_IN_PROGRESS && offer?.state !== machines.offer.state.IMPOSED;
    const decided = (isAgreed && plan?.decidedAt) || standing.since;
    return windowUntil(this.procedureOf(standing), 'review', decided);
  }

  /** The unit and those above it, nearest first. */
  lineOf(unitId: string): readonly string[] {
    return this.directory.lineOf(unitId);
  }

  /** The unit above another one; undefined at the top. */
  unitAbove(unitId: string): string | undefined {
    return this.directory.lineOf(unitId)[1];
  }

  worker(actor: Caller): CaseWorker {
    return workerOf(actor, this.directory);
  }

  /** A person by id, as the rules of a case see them; undefined for one who is no active member of staff of the organisation. */
  staff(personId: string, organisationId: string): CaseWorker | undefined {
    const person = this.directory.person(personId);
    if (!person?.active || person.kind !== 'STAFF' || person.organisationId !== organisationId) return undefined;
    return {
      id: personId,
      roles: person.roles,
      isOver: (lower) => person.unitId !== null && this.directory.isWithin(lower, person.unitId),
    };
  }

  isUnit(unitId: string, organisationId: string): boolean {
    return this.directory.unit(unitId)?.organisationId === organisationId;
  }
}

const amountIn = (line: Remedy) => ({ amount: amountOf(line) });
