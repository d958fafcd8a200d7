import { complaintRegistered, complaintUrged, directoryEntry, policyCalendar } from '@redress/contracts';
import type { Subscription } from '@redress/service-host';
import { RepairDirectoryPublication } from './directory/repair-publication/repair-publication.consumer';
import { RecomputeWhenCalendarChanges } from './sla-clock/recompute-when-calendar-changes/recompute-when-calendar-changes.consumer';
import { AssessWhenRegistered } from './complaint-file/assess-when-registered/assess-when-registered.consumer';
import { RaiseWhenUrged } from './complaint-file/raise-when-urged/raise-when-urged.consumer';
import { FOLLOWED, FollowStory } from './complaint-file/follow-story/follow-story.consumer';

/** Everything that routing reacts to. Requests, packs, calendars and directory are kept by the modules of the host. */
export const subscriptions: readonly Subscription[] = [
  { event: complaintRegistered, handler: AssessWhenRegistered }, // T4, rules of the pack, T9, clocks
  { event: FOLLOWED, handler: FollowStory }, // every other fact that moves a work item or starts, stops or pauses a clock
  { event: complaintUrged, handler: RaiseWhenUrged }, // T37, where the complainant asks for it
  { event: policyCalendar, handler: RecomputeWhenCalendarChanges }, // due times are computed anew
  { event: directoryEntry, handler: RepairDirectoryPublication }, // what stands there in an older version is published again
];
