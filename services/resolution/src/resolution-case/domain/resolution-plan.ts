import { mustBeFree, mustBeValid, obstaclesOf } from '@redress/commands';
import {
  machines,
  type OutcomeCode,
  type RemedyFailure,
  type RemedyType,
  type RoleCode,
  type StateOf,
  type ValidityVerdict,
} from '@redress/contracts';
import type { ApprovalAuthority } from '@redress/policy';
import { inParts } from './instalments';
import { RemedyLine, type ProposedRemedy, type RemedyLineState } from './remedy-line';
import { instalmentsMakeUpTheAmount, type InstalmentRules } from './rules/instalments-make-up-the-amount.rule';
import { linesNameTheirParty } from './rules/lines-name-their-party.rule';
import { planIsToBeDecided } from './rules/plan-is-to-be-decided.rule';
import { someRemedyFailed } from './rules/some-remedy-failed.rule';
import { planSuitsTheVerdict } from './rules/plan-suits-the-verdict.rule';
import { remediesFollowThePack, type RemedyRules } from './rules/remedies-follow-the-pack.rule';

export type PlanStatus = StateOf<typeof machines.plan>;

const { APPROVED, DRAFT, REJECTED, SUBMITTED } = machines.plan.state;

/** How a submitted revision ends. */
export type PlanVerdict = typeof APPROVED | typeof REJECTED;

/** One revision of what is to be done, as it is kept and shown. */
export interface PlanState {
  readonly planId: string;
  readonly revision: number;
  readonly outcome: OutcomeCode;
  readonly status: PlanStatus;
  /** No further offer follows when it is refused (T40). */
  readonly isFinal: boolean;
  readonly drafterId: string;
  readonly draftedAt: Date;
  /** Asked for by the authority matrix when it was submitted. */
  readonly approverRole: RoleCode | null;
  readonly mayApprove: readonly RoleCode[];
  readonly submittedAt: Date | null;
  readonly approverId: string | null;
  readonly decidedAt: Date | null;
  readonly rejectionReason: string | null;
  /** When it was told to the complainant, who was not asked (T41). */
  readonly toldAt: Date | null;
  readonly remedies: readonly RemedyLineState[];
}

/** What a drafter proposes, as far as rules judge it. */
export interface ProposedPlan {
  readonly outcome: OutcomeCode;
  readonly isFinal?: boolean | undefined;
  readonly remedies: readonly ProposedRemedy[];
}

/** What a proposal is judged by, and what the pack adds to it. */
export interface DraftingRules extends RemedyRules, InstalmentRules {
  readonly verdict: ValidityVerdict;
  /** Who the complainants are. */
  readonly parties: readonly string[];
  /** Remedies of earlier revisions that were done: they count (T42). */
  readonly doneBefore: number;
  /** Date that the pack promises for a remedy from today on. */
  readonly dueOn: (type: RemedyType) => string;
  readonly newId: () => string;
}

/** When and by whom something is done to the plan. */
export interface ActOnPlan {
  readonly by: string;
  /** Business time. */
  readonly at: Date;
}

/** How a submitted plan was decided. */
export interface PlanDecision {
  readonly approverId: string;
  readonly at: Date;
  readonly rejectionReason: string | null;
}

/** What the execution of a remedy leaves behind. */
export interface RemedyExecuted {
  readonly line: RemedyLineState;
  /** How many remedies are left to be executed. */
  readonly left: number;
}

/** What is left of a plan that is negotiated anew. */
export interface Renegotiated {
  readonly failure: RemedyFailure;
  readonly cancelled: readonly RemedyLineState[];
  readonly done: readonly RemedyLineState[];
}

/** The resolution plan of a round: from the first draft over approval to the last remedy. */
export class ResolutionPlan {
  private constructor(
    private own: Omit<PlanState, 'remedies'>,
    private readonly lines: readonly RemedyLine[],
  ) {}

