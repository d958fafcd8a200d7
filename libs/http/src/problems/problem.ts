import type { FieldFault, Obstacle } from '@redress/commands';
import type { ProblemCode, ProblemParams } from '@redress/contracts';

/** Members of a problem document besides type, title and status. */
export interface ProblemMembers {
  /** What happened this time, in a sentence; codes and numbers only, never personal data. */
  readonly detail?: string;
  readonly errors?: readonly FieldFault[];
  readonly blockedBy?: readonly Obstacle[];
  /** Sent as `Retry-After` too. */
  readonly retryAfterSeconds?: number;
}

/** Members of the problems of one code: the parameters of the code are extension members (RFC 9457, section 3.2). */
type MembersOf<C extends ProblemCode> = ProblemMembers & ProblemParams<C>;

type ProblemArguments<C extends ProblemCode> =
  Record<never, never> extends MembersOf<C>
    ? [members?: MembersOf<C>, headers?: Readonly<Record<string, string>>]
    : [members: MembersOf<C>, headers?: Readonly<Record<string, string>>];

/** A problem document as it is sent. */
export interface ProblemDocument extends ProblemMembers {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly traceId?: string;
}

/**
 * An error that is answered as a problem document (RFC 9457). Its code, one of `PROBLEMS` in the contracts, becomes
 * `urn:redress:problem:<code>`.
 */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem';

  readonly members: ProblemMembers;
  /** Further response headers. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly problem: C,
    readonly title: string,
    ...[members, headers]: ProblemArguments<C>
  ) {
    super(`${status} ${problem}: ${title}`);
    this.members = members ?? {};
    this.headers = headers ?? {};
  }

  /** 404; says what kind of thing is missing, not which. */
  static notFound(what: string): Problem {
    return new Problem(404, 'not-found', `There is no such ${what}, or it is not yours to see`, { what });
  }

  /** 409: the rules forbid the command now, for these reasons. */
  static blocked(...blockedBy: readonly Obstacle[]): Problem {
    return new Problem(409, 'blocked', 'The command is not allowed now', { blockedBy });
  }

  /** 422: fields that break a rule which the schema cannot state. */
  static fields(...errors: readonly FieldFault[]): Problem {
    return new Problem(422, 'invalid-fields', 'Some fields are not valid', { errors });
  }

  /** The document to send. */
  document(traceId?: string): ProblemDocument {
    return { type: problemType(this.problem), title: this.title, status: this.status, ...this.members, traceId };
  }
}

/** The `type` URI of a problem. */
export function problemType(problem: ProblemCode): string {
  return `urn:redress:problem:${problem}`;
}

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

const translations: { readonly errorClass: ErrorClass<Error>; readonly translate: (error: never) => Problem }[] = [];

/**
 * Says how errors of a class (and of classes derived from it) are answered over HTTP, so that domain code and other
 * libraries throw errors of their own. The latest registration wins.
 */
export function registerProblem<E extends Error>(errorClass: ErrorClass<E>, translate: (error: E) => Problem): void {
  translations.unshift({ errorClass, translate });
}

/** The problem an error stands for; undefined for errors that were not declared, which are the server's fault. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const match = translations.find(({ errorClass }) => error instanceof errorClass);
  return match?.translate(error as never);
}
