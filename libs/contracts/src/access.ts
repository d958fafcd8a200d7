import type { RoleCode } from './codes';
import { ASKING_STAFF } from './requests';
import type { Scope } from './scopes';

/** The people of an endpoint: every active entry of the directory, or holders of one of the roles. */
export type PeopleAccess = 'authenticated' | readonly RoleCode[];

/**
 * An endpoint for programs: one of the scopes is enough, with an active entry in the directory. `people` says who else may
 * call it; nobody when absent.
 */
export interface MachineAccess {
  readonly scopes: readonly Scope[];
  readonly people?: PeopleAccess;
}

/**
 * Who may call an endpoint: anybody, people, or programs too. A program passes by its scope only: whatever its roles are,
 * an endpoint that names no scope is closed to it.
 */
export type EndpointAccess = 'public' | PeopleAccess | MachineAccess;

/** Everybody who works on cases; not those who only count them. */
const CASE_WORKERS = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'TRIAGE_OFFICER',
  'DISPATCHER',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'INVESTIGATOR',
  'CASE_LEAD',
  'REMEDY_APPROVER',
  'FINANCE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];

const INVESTIGATING = ['UNIT_HANDLER', 'INVESTIGATOR', 'UNIT_MANAGER'] as const satisfies readonly RoleCode[];

const READING_INVESTIGATIONS = [
  ...INVESTIGATING,
  'CASE_LEAD',
  'REMEDY_APPROVER',
  'DISPATCHER',
  'TRIAGE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
  'EXECUTIVE',
] as const satisfies readonly RoleCode[];

const DRAFTING = ['CASE_LEAD', 'UNIT_HANDLER', 'UNIT_MANAGER', 'INVESTIGATOR'] as const satisfies readonly RoleCode[];

const READING_RESOLUTIONS = [
  ...DRAFTING,
  'FINANCE_OFFICER',
  'REMEDY_APPROVER',
  'EXECUTIVE',
  'FOLLOW_UP_SPECIALIST',
  'DISPATCHER',
  'TRIAGE_OFFICER',
] as const satisfies readonly RoleCode[];

const SEEING_FIGURES = ['ANALYST', 'EXECUTIVE', 'UNIT_MANAGER'] as const satisfies readonly RoleCode[];

const ADMINISTRATORS = ['ORGANISATION_ADMIN'] as const satisfies readonly RoleCode[];

const OPERATORS = { people: ADMINISTRATORS, scopes: ['operations'] } as const satisfies MachineAccess;

/** What programs need to know of packs too: submitters their forms, operators their labels. */
const READING_PACKS = {
  people: 'authenticated',
  scopes: ['complaints:submit', 'operations'],
} as const satisfies MachineAccess;

/** Those who look after who looks after the directory. */
const READING_DIRECTORY_CHANGES = ['ORGANISATION_ADMIN', 'QA_AUDITOR'] as const satisfies readonly RoleCode[];

/**
 * Who may call what, on the whole platform: service, operation, access. Endpoints are guarded by it, and rules and views
 * that name a role read it here. The rules of the case narrow it down further: unit, handler, independence.
 */
