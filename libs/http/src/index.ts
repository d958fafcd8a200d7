export { answer, Answer, type AnswerOptions } from './answer';
export { Command, CommandContext, CurrentUser, IdempotencyKey, Upload } from './command-context';
export { Commands } from './commands';
export { createHttpApp, HttpApp, type HttpAppOptions } from './create-http-app';
export { decodeCursor, encodeCursor, pageOf, pageQuerySchema, pageSchema } from './cursor';
export {
  Endpoint,
  endpointOf,
  type Access,
  type AnswerSchema,
  type BodyFormat,
  type EndpointContract,
  type Idempotency,
  type RateLimit,
} from './endpoint';
export { fieldErrors } from './field-errors';
export { httpMigrations } from './http.migration';
export { documentedAs } from './json-schemas';
export { HttpModule } from './http.module';
export { HttpOptions } from './http-options';
export { IdempotencyStore, type KeyedCommand } from './idempotency-store';
export { openApiDocument } from './openapi';
export { Problem, problemType, registerProblem, type ProblemDocument, type ProblemMembers } from './problem';
export { RateLimiter } from './rate-limiter';
export { type CurrentActor } from './request-state';
export { PollingSeenGate, SeenGate } from './seen-gate';
export { type UploadedFile } from './uploaded-file';
export {
  clockView,
  clockViewSchema,
  commandsSchema,
  commandViewSchema,
  movedSchema,
  obstacleSchema,
  type ClockIdentity,
  type ClockView,
} from './views';
