import { Injectable } from '@nestjs/common';
import { Directory } from '@redress/access';
import { commandView, commandViewWith, type Caller, type CommandView, type Obstacle } from '@redress/commands';
import { STATES, type ComplaintState, type HandlingCode } from '@redress/contracts';
import { Database } from '@redress/persistence';
import type { CompiledPack } from '@redress/policy';
import { BusinessClock } from '@redress/time';
import { ApprovalSteps } from '../approval-steps';
import { ComplaintFiles } from '../complaint-files';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';
import { SqlSlaClocks } from '../../sla-clock/sql-sla-clocks';
import {
  acceptanceObstacles,
  assessmentObstacles,
  classificationObstacles,
  escalationAnswerObstacles,
  escalationObstacles,
} from '../../work-item/domain/command-rules';
import {
  answerObstacles,
  declineDecisionObstacles,
  declineObstacles,
  referralObstacles,
  summaryObstacles,
} from '../../work-item/domain/assessment-ends';
import {
  changeObstacles,
  decisionObstacles,
  disputeObstacles,
  returnObstacles,
  takeBackObstacles,
} from '../../work-item/domain/assignment-rules';
import {
  liftingObstacles,
  readingObstacles,
  reportObstacles,
  supervisionAnswerObstacles,
  supervisionObstacles,
} from '../../work-item/domain/supervision-rules';
import { promiseEndObstacles, promiseObstacles } from '../../work-item/domain/promise-rules';
import { escalationTarget } from '../../work-item/domain/escalation-target';
import type {
  MajorReport,
  OpenEscalation,
  OpenPromise,
  OpenSupervision,
  WorkItem,
} from '../../work-item/domain/work-item';
import { SqlStaffLoads } from '../../work-item/sql-staff-loads';
import { assessedClassification, type AssessedClassification } from '../work-changed';
import { clockCommands, obstaclesToDecideExtension } from '../move-due-time/clock-commands';
import { readerOf } from '../work-commands';
import { WorkReads } from '../work-reads';

/** Where a complaint lies, and what its reader may do. */
export interface ShownAssignment {
  readonly complaintId: string;
  readonly complaintNo: string;
  readonly state: ComplaintState;
  readonly stateSeq: number;
  readonly version: number;
  readonly classification: AssessedClassification;
  readonly handling: HandlingCode;
  /** Whose people are not to handle it. */
  readonly complainedAbout: { readonly staffId: string | null; readonly unitId: string | null };
  readonly receivingUnit: string;
  readonly assignmentId: string | null;
  readonly unitId: string | null;
  readonly handlerId: string | null;
  /** Who answers for the unit (RT-03). */
  readonly ownerId: string | null;
  /** Who answers for the whole handling (IN-19). */
  readonly firstContactId: string | null;
  readonly returns: number;
  readonly isFinal: boolean;
  readonly earlierHandlers: string[];
  readonly level: number;
  /** Who answers for it at this level. */
  readonly answersAtLevel: string | null;
  /** What waits at this level for an answer (ES-03). */
  readonly escalation: OpenEscalation | null;
  readonly supervision: OpenSupervision | null;
  readonly majorReport: MajorReport | null;
  readonly promises: OpenPromise[];
  readonly cycle: number;
  readonly commands: CommandView[];
  readonly clocks: readonly SlaClock[];
}