export const ACCESS = {
  intake: {
    findComplaint: CASE_WORKERS,
    registerComplaint: { people: ['FRONTLINE', 'INTAKE_OFFICER'], scopes: ['complaints:submit'] },
    readComplaint: CASE_WORKERS,
    /** Each kind of request narrows it down to those who may record it. */
    requestOfHolder: ASKING_STAFF,
    /** By those who talk to complainants. */
    revealContacts: [
      'FRONTLINE',
      'INTAKE_OFFICER',
      'TRIAGE_OFFICER',
      'UNIT_HANDLER',
      'INVESTIGATOR',
      'CASE_LEAD',
      'FOLLOW_UP_SPECIALIST',
    ],
    readRequest: CASE_WORKERS,
    listPacks: READING_PACKS,
    publishPack: ['ORGANISATION_ADMIN'],
    readPack: READING_PACKS,
    registerPortalComplaint: 'public',
    requestAsComplainant: 'public',
    trackComplaint: 'public',
  },
  routing: {
    listWorkItems: 'authenticated',
    showAssignment: 'authenticated',
    showClocks: 'authenticated',
    assessComplaint: ['TRIAGE_OFFICER', 'DISPATCHER'],
    acceptAssignment: ['UNIT_HANDLER', 'UNIT_MANAGER'],
    reclassifyComplaint: ['TRIAGE_OFFICER', 'DISPATCHER', 'INVESTIGATOR', 'UNIT_MANAGER'],
    escalateComplaint: [
      'FRONTLINE',
      'INTAKE_OFFICER',
      'TRIAGE_OFFICER',
      'DISPATCHER',
      'UNIT_HANDLER',
      'UNIT_MANAGER',
      'INVESTIGATOR',
      'CASE_LEAD',
      'FOLLOW_UP_SPECIALIST',
      'EXECUTIVE',
    ],
    listDirectory: 'authenticated',
    showDirectoryEntry: 'authenticated',
    putDirectoryEntry: ['ORGANISATION_ADMIN'],
    removeDirectoryEntry: ['ORGANISATION_ADMIN'],
    listEntryChanges: READING_DIRECTORY_CHANGES,
    listProposedChanges: READING_DIRECTORY_CHANGES,
    showProposedChange: READING_DIRECTORY_CHANGES,
    /** Another one than who proposed it. */
    confirmProposedChange: ADMINISTRATORS,
    refuseProposedChange: ADMINISTRATORS,
    /** Who proposed it. */
    retractProposedChange: ADMINISTRATORS,
  },
  investigation: {
    readCase: READING_INVESTIGATIONS,
    readEvidence: READING_INVESTIGATIONS,
    addEvidence: INVESTIGATING,
    determine: INVESTIGATING,
  },
  resolution: {
    readCase: READING_RESOLUTIONS,
    readRemedyEvidence: READING_RESOLUTIONS,
    draftPlan: DRAFTING,
    revisePlan: DRAFTING,
    submitPlan: DRAFTING,
    /** Which roles approve is data of the policy pack, so the rule decides. */
    decidePlan: 'authenticated',
    executeRemedy: ['UNIT_HANDLER', 'UNIT_MANAGER', 'FINANCE_OFFICER'],
    recordFollowUp: ['FOLLOW_UP_SPECIALIST'],
    listMarkedConsents: ['QA_AUDITOR'],
    openOffer: 'public',
    answerOffer: 'public',
  },
  notification: {
    listLetters: [
      'FRONTLINE',
      'INTAKE_OFFICER',
      'TRIAGE_OFFICER',
      'DISPATCHER',
      'UNIT_HANDLER',
      'UNIT_MANAGER',
      'INVESTIGATOR',
      'CASE_LEAD',
      'REMEDY_APPROVER',
      'FOLLOW_UP_SPECIALIST',
      'ORGANISATION_ADMIN',
    ],
    /** The words of a letter name the complainant. */
    readLetter: ['INTAKE_OFFICER', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST', 'ORGANISATION_ADMIN'],
    retryLetter: ['ORGANISATION_ADMIN', 'INTAKE_OFFICER'],
  },
  analytics: {
    /** Unit managers see the figures of their own unit and the units below it. */
    readOverview: SEEING_FIGURES,
    listComplaints: SEEING_FIGURES,
    readComplaintFigures: SEEING_FIGURES,
  },
  /** Of every service. */
  operations: {
    listParkedEvents: OPERATORS,
    showParkedEvent: OPERATORS,
    retryParkedEvent: OPERATORS,
    retrySignature: OPERATORS,
    /** What is skipped is given up for good, so a person answers for it. */
    skipParkedEvent: ADMINISTRATORS,
    listPausedPartitions: OPERATORS,
    resumePartition: OPERATORS,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, EndpointAccess>>>>;

/** Whether a person with these roles passes an access that names roles. */
export function holdsOneOf(roles: readonly RoleCode[], allowed: readonly RoleCode[]): boolean {
  return roles.some((role) => allowed.includes(role));
}
