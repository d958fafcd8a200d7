/** What a controller may say besides the body. */
export interface AnswerOptions {
  /** Instead of the status that the endpoint declares. */
  readonly status?: number;
  /** Version of the resource: sent as `ETag: "<version>"`, to come back in `If-Match`. */
  readonly version?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A body with status and headers; made by {@link answer}. */
export class Answer<T = unknown> {
  constructor(
    readonly body: T,
    readonly status: number | undefined,
    readonly headers: Readonly<Record<string, string>>,
  ) {}
}

/** Answers `body` with a version, further headers or another status: `return answer(view, { version: row.version })`. */
export function answer<T>(body: T, { status, version, headers = {} }: AnswerOptions): Answer<T> {
  const etag: Record<string, string> = version === undefined ? {} : { etag: `"${version}"` };
  return new Answer(body, status, { ...etag, ...headers });
}