/** What a reader sees of an assignment; commands are judged by the rules that the commands themselves obey. */
@Injectable()
export class ShowAssignmentQuery {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly files: ComplaintFiles,
    private readonly reads: WorkReads,
    private readonly loads: SqlStaffLoads,
    private readonly clocks: SqlSlaClocks,
    private readonly steps: ApprovalSteps,
    private readonly clock: BusinessClock,
  ) {}

  async run(complaintId: string, reader: Caller): Promise<ShownAssignment> {
    const item = await this.reads.find(complaintId);
    const pack = await this.files.pinnedPack(this.database, complaintId);
    const clocks = await this.clocks.load(this.database, [complaintId]);
    const { now } = item;
    return {
      complaintId,
      complaintNo: now.complaintNo,
      state: now.state,
      stateSeq: now.stateSeq,
      version: now.version,
      classification: assessedClassification(now),
      handling: now.handling,
      complainedAbout: { staffId: now.subjectStaffId, unitId: now.subjectUnitId },
      receivingUnit: now.receivingUnit,
      assignmentId: now.assignmentId,
      unitId: now.unitId,
      handlerId: now.handlerId,
      ownerId: now.ownerId,
      firstContactId: now.firstContactId,
      returns: now.returns,
      isFinal: now.isFinal,
      earlierHandlers: [...now.earlierHandlers],
      level: now.level,
      answersAtLevel: escalationTarget(pack, now.level, item.queueUnit, this.directory) ?? now.handlerId,
      escalation: now.openEscalation,
      supervision: now.supervision,
      majorReport: now.majorReport,
      promises: [...now.promises],
      cycle: now.cycle,
      commands: [
        ...(await this.commands(item, reader, pack, clocks)),
        ...clockCommands({ item, packs: [pack] }, clocks, readerOf(reader), this.clock.now()),
      ],
      clocks,
    };
  }

  private async commands(
    item: WorkItem,
    actor: Caller,
    pack: CompiledPack,
    clocks: readonly SlaClock[],
  ): Promise<CommandView[]> {
    const reader = readerOf(actor);
    const { holder } = STATES[item.now.state];
    const notHeld: Obstacle[] = holder === 'routing' ? [] : [{ code: 'NOT_HOLDER', params: { holder } }];
    const handlerId = item.now.handlerId ?? reader.id;
    const handler = {
      id: handlerId,
      person: this.directory.person(handlerId),
      load: await this.loads.of(this.database, handlerId),
    };
    const open = await this.steps.openOf(this.database, item.now.complaintId);
    const decline = open.find(({ kind }) => kind === 'DECLINE');
    const dispute = open.find(({ kind }) => kind === 'ASSIGNMENT');
    const extensions = open.flatMap(({ kind, proposerId, subjectId }) => {
      const clock = kind === 'EXTENSION' ? clocks.find(({ clockId }) => clockId === subjectId) : undefined;
      return clock ? [{ clock, proposerId }] : [];
    });
    return [
      commandView('assessComplaint', ...notHeld, ...assessmentObstacles(item, reader)),
      commandView('acceptAssignment', ...notHeld, ...acceptanceObstacles(item, reader, handler, this.directory)),
      commandView('summaryResolve', ...notHeld, ...summaryObstacles(item, reader)),
      commandView('answerComplaint', ...notHeld, ...answerObstacles(item, reader, this.directory)),
      commandView('proposeDecline', ...notHeld, ...declineObstacles(item, reader, decline !== undefined)),
      commandView('decideDecline', ...notHeld, ...declineDecisionObstacles(item, reader, decline?.proposerId)),
      commandView('referComplaint', ...notHeld, ...referralObstacles(item, reader)),
      commandView('returnAssignment', ...notHeld, ...returnObstacles(item, reader, this.directory)),
      commandView('takeBackAssignment', ...notHeld, ...takeBackObstacles(item, reader)),
      commandView(
        'disputeAssignment',
        ...notHeld,
        ...disputeObstacles(item, reader, this.directory, dispute !== undefined),
      ),
      commandView(
        'decideAssignment',
        ...notHeld,
        ...decisionObstacles(item, reader, this.directory, dispute?.proposerId),
      ),
      commandView('changeAssignment', ...changeObstacles(item, reader, this.directory)),
      commandView('reclassifyComplaint', ...classificationObstacles(item, reader)),
      commandView('escalateComplaint', ...escalationObstacles(item, reader, pack, item.now.level + 1)),
      commandView(
        'answerEscalation',
        ...escalationAnswerObstacles(item, reader, { act: 'ACT', directory: this.directory, pack }),
      ),
      ...extensions.map(({ clock, proposerId }) =>
        commandViewWith(
          'decideExtension',
          { clockId: clock.clockId },
          ...obstaclesToDecideExtension({ item }, clock, reader, {
            proposerId,
            isApproved: true,
            directory: this.directory,
            now: this.clock.now(),
          }),
        ),
      ),
      commandView('superviseComplaint', ...supervisionObstacles(item, reader, this.directory)),
      commandView('answerSupervision', ...supervisionAnswerObstacles(item, reader, this.directory)),
      commandView('liftSupervision', ...liftingObstacles(item, reader)),
      commandView('makePromise', ...promiseObstacles(item, reader, this.directory)),
      ...item.now.promises.flatMap(({ promiseId }) =>
        (['keepPromise', 'releasePromise'] as const).map((command) =>
          commandViewWith(
            command,
            { promiseId },
            ...promiseEndObstacles(command, item, reader, { directory: this.directory, promiseId }),
          ),
        ),
      ),
      commandView('reportMajor', ...reportObstacles(item, reader)),
      commandView('readMajorReport', ...readingObstacles(item, reader)),
    ];
  }
}
