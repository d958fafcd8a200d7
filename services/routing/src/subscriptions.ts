import { RepairDirectoryPublication } from './directory/repair-publication/repair-publication.consumer';
import { RecomputeWhenCalendarChanges } from './sla-clock/recompute-when-calendar-changes/recompute-when-calendar-changes.consumer';
import { AssessWhenRegistered } from './work-item/assess-when-registered/assess-when-registered.consumer';
import { FollowStory } from './work-item/follow-story/follow-story.consumer';

/** Everything that routing reacts to. Requests, packs, calendars and directory are kept by the host. */
export const subscriptions = [
  AssessWhenRegistered, // complaint-registered: T4, rules of the pack, T9, clocks
  FollowStory, // every other fact that moves a work item or starts, stops or pauses a clock
  RecomputeWhenCalendarChanges, // policy.calendars.v1: due times are computed anew
  RepairDirectoryPublication, // org.directory.v1: what stands there in an older version is published again
];
