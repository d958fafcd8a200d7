import type { DisclosurePurpose, RoleCode, Taxonomy } from './codes';
import { ASKING_STAFF } from './requests';
import type { Scope } from './scopes';

/** The people of an endpoint: every active entry of the directory, or holders of one of the roles. */
export type PeopleAccess = 'authenticated' | readonly RoleCode[];

/**
 * An endpoint for programs: one of the scopes is enough, with an active entry in the directory. `people` says who else may
 * call it; no one when absent.
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

/**
 * By what a member of staff reaches a complaint of the own organisation.
 * `organisation`: it belongs to it. `line`: the unit responsible is the own one or lies below it. `unit`: it is the own one.
 * `received`: the own unit, or one below it, received it. `remedy`: the own unit, or one below it, is to carry out a remedy.
 * `case`: the person handles it, stands in for the handler, or has taken part in it.
 */
export const RELATIONS = {
  organisation: { zh: '本机构', en: 'whole organisation' },
  line: { zh: '本部门及下级部门负责', en: 'own unit or one below it is responsible' },
  unit: { zh: '本部门负责', en: 'own unit is responsible' },
  received: { zh: '本部门及下级部门受理', en: 'own unit or one below it received it' },
  remedy: { zh: '本部门及下级部门执行措施', en: 'own unit or one below it carries out a remedy' },
  case: { zh: '经办、代理或参与', en: 'handler, deputy of the handler, or participant' },
} as const satisfies Taxonomy;
export type Relation = keyof typeof RELATIONS;

/**
 * By which relations each role reaches a complaint of its organisation, to read and to act; a complaint of another
 * organisation is reached by no one. One of them is enough. A reader who reaches a complaint by no role is told that there is
 * none.
 */
export const REACH: Readonly<Record<RoleCode, readonly Relation[]>> = {
  COMPLAINANT: [],
  FRONTLINE: ['received', 'unit', 'case'],
  INTAKE_OFFICER: ['organisation'],
  TRIAGE_OFFICER: ['organisation'],
  DISPATCHER: ['organisation'],
  CASE_LEAD: ['organisation'],
  UNIT_HANDLER: ['line', 'remedy', 'case'],
  UNIT_MANAGER: ['line', 'received', 'remedy', 'case'],
  INVESTIGATOR: ['line', 'case'],
  REMEDY_APPROVER: ['line', 'case'],
  FINANCE_OFFICER: ['organisation'],
  FOLLOW_UP_SPECIALIST: ['organisation'],
  ANALYST: ['organisation'],
  EXECUTIVE: ['organisation'],
  QA_AUDITOR: ['organisation'],
  COMPLIANCE_OFFICER: ['organisation'],
  LEGAL_COUNSEL: ['organisation'],
  PRIVACY_OFFICER: ['organisation'],
  ORGANISATION_ADMIN: ['organisation'],
  SYSTEM: ['line', 'case'],
};

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

/** Those who look at the cases of the whole organisation behind its figures, and change nothing but where a line says so. */
const OVERSEEING = [
  'EXECUTIVE',
  'QA_AUDITOR',
  'COMPLIANCE_OFFICER',
  'LEGAL_COUNSEL',
  'PRIVACY_OFFICER',
] as const satisfies readonly RoleCode[];

const READING_CASES = [...CASE_WORKERS, ...OVERSEEING] as const satisfies readonly RoleCode[];

const INVESTIGATING = ['UNIT_HANDLER', 'INVESTIGATOR', 'UNIT_MANAGER'] as const satisfies readonly RoleCode[];

const READING_INVESTIGATIONS = [
  ...INVESTIGATING,
  'CASE_LEAD',
  'REMEDY_APPROVER',
  'DISPATCHER',
  'TRIAGE_OFFICER',
  'FOLLOW_UP_SPECIALIST',
  ...OVERSEEING,
] as const satisfies readonly RoleCode[];

