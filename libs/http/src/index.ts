export { answer, Answer, type AnswerOptions } from './contract/answer';
export {
  Command,
  CommandContext,
  CurrentUser,
  Disclosing,
  IdempotencyKey,
  Upload,
} from './idempotency/command-context';
export { Commands } from './idempotency/commands';
export { createHttpApp, HttpApp, type HttpAppOptions } from './create-http-app';
export { decodeCursor, encodeCursor, pageOf, pageQuerySchema, pageSchema } from './contract/cursor';
export {
  Endpoint,
  endpointOf,
  type Access,
  type AnswerSchema,
  type BodyFormat,
  type EndpointContract,
  type Idempotency,
  type RateLimit,
} from './contract/endpoint';
export { fieldErrors } from './problems/field-errors';
export { httpMigrations } from './idempotency/http.migration';
export { documentedAs } from './openapi/json-schemas';
export { HttpModule } from './http.module';
export { html, Markup, NOTHING } from './page/html';
export {
  HTML,
  htmlAlternative,
  htmlSchema,
  JSON_HEADERS,
  langOf,
  otherLang,
  page,
  PAGE_HEADERS,
  pageAnswer,
  pageFrame,
  pageLocale,
  wantsJson,
  type PageContent,
  type PageFrame,
} from './page/page';
export { faultBox, moment, noticePage, otherLanguageLink, type NoticeWords, type PageFault } from './page/page-parts';
export {
  CLOSED_DOOR_STATUS,
  closedDoorProblem,
  closedDoorWords,
  hiddenProof,
  PROOF_WORDS,
  proofFields,
  proofInOtherLanguage,
  proofInputs,
  proofPage,
  proofQuerySchema,
  retryHeaders,
  type ClosedDoor,
  type NumberAndCode,
  type VerifyWords,
} from './page/proof';
export { HttpOptions } from './http-options';
export { IdempotencyStore, type KeyedCommand } from './idempotency/idempotency-store';
export { openApiDocument } from './openapi/openapi';
export { Problem, problemType, registerProblem, type ProblemDocument, type ProblemMembers } from './problems/problem';
export { RateLimiter } from './operations/rate-limiter';
export { type CurrentActor } from './contract/request-state';
export { CaseGate } from './contract/case-gate';
export { PollingSeenGate, SeenGate } from './contract/seen-gate';
export { StaffAddresses } from './contract/staff-addresses';
export { type UploadedFile } from './contract/uploaded-file';
export {
  clockView,
  clockViewSchema,
  commandsSchema,
  commandViewSchema,
  movedSchema,
  obstacleSchema,
  type ClockIdentity,
  type ClockView,
} from './contract/views';