  /**
   * The first revision (T17).
   * @throws WrongFields when the proposal suits neither verdict nor pack
   */
  static draft(proposal: ProposedPlan, rules: DraftingRules, act: ActOnPlan): ResolutionPlan {
    return ResolutionPlan.write(proposal, { planId: rules.newId(), revision: 1 }, rules, act);
  }

  static restore({ remedies, ...state }: PlanState): ResolutionPlan {
    return new ResolutionPlan(
      state,
      remedies.map((line) => RemedyLine.restore(line)),
    );
  }

  get now(): PlanState {
    return { ...this.own, remedies: this.lines.map((line) => line.now) };
  }

  /**
   * The next revision, which takes the place of this one.
   * @throws WrongFields as {@link draft}
   */
  revise(proposal: ProposedPlan, rules: DraftingRules, act: ActOnPlan): ResolutionPlan {
    const { planId, revision } = this.own;
    return ResolutionPlan.write(proposal, { planId, revision: revision + 1 }, rules, act);
  }

  /**
   * Puts the draft before those whom the authority matrix names (T18).
   * @throws Blocked when it was rejected or answered, and not revised
   */
  submit({ role, mayApprove }: ApprovalAuthority, at: Date): void {
    mustBeFree(obstaclesOf(planIsToBeDecided(this.own)));
    this.mustBe(DRAFT);
    this.own = { ...this.own, status: SUBMITTED, approverRole: role, mayApprove, submittedAt: at };
  }

  /** Approves the plan and offers its remedies (T20). */
  approve(act: ActOnPlan): PlanDecision {
    this.offerLines();
    return this.decide(APPROVED, act, null);
  }

  /** Offers the remedies of a draft that needs no approval (T21). */
  release({ at }: Pick<ActOnPlan, 'at'>): void {
    this.mustBe(DRAFT);
    this.offerLines();
    this.own = { ...this.own, status: APPROVED, decidedAt: at };
  }

  /**
   * Has the decision told to the complainant, which starts its remedies (T41).
   * @returns how many that are
   */
  tell({ by, at }: ActOnPlan): number {
    const isApproved = this.own.status === SUBMITTED;
    if (!isApproved) this.mustBe(DRAFT);
    for (const line of this.lines) {
      line.approve();
      line.startUnasked();
    }
    this.own = { ...this.own, status: APPROVED, approverId: isApproved ? by : null, decidedAt: at, toldAt: at };
    return this.lines.length;
  }

  /** Sends the plan back to its drafter (T19). */
  reject(act: ActOnPlan, reasonCode: string | null): PlanDecision {
    return this.decide(REJECTED, act, reasonCode);
  }

  /**
   * The complainant agrees: every remedy is to be executed (T22).
   * @param parties of several complainants those who agree; the lines of the others are cancelled
   * @returns how many remedies are to be executed
   */
  accept(parties?: readonly string[]): number {
    const isAgreed = ({ now: { partyId } }: RemedyLine) => !parties || (partyId !== null && parties.includes(partyId));
    for (const line of this.lines)
      if (isAgreed(line)) line.accept();
      else line.drop();
    return this.lines.filter(isAgreed).length;
  }

  /**
   * What was offered begins without consent (T26).
   * @param parties of several complainants those who are still in the case; the lines of the others are cancelled
   * @returns how many remedies begin
   */
  impose(parties?: readonly string[]): number {
    const isOwed = ({ now: { partyId } }: RemedyLine) => !parties || (partyId !== null && parties.includes(partyId));
    for (const line of this.lines)
      if (isOwed(line)) line.impose();
      else line.drop();
    return this.lines.filter(isOwed).length;
  }

  /**
   * Reports a remedy of the plan as executed.
   * @throws Blocked, WrongFields as {@link RemedyLine.execute}
   */
  execute(remedyId: string, { by, at }: ActOnPlan, paidMinor: number | undefined): RemedyExecuted {
    const line = this.lineOf(remedyId);
    line.execute({ by, at, paidMinor });
    return {
      line: line.now,
      left: this.left,
    };
  }

