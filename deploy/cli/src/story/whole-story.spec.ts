import {
  assessmentStarted,
  assignmentAccepted,
  clockEntryExample,
  clocksChanged,
  type ClockEntry,
  complaintAcknowledged,
  complaintAssessed,
  complaintAssigned,
  complaintClosed,
  complaintDetermined,
  complaintReclassified,
  complaintRegistered,
  complaintResolved,
  evidenceAdded,
  followUpRecorded,
  letterSent,
  offerAccepted,
  remedyExecuted,
  resolutionDrafted,
  resolutionOffered,
  resolutionSubmitted,
  type EventContract,
} from '@redress/contracts';
import { StoryBuilder } from './story-builder.spec';

const told = (contract: unknown): EventContract<never> => contract as EventContract<never>;

/** The payload of an event that carries the resolution clock. */
export const clockOf = (told: Partial<ClockEntry>): { clocks: ClockEntry[] } => ({
  clocks: [{ ...clockEntryExample, dueAt: '2026-03-09T15:59:59.000Z', ...told }],
});

/** From registration to closure over all services: 11 state events and the facts between them. */
export function aWholeStory(complaintNo: string): StoryBuilder {
  const handler = { kind: 'STAFF', id: 'staff:wu.quality' } as const;
  const approver = { kind: 'STAFF', id: 'staff:qian.qa' } as const;
  const caller = { kind: 'STAFF', id: 'staff:fang.follow' } as const;
  return new StoryBuilder(complaintNo)
    .tell(told(complaintRegistered), {
      to: 'REGISTERED',
      at: '2026-03-02T01:15:02Z',
      actor: { kind: 'SYSTEM', id: 'client:crm' },
    })
    .tell(told(clocksChanged), { data: clockOf({ changes: ['STARTED'] }) })
    .tell(told(assessmentStarted), { to: 'UNDER_ASSESSMENT' })
    .tell(told(complaintAcknowledged))
    .tell(told(complaintAssessed))
    .tell(told(complaintAssigned), {
      to: 'ASSIGNED',
      data: { handlerId: 'staff:wu.quality', assessment: undefined, clocks: undefined },
    })
    .tell(told(assignmentAccepted), {
      to: 'UNDER_INVESTIGATION',
      actor: handler,
      data: { handlerId: 'staff:wu.quality' },
    })
    .tell(told(complaintReclassified), { actor: handler, reasonCode: 'NEW_EVIDENCE' })
    .tell(told(evidenceAdded), { at: '2026-03-03T02:00:00Z', actor: handler })
    .tell(told(complaintDetermined), { to: 'DETERMINED', actor: handler })
    .tell(told(resolutionDrafted), { to: 'RESOLUTION_DRAFTED', actor: handler })
    .tell(told(resolutionSubmitted), { to: 'PENDING_APPROVAL', actor: handler })
    .tell(told(resolutionOffered), { to: 'RESOLUTION_OFFERED', actor: approver })
    .tell(told(offerAccepted), {
      to: 'REMEDY_IN_PROGRESS',
      at: '2026-03-04T10:30:00Z',
      actor: { kind: 'COMPLAINANT', id: '019a9d6e-7a00-7000-8000-0000000000ff' },
    })
    .tell(told(remedyExecuted), { actor: handler })
    .tell(told(complaintResolved), { to: 'RESOLVED', actor: handler })
    .tell(told(clocksChanged), {
      data: clockOf({ state: 'MET', endedAt: '2026-03-04T10:40:00.000Z', changes: ['MET'] }),
    })
    .tell(told(followUpRecorded), { at: '2026-03-06T03:00:00Z', actor: caller })
    .tell(told(complaintClosed), { to: 'CLOSED', actor: caller })
    .tell(told(letterSent));
}
