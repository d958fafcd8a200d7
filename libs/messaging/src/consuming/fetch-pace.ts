/** What a fetch was like that has been taken. */
export interface TakenFetch {
  /** From its arrival until its records were committed. */
  readonly elapsedMs: number;
  /** It brought something that a consumer is told of. */
  readonly hasNews: boolean;
  /** More is waiting on the topic than it brought. */
  readonly isBehind: boolean;
}

/**
 * From one fetch to the next at least: a fetch asks for every partition, and it and the transaction after it cost more than
 * the few records that they bring. When it brought only steps of stories to follow, the next one has more time.
 */
const TELLING_PACE_MS = 50;
const FOLLOWING_PACE_MS = 150;
/** How long to rest for each millisecond of work. */
const REST_RATIO = 1;
const LONGEST_REST_MS = 200;

/**
 * How long to wait before the next fetch. On a machine with room every fetch is short, and the next comes soon. On a full one it
 * takes long, and a consumer that asked again at once would make it take longer: with a rest as long as the work more
 * records come with each fetch, and each costs less. A consumer with a backlog gets full fetches anyway and does not
 * rest.
 */
export function restMs({ elapsedMs, hasNews, isBehind }: TakenFetch): number {
  const pace = Math.max(0, (hasNews ? TELLING_PACE_MS : FOLLOWING_PACE_MS) - elapsedMs);
  return isBehind ? pace : Math.max(pace, Math.min(elapsedMs * REST_RATIO, LONGEST_REST_MS));
}
