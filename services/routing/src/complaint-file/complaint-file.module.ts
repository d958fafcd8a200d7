import { Module } from '@nestjs/common';
import { DirectoryModule } from '../directory/directory.module';
import { ClockViews } from '../sla-clock/clock-views';
import { RecomputeWhenCalendarChanges } from '../sla-clock/recompute-when-calendar-changes/recompute-when-calendar-changes.consumer';
import { AgreeDateHandler } from './move-due-time/agree-date.handler';
import { ExtendClockHandler } from './move-due-time/extend-clock.handler';
import { ApproveExtensionHandler } from './move-due-time/approve-extension.handler';
import { ClockExtensions } from './move-due-time/clock-extensions';
import { MoveDueTimeController } from './move-due-time/move-due-time.controller';
import { ShowClocksController } from './show-clocks/show-clocks.controller';
import { SqlSlaClocks } from '../sla-clock/sql-sla-clocks';
import { SqlStoryFacts } from '../sla-clock/sql-story-facts';
import { ClockSweep } from './sweep/clock-sweep.worker';
import { AcceptAssignmentController } from './accept-assignment/accept-assignment.controller';
import { AcceptAssignmentHandler } from './accept-assignment/accept-assignment.handler';
import { AssessByHandController } from './assess-by-hand/assess-by-hand.controller';
import { AssessByHandHandler } from './assess-by-hand/assess-by-hand.handler';
import { AssessWhenRegistered } from './assess-when-registered/assess-when-registered.consumer';
import { EscalateController } from './escalate/escalate.controller';
import { EscalateHandler } from './escalate/escalate.handler';
import { RaiseWhenUrged } from './raise-when-urged/raise-when-urged.consumer';
import { FollowStory } from './follow-story/follow-story.consumer';
import { ListWorkItemsController } from './list-work-items/list-work-items.controller';
import { ListWorkItemsQuery } from './list-work-items/list-work-items.query';
import { SqlWorkList } from './list-work-items/sql-work-list';
import { ReclassifyController } from './reclassify/reclassify.controller';
import { ReclassifyHandler } from './reclassify/reclassify.handler';
import { ShowAssignmentController } from './show-assignment/show-assignment.controller';
import { ShowAssignmentQuery } from './show-assignment/show-assignment.query';
import { NotesController } from '../case-note/add-note/notes.controller';
import { AnswerComplaintController } from './answer-complaint/answer-complaint.controller';
import { AnswerComplaintHandler } from './answer-complaint/answer-complaint.handler';
import { DeclineController } from './decline/decline.controller';
import { DeclineHandler } from './decline/decline.handler';
import { OwnDossier } from './own-dossier';
import { HandOverController } from './hand-over/hand-over.controller';
import { HandOverHandler } from './hand-over/hand-over.handler';
import { ReferController } from './refer/refer.controller';
import { ReferHandler } from './refer/refer.handler';
import { ResolveOnTheSpotController } from './resolve-on-the-spot/resolve-on-the-spot.controller';
import { ResolveOnTheSpotHandler } from './resolve-on-the-spot/resolve-on-the-spot.handler';
import { AnswerEscalationController } from './answer-escalation/answer-escalation.controller';
import { AnswerEscalationHandler } from './answer-escalation/answer-escalation.handler';
import { ReportMajorController } from './report-major/report-major.controller';
import { ReportMajorHandler } from './report-major/report-major.handler';
import { PromiseController } from './promise/promise.controller';
import { PromiseHandler } from './promise/promise.handler';
import { SuperviseController } from './supervise/supervise.controller';
import { SuperviseHandler } from './supervise/supervise.handler';
import { ApprovalSteps } from './approval-steps';
import { CaseNotes } from '../case-note/case-notes';
import { ChangeAssignmentController } from './change-assignment/change-assignment.controller';
import { ChangeAssignmentHandler } from './change-assignment/change-assignment.handler';
import { ChooseHandler } from './choose-handler';
import { DisputeAssignmentController } from './dispute-assignment/dispute-assignment.controller';
import { DisputeAssignmentHandler } from './dispute-assignment/dispute-assignment.handler';
import { ReturnAssignmentController } from './return-assignment/return-assignment.controller';
import { ReturnAssignmentHandler } from './return-assignment/return-assignment.handler';
import { WorkCommands } from './work-commands';
import { WorkItemModule } from '../work-item/work-item.module';
import { WorkReads } from './work-reads';
import { ComplaintFiles } from './complaint-files';

/** All that routing keeps of one complaint: work item, clocks, and the commands and events that change them together. */
@Module({
  imports: [WorkItemModule, DirectoryModule],
  controllers: [
    ListWorkItemsController,
    ShowAssignmentController,
    AssessByHandController,
    AcceptAssignmentController,
    ResolveOnTheSpotController,
    AnswerComplaintController,
    DeclineController,
    ReferController,
    NotesController,
    ReturnAssignmentController,
    DisputeAssignmentController,
    ChangeAssignmentController,
    HandOverController,
    ReclassifyController,
    EscalateController,
    AnswerEscalationController,
    PromiseController,
    SuperviseController,
    ReportMajorController,
    ShowClocksController,
    MoveDueTimeController,
    AssessWhenRegistered,
    FollowStory,
    RaiseWhenUrged,
    RecomputeWhenCalendarChanges,
  ],
  providers: [
    ComplaintFiles,
    SqlStoryFacts,
    SqlSlaClocks,
    SqlWorkList,
    WorkCommands,
    WorkReads,
    ClockViews,
    AssessByHandHandler,
    AcceptAssignmentHandler,
    CaseNotes,
    OwnDossier,
    ResolveOnTheSpotHandler,
    AnswerComplaintHandler,
    DeclineHandler,
    ReferHandler,
    ApprovalSteps,
    ChooseHandler,
    ReturnAssignmentHandler,
    DisputeAssignmentHandler,
    ChangeAssignmentHandler,
    HandOverHandler,
    ReclassifyHandler,
    EscalateHandler,
    AnswerEscalationHandler,
    PromiseHandler,
    SuperviseHandler,
    ReportMajorHandler,
    ClockExtensions,
    ExtendClockHandler,
    ApproveExtensionHandler,
    AgreeDateHandler,
    ShowAssignmentQuery,
    ListWorkItemsQuery,
    ClockSweep,
  ],
})
export class ComplaintFileModule {}
