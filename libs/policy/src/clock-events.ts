/**
 * What a clock may start or stop on: facts of the story that routing follows, and `received`, which stands for the time of
 * receipt (D2). A pack that names anything else is refused.
 */
export const CLOCK_EVENTS = [
  'received',
  'complaint-registered',
  'complaint-acknowledged',
  'assessment-started',
  'complaint-assigned',
  'assignment-accepted',
  'complaint-determined',
  'resolution-drafted',
  'resolution-submitted',
  'approval-rejected',
  'resolution-offered',
  'offer-accepted',
  'remedy-executed',
  'complaint-resolved',
  'follow-up-recorded',
  'complaint-closed',
  'complaint-reopened',
  'complaint-withdrawn',
] as const;

export type ClockEvent = (typeof CLOCK_EVENTS)[number];