/** Also those who get codes only: words are for the readers of {@link RULES}. */
const READING_CODES_OF_INVESTIGATIONS = [...READING_INVESTIGATIONS, 'ANALYST'] as const satisfies readonly RoleCode[];

/** Those who talk with the complainant about when something will be done. */
const MOVING_DATES = [
  'FRONTLINE',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'INVESTIGATOR',
  'CASE_LEAD',
] as const satisfies readonly RoleCode[];

/** Those who promise something to the complainant for a day, and keep it. */
const PROMISING = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'INVESTIGATOR',
  'CASE_LEAD',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];

const DRAFTING = ['CASE_LEAD', 'UNIT_HANDLER', 'UNIT_MANAGER', 'INVESTIGATOR'] as const satisfies readonly RoleCode[];

const READING_RESOLUTIONS = [
  ...DRAFTING,
  'FINANCE_OFFICER',
  'REMEDY_APPROVER',
  'FOLLOW_UP_SPECIALIST',
  'DISPATCHER',
  'TRIAGE_OFFICER',
  ...OVERSEEING,
] as const satisfies readonly RoleCode[];

const READING_CODES_OF_RESOLUTIONS = [...READING_RESOLUTIONS, 'ANALYST'] as const satisfies readonly RoleCode[];

/** Who talks to complainants and writes down what they answer; rules of independence narrow it down. */
const RECORDING_ANSWERS = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'CASE_LEAD',
] as const satisfies readonly RoleCode[];

/** Of the whole organisation. */
const COUNTING = ['ANALYST', ...OVERSEEING] as const satisfies readonly RoleCode[];

/** Unit managers of their own unit and those below it. */
const SEEING_FIGURES = [...COUNTING, 'UNIT_MANAGER'] as const satisfies readonly RoleCode[];

/** Who tells complainants what could not be sent to them. */
const TELLING = [
  'FRONTLINE',
  'INTAKE_OFFICER',
  'UNIT_HANDLER',
  'UNIT_MANAGER',
  'CASE_LEAD',
  'FOLLOW_UP_SPECIALIST',
] as const satisfies readonly RoleCode[];

const ADMINISTRATORS = ['ORGANISATION_ADMIN'] as const satisfies readonly RoleCode[];

const OPERATORS = { people: ADMINISTRATORS, scopes: ['operations'] } as const satisfies MachineAccess;

/** What programs need to know of packs too: submitters their forms, operators their labels. */
const READING_PACKS = {
  people: 'authenticated',
  scopes: ['complaints:submit', 'operations'],
} as const satisfies MachineAccess;

/** Those who look after who looks after the directory. */
const READING_DIRECTORY_CHANGES = ['ORGANISATION_ADMIN', 'QA_AUDITOR'] as const satisfies readonly RoleCode[];

/** Those who look after who reads what of complainants. */
const READING_DISCLOSURES = ['PRIVACY_OFFICER', 'QA_AUDITOR'] as const satisfies readonly RoleCode[];

/**
 * Who may call what, on the whole platform: service, operation, access. Endpoints are guarded by it, and rules and views
 * that name a role read it here. The rules of the case narrow it down further: unit, handler, independence.
 */
