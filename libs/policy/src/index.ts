export {
  approvalFor,
  instalmentRule,
  remedyDueOn,
  remedyRule,
  totalsOf,
  type ApprovalAuthority,
  type InstalmentRule,
  type Money,
} from './authority';
export {
  assess,
  proposeClassification,
  type Assessment,
  type AssessmentFacts,
  type Narrative,
  type ProposedClassification,
} from './classification';
export { CLOCK_EVENTS, type ClockEvent } from './clock-events';
export {
  clockPolicies,
  clockRuns,
  clocksBySubject,
  readClocks,
  strictestClocks,
  type ClockOnComplaint,
  type ClockPolicy,
  type ClockRun,
  type ClockSubject,
  type StoryFact,
  type SubjectClocks,
} from './clock-policies';
export { CompiledPack } from './compiled-pack';
export { complaintNumber, registrationDay } from './complaint-number';
export { decideBy, decisionClock, lapsedCaseClosesAt, remindersBeforeLapse } from './decision-time';
export { levelAfterBreach, levelAfterDissatisfied, rungAt, type EscalationRung, type Overrun } from './escalation';
export { nextLoudInstant, quietHoursOf, type QuietHours } from './quiet-hours';
export {
  expectedTimeClocks,
  missingLetterItems,
  remindsBy,
  tellsOfExtension,
  reopenDays,
  reviewDays,
  reviewLimit,
} from './letters';
export { firstFollowUpBy, followsUpAnswers, followUpDeferrableUntil, isUnreachable } from './follow-up';
export { lintPack, type LintContext } from './lint-pack';
export type { LocatedPackProblem, PackProblem } from './pack-problem';
export { InvalidPack, lintForPublication, PackRegistry, UnknownPack, type PackDocument } from './pack-registry';
export { readLocatedYaml, type LocatedYaml } from './located-yaml';
export { formProblems, parsePack, type ParsedPack } from './parse-pack';
export { readCalendarFiles, readPackFiles, SHIPPED_CALENDAR_DIR, SHIPPED_PACK_DIR } from './policy-files';
export { maxRounds, needsNoApproval, needsSecondListener } from './offers';
export {
  LETTER_ITEMS,
  PolicyPack,
  policyPackJsonSchema,
  REGISTRATION_FIELDS,
  type LetterItem,
  type RegistrationField,
} from './policy-pack';
export { registrationGaps, type FormGaps, type MissingField } from './registration-form';
export { aboveSummaryLimit } from './on-the-spot';
export { windowUntil } from './windows';
