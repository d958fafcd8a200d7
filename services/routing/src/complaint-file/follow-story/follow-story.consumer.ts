import { Directory } from '@redress/access';
import {
  EVENTS,
  HOLDERS,
  STATE,
  assignmentAccepted,
  assignmentReturned,
  complaintAnswered,
  complaintAssigned,
  complaintRegistered,
  complaintReopened,
  REQUESTS_GRANTED,
  summaryResolved,
  type DataOf,
  type EventContract,
  type Received,
} from '@redress/contracts';
import { Consumes, EventConsumer } from '@redress/messaging';
import type { Transaction } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps } from '../approval-steps';
import type { ComplaintFile } from '../complaint-file';
import { ComplaintFiles } from '../complaint-files';
import { waitForDirectory } from '../wait-for-directory';
import { SYSTEM_ACTOR } from '../../sla-clock/clock-events';
import { factsOf, factsOfMove, type LoggedFact } from '../../sla-clock/domain/story-log';
import { SqlStoryFacts } from '../../sla-clock/sql-story-facts';

/**
 * Every move, since it moves the work item and clocks may pause in the state that it leads to, and every fact on which
 * clocks start and stop. Registration has a consumer of its own.
 */
export const FOLLOWED = EVENTS.filter(
  ({ type, kind, clocks }) => type !== complaintRegistered.type && (kind === 'state' || clocks !== undefined),
);

const CONTRACT_OF = new Map(FOLLOWED.map((contract) => [contract.type, contract]));

const GRANTS: ReadonlySet<string> = new Set(REQUESTS_GRANTED.map(({ type }) => type));

type Followed = Received<DataOf<EventContract>>;

/** Keeps work items and clocks in step with the story, whichever service writes it. */
@EventConsumer()
export class FollowStory {
  constructor(
    private readonly clock: BusinessClock,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly facts: SqlStoryFacts,
    private readonly steps: ApprovalSteps,
  ) {}

  @Consumes(FOLLOWED, { consumer: 'routing.follow-story' })
  async on(events: readonly Followed[], tx: Transaction): Promise<void> {
    waitForDirectory(this.directory);
    const told = events.flatMap((event) =>
      factsIn(event).map((fact) => ({ event, complaintId: event.subject, fact, isShared: isShared(event, fact) })),
    );
    const added = await this.facts.add(tx, told);
    const news = told.filter(({ complaintId, fact }) => added.has(`${complaintId} ${fact.key}`));
    // Facts that were added for other parties of the case are of complaints that no event of the batch names.
    const followers = [...added].map((key) => key.slice(0, key.indexOf(' ')));
    if (followers.length === 0) return;
    const files = await this.files.open(tx, [...new Set(followers)]);
    for (const { complaintId, event } of news) {
      const file = files.get(complaintId);
      if (file) follow(file, event);
    }
    const now = this.clock.now();
    for (const complaintId of new Set(news.filter(isGrant).map((one) => one.complaintId))) {
      const file = files.get(complaintId);
      if (file) await this.steps.lapse(tx, file, { at: now, actor: SYSTEM_ACTOR });
    }
    for (const file of files.values()) this.files.recompute(file, now, 'LATE_FACT');
    await this.files.save(tx, [...files.values()]);
  }
}

const HOLDING: readonly string[] = HOLDERS;

/**
 * What holders do to a case counts for the clocks of all its parties. What one of them was told, or said, is their own, and
 * so is what was agreed about a clock of the case.
 */
function isShared({ emitter }: Followed, { detail }: LoggedFact): boolean {
  return HOLDING.includes(emitter) && detail?.clock === undefined;
}

/** A request that routing granted moved the complaint by no command of routing. */
function isGrant({ event }: { readonly event: Followed }): boolean {
  return GRANTS.has(event.type);
}

function factsIn(event: Followed): LoggedFact[] {
  const contract = CONTRACT_OF.get(event.type) as EventContract;
  const { stateSeq, to, time, data } = event;
  if (stateSeq !== undefined && to !== undefined) return factsOfMove(contract, data, { at: time, to, stateSeq });
  // When it happened may be long before it was written down.
  return factsOf(contract, data, { key: event.id, at: time });
}

function follow(file: ComplaintFile, event: Followed): void {
  const { stateSeq, to } = event;
  if (stateSeq === undefined || to === undefined || stateSeq <= file.item.now.stateSeq) return;
  switch (event.type) {
    case complaintAssigned.type: {
      const { assignmentId, unitId, handlerId, ownerId, isFinal, actor } = event.data as DataOf<
        typeof complaintAssigned
      >;
      file.item.assign(
        {
          assignmentId,
          unitId,
          handlerId: handlerId ?? null,
          ownerId: ownerId ?? null,
          assignedBy: actor.kind === 'STAFF' ? actor.id : null,
          isFinal: isFinal ?? false,
        },
        stateSeq,
      );
      return;
    }
    case assignmentReturned.type:
      file.item.endAssignment((event.data as DataOf<typeof assignmentReturned>).returns, stateSeq);
      return;
    case assignmentAccepted.type:
      file.item.accept((event.data as DataOf<typeof assignmentAccepted>).handlerId, stateSeq);
      return;
    case complaintReopened.type: {
      const { handlerId, reopenCount } = event.data as DataOf<typeof complaintReopened>;
      file.item.reopen(stateSeq, handlerId);
      // Asked for after the end (T30), no one was found dissatisfied.
      if (event.from !== STATE.RESOLVED) return;
      file.raise(
        { key: `reopened-${reopenCount}`, kind: 'DISSATISFIED', failures: reopenCount },
        { at: event.time, actor: SYSTEM_ACTOR, reason: 'DISSATISFIED' },
      );
      return;
    }
    case summaryResolved.type:
    case complaintAnswered.type: {
      const { unitId, handlerId } = event.data as DataOf<typeof summaryResolved>;
      file.item.settle({ unitId, handlerId }, { state: to, stateSeq });
      return;
    }
    default:
      file.item.follow(to, stateSeq);
  }
}