export const ACCESS = {
  intake: {
    findComplaint: READING_CASES,
    registerComplaint: { people: ['FRONTLINE', 'INTAKE_OFFICER'], scopes: ['complaints:submit'] },
    readComplaint: READING_CASES,
    listPossibleDuplicates: READING_CASES,
    addSupplement: CASE_WORKERS,
    addAttachment: CASE_WORKERS,
    readAttachment: READING_CASES,
    /** Of complaints that the program registered itself. */
    attachToSubmission: { scopes: ['complaints:submit'] },
    attachAsComplainant: 'public',
    openComplainantForm: 'public',
    sendComplainantForm: 'public',
    listMessages: READING_CASES,
    writeMessage: CASE_WORKERS,
    /** No one may turn a complaint away (IN-17). */
    captureDraft: { people: 'authenticated', scopes: ['complaints:submit'] },
    listDrafts: 'authenticated',
    /** Who captured it, and those who look after the register; the rule decides. */
    readDraft: 'authenticated',
    editDraft: { people: 'authenticated', scopes: ['complaints:submit'] },
    registerDraft: { people: 'authenticated', scopes: ['complaints:submit'] },
    /** Each kind of request narrows it down to those who may record it. */
    requestOfHolder: ASKING_STAFF,
    /** At the word of the complainant. */
    raiseInFollowUp: ['FOLLOW_UP_SPECIALIST', 'FRONTLINE', 'INTAKE_OFFICER'],
    recordUrging: ['FRONTLINE', 'INTAKE_OFFICER', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST'],
    urgeAsComplainant: 'public',
    /** Those who read the mailbox of the enterprise. */
    reportReturnedMail: { people: ['INTAKE_OFFICER'], scopes: ['mail:report'] },
    logContact: CASE_WORKERS,
    listContacts: READING_CASES,
    /** By those who talk to complainants, and those who answer for their data or in court. */
    revealContact: [
      'FRONTLINE',
      'INTAKE_OFFICER',
      'TRIAGE_OFFICER',
      'UNIT_HANDLER',
      'INVESTIGATOR',
      'CASE_LEAD',
      'FOLLOW_UP_SPECIALIST',
      'LEGAL_COUNSEL',
      'PRIVACY_OFFICER',
    ],
    readRequest: READING_CASES,
    listPacks: READING_PACKS,
    publishPack: ['ORGANISATION_ADMIN'],
    readPack: READING_PACKS,
    registerPortalComplaint: 'public',
    requestAsComplainant: 'public',
    trackComplaint: 'public',
    supplementAsComplainant: 'public',
    readMailbox: 'public',
    writeToMailbox: 'public',
  },
  routing: {
    listWorkItems: 'authenticated',
    showAssignment: 'authenticated',
    showClocks: 'authenticated',
    assessComplaint: ['TRIAGE_OFFICER', 'DISPATCHER'],
    acceptAssignment: ['UNIT_HANDLER', 'UNIT_MANAGER'],
    /** The rule narrows it down to who manages the unit and who stands in for them. */
    returnAssignment: ['UNIT_HANDLER', 'UNIT_MANAGER'],
    disputeAssignment: ['UNIT_HANDLER', 'UNIT_MANAGER'],
    takeBackAssignment: ['DISPATCHER'],
    decideAssignment: ['UNIT_MANAGER', 'EXECUTIVE'],
    changeAssignment: ['DISPATCHER', 'UNIT_MANAGER', 'UNIT_HANDLER'],
    /** Managers for people of their units. */
    handOverWork: ['DISPATCHER', 'UNIT_MANAGER'],
    summaryResolve: ['FRONTLINE', 'INTAKE_OFFICER', 'TRIAGE_OFFICER', 'UNIT_MANAGER'],
    answerComplaint: ['FRONTLINE', 'INTAKE_OFFICER', 'TRIAGE_OFFICER', 'UNIT_HANDLER', 'UNIT_MANAGER'],
    proposeDecline: ['TRIAGE_OFFICER'],
    /** Another one than who proposed it. */
    decideDecline: ['UNIT_MANAGER', 'EXECUTIVE'],
    /** Who proposes it, who decides it, and who looks after both. */
    showDecline: ['TRIAGE_OFFICER', 'UNIT_MANAGER', ...OVERSEEING],
    referComplaint: ['TRIAGE_OFFICER', 'DISPATCHER'],
    listNotes: READING_CASES,
    addNote: CASE_WORKERS,
    reclassifyComplaint: ['TRIAGE_OFFICER', 'DISPATCHER', 'INVESTIGATOR', 'UNIT_MANAGER'],
    extendClock: MOVING_DATES,
    agreeDate: MOVING_DATES,
    proposeExtension: MOVING_DATES,
    /** Another one than who proposed it, who answers for the unit. */
    decideExtension: ['UNIT_MANAGER', 'EXECUTIVE', 'COMPLIANCE_OFFICER'],
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
    /** Whom it names, their deputy, and those above: the rule decides. */
    answerEscalation: 'authenticated',
    /** From above: the rule keeps out who answers for the unit. */
    superviseComplaint: ['UNIT_MANAGER', 'EXECUTIVE', 'COMPLIANCE_OFFICER'],
    answerSupervision: ['UNIT_HANDLER', 'UNIT_MANAGER', 'INVESTIGATOR', 'CASE_LEAD', 'EXECUTIVE'],
    liftSupervision: ['UNIT_MANAGER', 'EXECUTIVE', 'COMPLIANCE_OFFICER'],
    /** The rules narrow them down to who has the case, and by what is promised (CM-13). */
    makePromise: PROMISING,
    keepPromise: PROMISING,
    releasePromise: PROMISING,
    reportMajor: [
      'INTAKE_OFFICER',
      'TRIAGE_OFFICER',
      'DISPATCHER',
      'UNIT_HANDLER',
      'UNIT_MANAGER',
      'INVESTIGATOR',
      'CASE_LEAD',
    ],
    readMajorReport: ['EXECUTIVE'],
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
    readCase: READING_CODES_OF_INVESTIGATIONS,
    readEvidence: READING_INVESTIGATIONS,
    addEvidence: INVESTIGATING,
    noteEvidence: INVESTIGATING,
    requestInfo: INVESTIGATING,
    recordInfo: INVESTIGATING,
    resumeInvestigation: INVESTIGATING,
    requestThirdParty: INVESTIGATING,
    receiveThirdPartyReply: INVESTIGATING,
    openQuestions: 'public',
    answerQuestions: 'public',
    determine: INVESTIGATING,
  },
  resolution: {
    readCase: READING_CODES_OF_RESOLUTIONS,
    readRemedyEvidence: READING_RESOLUTIONS,
    /** The rule narrows supervisors down to those of the responsible unit. */
    orderRework: ['UNIT_MANAGER', 'QA_AUDITOR'],
    draftPlan: DRAFTING,
    revisePlan: DRAFTING,
    submitPlan: DRAFTING,
    /** Which roles approve is data of the policy pack, so the rule decides. */
    decidePlan: 'authenticated',
    offerPlan: DRAFTING,
    /** Its drafter, or those who approve by the policy pack: the rule decides. */
    tellDecision: 'authenticated',
    proposeImposition: DRAFTING,
    /** Another one than who proposed it; the rule asks for more. */
    decideImposition: ['EXECUTIVE'],
    startRemedy: ['UNIT_HANDLER', 'UNIT_MANAGER', 'FINANCE_OFFICER'],
    failRemedy: ['UNIT_HANDLER', 'UNIT_MANAGER', 'FINANCE_OFFICER'],
    proposeCancellation: DRAFTING,
    /** Without the consent of the complainant only executives; the rule decides. */
    decideCancellation: ['REMEDY_APPROVER', 'EXECUTIVE'],
    renegotiate: DRAFTING,
    decideRenegotiation: ['EXECUTIVE'],
    executeRemedy: ['UNIT_HANDLER', 'UNIT_MANAGER', 'FINANCE_OFFICER'],
    recordFollowUp: ['FOLLOW_UP_SPECIALIST'],
    readOffer: [...RECORDING_ANSWERS, 'FOLLOW_UP_SPECIALIST', 'QA_AUDITOR'],
    recordAnswer: RECORDING_ANSWERS,
    recordSignedAnswer: RECORDING_ANSWERS,
    readSignedAnswer: READING_RESOLUTIONS,
    /** Any member of staff whom a complainant tells it. */
    recordObjection: CASE_WORKERS,
    /** At the word of the complainant, with the contact that proves it. */
    requestReview: ['FRONTLINE', 'INTAKE_OFFICER', 'UNIT_HANDLER', 'UNIT_MANAGER', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST'],
    /** The rule narrows it down to a unit above the responsible one, and to those who took no part. */
    decideReview: ['UNIT_MANAGER', 'EXECUTIVE'],
    /** The rule asks all but compliance and counsel for the contact in which the complainant told of it. */
    openDispute: [
      'COMPLIANCE_OFFICER',
      'LEGAL_COUNSEL',
      'FRONTLINE',
      'INTAKE_OFFICER',
      'CASE_LEAD',
      'FOLLOW_UP_SPECIALIST',
    ],
    recordAward: ['COMPLIANCE_OFFICER', 'LEGAL_COUNSEL'],
    /** The rule narrows it down to people of the unit. */
    recordLesson: ['UNIT_HANDLER', 'UNIT_MANAGER', 'EXECUTIVE'],
    openDisputeForm: 'public',
    giveNoticeOfDispute: 'public',
    openReviewForm: 'public',
    askForReview: 'public',
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
      ...OVERSEEING,
      'ORGANISATION_ADMIN',
    ],
    /** The words of a letter name the complainant. */
    readLetter: ['INTAKE_OFFICER', 'CASE_LEAD', 'FOLLOW_UP_SPECIALIST', 'ORGANISATION_ADMIN'],
    retryLetter: ['ORGANISATION_ADMIN', 'INTAKE_OFFICER'],
    printLetter: TELLING,
    tellLetter: TELLING,
    openMailbox: 'public',
    listLettersAsComplainant: 'public',
    readLetterAsComplainant: 'public',
    /** Everybody has one of their own. */
    listInbox: 'authenticated',
    markItemRead: 'authenticated',
    finishItem: 'authenticated',
  },
  analytics: {
    readOverview: SEEING_FIGURES,
    listComplaints: SEEING_FIGURES,
    readComplaintFigures: SEEING_FIGURES,
  },
  /** Of every service that opens personal data for staff. */
  disclosures: {
    listDisclosures: READING_DISCLOSURES,
    showDisclosure: READING_DISCLOSURES,
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

/** What an endpoint opens personal data for; `STATED` where the caller has to say it. */
export type DisclosedFor = DisclosurePurpose | 'STATED';

/**
 * The endpoints that open personal data of complainants for staff, and what for. Each such read is recorded before the
 * answer leaves (D10, PR-01); an endpoint that does not stand here can open nothing for its caller.
 */
export const DISCLOSES = {
  routing: { listNotes: 'CASE_WORK', showDecline: 'CASE_WORK' },
  intake: {
    readComplaint: 'CASE_WORK',
    readDraft: 'CASE_WORK',
    readAttachment: 'CASE_WORK',
    listMessages: 'CASE_WORK',
    listContacts: 'CASE_WORK',
    revealContact: 'STATED',
  },
  investigation: { readCase: 'CASE_WORK', readEvidence: 'CASE_WORK' },
  resolution: {
    readCase: 'CASE_WORK',
    readRemedyEvidence: 'CASE_WORK',
    readOffer: 'CASE_WORK',
    readSignedAnswer: 'CASE_WORK',
  },
  notification: { readLetter: 'CASE_WORK', printLetter: 'CASE_WORK' },
  /** Of every service that opens personal data for staff. */
  disclosures: { showDisclosure: 'OVERSIGHT' },
} as const satisfies Readonly<Record<string, Readonly<Record<string, DisclosedFor>>>>;

/** What a read is recorded for: those who only look at a case do not work on it. Undefined where the caller has to say it. */
export function impliedPurpose(disclosed: DisclosedFor, roles: readonly RoleCode[]): DisclosurePurpose | undefined {
  if (disclosed === 'STATED') return undefined;
  const oversees = roles.length > 0 && roles.every((role) => (OVERSEEING as readonly RoleCode[]).includes(role));
  return disclosed === 'CASE_WORK' && oversees ? 'OVERSIGHT' : disclosed;
}

/** Roles that rules of a case name besides those of the commands. */
export const RULES = {
  /** Who investigates a case that another person handles, when on its line. */
  investigatesForOthers: ['INVESTIGATOR', 'UNIT_MANAGER'],
  /** Who lets an investigation pause once more when its pauses are used up, on the own line. */
  supervisesInvestigations: ['UNIT_MANAGER'],
  /** Who reads what complainants and witnesses said wherever they may read the investigation. */
  readsInvestigationWords: ['REMEDY_APPROVER', 'CASE_LEAD', ...OVERSEEING],
  /** Who does so for cases on their own line. */
  readsInvestigationWordsOfLine: INVESTIGATING,
  /** Who sends determinations of the own line back, and who does so for every unit. */
  supervisesDeterminations: ['UNIT_MANAGER'],
  reviewsQuality: ['QA_AUDITOR'],
  /** Who drafts for every unit. */
  draftsForEveryUnit: ['CASE_LEAD'],
  /** Who drafts, and carries remedies out, for the own unit and those below it. */
  worksForUnit: ['UNIT_HANDLER', 'UNIT_MANAGER'],
  /** Who writes down what the own unit, or one below it, learned from a dispute; an executive may lead one. */
  learnsForUnit: ['UNIT_HANDLER', 'UNIT_MANAGER', 'EXECUTIVE'],
  readsResolutionWords: ['CASE_LEAD', 'REMEDY_APPROVER', 'FOLLOW_UP_SPECIALIST', ...OVERSEEING],
  /** Who reviews what units below the own one decided. */
  reviews: ['UNIT_MANAGER', 'EXECUTIVE'],
  /** Who reviews where no unit is above. */
  reviewsAtTheTop: ['EXECUTIVE'],
  /** Who opens disputes without a word of the complainant, and records how they ended. */
  answersDisputes: ['COMPLIANCE_OFFICER', 'LEGAL_COUNSEL'],
  readsResolutionWordsOfLine: ['UNIT_HANDLER', 'UNIT_MANAGER'],
  /** Who decides that something is done without the complainant. */
  decidesWithoutConsent: ['EXECUTIVE'],
  /** Who decides on the own line that a remedy is cancelled to which the complainant agreed. */
  decidesCancellations: ['REMEDY_APPROVER'],
  /** Who carries out remedies of every unit. */
  executesForEveryUnit: ['FINANCE_OFFICER'],
  /** Who is proposed as handler of a complaint of the own unit. */
  handles: ['UNIT_HANDLER'],
  /** Who leads those who dispatch, wherever these are. */
  leadsDispatchers: ['EXECUTIVE'],
  /** Who accepts for others and names handlers on the own line. */
  managesUnit: ['UNIT_MANAGER'],
  /** Whose figures are those of the whole organisation. */
  countsOrganisation: COUNTING,
  /** Who looks after drafts of others. */
  keepsRegister: ['INTAKE_OFFICER'],
  /** Who keeps the directory, and so reads addresses of staff. */
  keepsDirectory: ['ORGANISATION_ADMIN'],
} as const satisfies Readonly<Record<string, readonly RoleCode[]>>;

/** Whether a person with these roles passes an access that names roles. */
export function holdsOneOf(roles: readonly RoleCode[], allowed: readonly RoleCode[]): boolean {
  return roles.some((role) => allowed.includes(role));
}

type Operations = { [G in keyof typeof ACCESS]: keyof (typeof ACCESS)[G] }[keyof typeof ACCESS] & string;

/** Operations of the OpenAPI documents: an endpoint without a line in the table does not exist. */
export type OperationId = Operations;

/** All operations, by their ids. */
export const OPERATION_IDS = [
  ...new Set(Object.values(ACCESS).flatMap((operations) => Object.keys(operations))),
] as readonly OperationId[];