  /** Begins a remedy, or tries it again. @throws Blocked as {@link RemedyLine.start} */
  start(remedyId: string): RemedyLineState {
    const line = this.lineOf(remedyId);
    line.start();
    return line.now;
  }

  /** A remedy could not be carried out. @throws Blocked as {@link RemedyLine.fail} */
  fail(remedyId: string, failure: RemedyFailure, at: Date): RemedyLineState {
    const line = this.lineOf(remedyId);
    line.fail(failure, at);
    return line.now;
  }

  /** A remedy is not carried out any more (T27). @throws Blocked as {@link RemedyLine.cancel} */
  cancel(remedyId: string): RemedyExecuted {
    const line = this.lineOf(remedyId);
    line.cancel();
    return { line: line.now, left: this.left };
  }

  /**
   * What is not done yet is given up, so that it can be agreed anew (T42).
   * @returns why, what was done, and what is not carried out any more
   * @throws Blocked when no remedy has failed
   */
  renegotiate(): Renegotiated {
    mustBeFree(obstaclesOf(someRemedyFailed(this.now)));
    const failed = this.lines.map(({ now }) => now).filter(({ state }) => state === machines.remedyLine.state.FAILED);
    const open = this.lines.filter((line) => !line.hasEnded);
    for (const line of open) line.cancel();
    return {
      failure: failed[0]?.failure as RemedyFailure,
      cancelled: open.map(({ now }) => now),
      done: this.lines.map(({ now }) => now).filter(({ state }) => state === machines.remedyLine.state.DONE),
    };
  }

  /** Whether it was made for several complainants; it stays one when some of them have left. */
  get isForSeveral(): boolean {
    return this.lines.some(({ now: { partyId } }) => partyId !== null);
  }

  /** How many remedies are yet to be executed. */
  get left(): number {
    return this.lines.filter((line) => !line.hasEnded).length;
  }

  private lineOf(remedyId: string): RemedyLine {
    const line = this.lines.find(({ now }) => now.remedyId === remedyId);
    if (!line) throw new Error(`Plan ${this.own.planId} has no remedy ${remedyId}`);
    return line;
  }

  private static write(
    proposal: ProposedPlan,
    { planId, revision }: Pick<PlanState, 'planId' | 'revision'>,
    rules: DraftingRules,
    { by, at }: ActOnPlan,
  ): ResolutionPlan {
    mustBeValid([
      ...planSuitsTheVerdict(proposal, rules.verdict, rules.doneBefore),
      ...remediesFollowThePack(proposal.remedies, rules),
      ...instalmentsMakeUpTheAmount(proposal.remedies, rules),
      ...linesNameTheirParty(proposal.remedies, rules.parties),
    ]);
    return new ResolutionPlan(
      {
        planId,
        revision,
        outcome: proposal.outcome,
        status: DRAFT,
        isFinal: proposal.isFinal ?? false,
        drafterId: by,
        draftedAt: at,
        approverRole: null,
        mayApprove: [],
        submittedAt: null,
        approverId: null,
        decidedAt: null,
        rejectionReason: null,
        toldAt: null,
      },
      proposal.remedies
        .flatMap(inParts)
        .map((line) => RemedyLine.propose(line, { remedyId: rules.newId(), dueOn: rules.dueOn })),
    );
  }

  private offerLines(): void {
    for (const line of this.lines) {
      line.approve();
      line.offer();
    }
  }

  private decide(status: PlanVerdict, { by, at }: ActOnPlan, rejectionReason: string | null): PlanDecision {
    this.mustBe(SUBMITTED);
    this.own = { ...this.own, status, approverId: by, decidedAt: at, rejectionReason };
    return { approverId: by, at, rejectionReason };
  }

  private mustBe(status: PlanStatus): void {
    if (this.own.status !== status) {
      throw new Error(`Plan ${this.own.planId} is ${this.own.status}, not ${status}`);
    }
  }
}

/** A plan as one of several complainants is concerned by it. */
export function planFor(plan: PlanState, party: string): PlanState {
  return { ...plan, remedies: plan.remedies.filter(({ partyId }) => partyId === null || partyId === party) };
}
