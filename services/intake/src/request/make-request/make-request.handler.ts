import { Inject, Injectable } from '@nestjs/common';
import { mustBeFree, mustBeTheRightPerson, mustBeValid, NotFound, type ComplaintCommand } from '@redress/commands';
import { machines, requestOfKind, type DeclaredKind, type DeclaredRequest } from '@redress/contracts';
import { admitCommand, Custody, type LockedComplaint } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { isTogether } from '../../party/domain/party.rules';
import { JudgeMerge } from '../merge/judge-merge';
import { LeaveCase } from '../../party/leave-case';
import { Parties, type PartyStanding } from '../../party/parties';
import { AskHolder, type Asking } from '../ask-holder';
import { faultsIn } from '../domain/request.rules';
import { lackOfRole, lackOfRoleToSay, requestObstacles } from '../request-view';
import { Requests } from '../requests';

const { GRANTED, OPEN } = machines.request.state;

export interface MakeRequestCommand extends ComplaintCommand {
  /** The kind, and what it asks for besides. */
  readonly asked: Readonly<Record<string, unknown>> & { readonly kind: DeclaredKind };
  /** The complainant's own words; kept sealed. */
  readonly statement: string;
  /** Set by doors that admit staff: only complaints of the caller's organisation exist for them. */
  readonly ofOwnOrganisation?: boolean;
}

/** Records what a complainant, or staff, want of the holder, and asks the holder. */
@Injectable()
export class MakeRequest {
  constructor(
    @Inject(Custody) private readonly custody: Custody<'intake'>,
    private readonly requests: Requests,
    private readonly asking: AskHolder,
    private readonly parties: Parties,
    private readonly merges: JudgeMerge,
    private readonly leaving: LeaveCase,
    private readonly clock: BusinessClock,
  ) {}

  /**
   * @returns the request, which the holder answers on the story; one of several complainants who leaves a case needs no
   * holder, and has the answer at once
   * @throws as {@link admitCommand}; WrongFields; KeyMissing once the person was erased
   */
  async handle(tx: Transaction, command: MakeRequestCommand) {
    const { complaintId, asked, statement } = command;
    const { kind } = asked;
    const request = requestOfKind(kind) as DeclaredRequest;
    const primaryId = this.merges.primaryIn(asked);
    // In the order of their ids, so that two merges of the same complaints cannot deadlock.
    const { caseId } = await this.parties.standingOf(tx, complaintId);
    const locked = await this.custody.lockAll(tx, [complaintId, caseId, ...(primaryId ? [primaryId] : [])]);
    const { complaint, situation } = await admitCommand(tx, this.custody, command, {
      read: async ({ organisationId, state }) => ({
        organisationId,
        complaintId,
        state,
        standing: await this.parties.standingOf(tx, complaintId),
        made: await this.requests.ofComplaint(tx, complaintId),
      }),
      whoMay: ({ organisationId }) => {
        if (!command.ofOwnOrganisation) return;
        if (organisationId !== command.actor.organisationId) throw new NotFound('complaint');
        mustBeTheRightPerson([
          ...lackOfRole(request, command.actor),
          ...lackOfRoleToSay(request, asked, command.actor),
        ]);
      },
      holder: 'whoever-holds',
      obstacles: (read) => requestObstacles(request, read),
    });
    const now = this.clock.now();
    mustBeValid(faultsIn(asked, now));
    if (primaryId) {
      const judged = { complaint, primaryId, primary: locked.get(primaryId), reader: command.actor, now };
      mustBeValid(await this.merges.faults(tx, judged));
      mustBeFree(await this.merges.obstacles(tx, judged));
    }
    const answered = await this.ask(tx, situation.standing, {
      complaint,
      ofCase: locked.get(situation.standing.caseId) ?? complaint,
      asking: { request, asked, actor: command.actor.onStory, at: now, statement },
    });
    return { ...answered, complaintId, kind };
  }

  private async ask(
    tx: Transaction,
    standing: PartyStanding,
    about: { readonly complaint: LockedComplaint; readonly ofCase: LockedComplaint; readonly asking: Asking },
  ) {
    const { complaint, ofCase, asking } = about;
    const { complaintId } = complaint;
    const leaves = asking.request.leaves && isTogether(complaintId, standing);
    if (!leaves) return { requestId: await this.asking.ask(tx, complaint, asking), status: OPEN };
    if (standing.partyIds.length === 1) {
      // With the last one who leaves, the case has no one for whom it goes on.
      return { requestId: await this.asking.ask(tx, ofCase, { ...asking, askedBy: complaintId }), status: OPEN };
    }
    const requestId = await this.asking.record(tx, complaint, asking);
    const { at, actor } = asking;
    await this.leaving.leave(tx, complaintId, { at, actor, requestId, why: 'NO_LONGER_WANTED' });
    await this.requests.answer(tx, [
      { requestId, status: GRANTED, reasonCode: null, answeredBy: this.custody.service, answeredAt: at },
    ]);
    return { requestId, status: GRANTED };
  }
}
