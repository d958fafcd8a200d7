import { createRequire } from 'node:module';

/*
 * After every answer kafkajs 2.2.4 sets a timer to the end of a throttling, to look at the requests that wait then. When
 * there is none, that is a time before 1970, which Node takes for one millisecond, and the look sets the next timer: every
 * connection wakes its process a thousand times a second, for ever (docs/adr/0015). The function below stands in for the
 * library's own, which has no newer release.
 */

/** The library's queue of requests to one broker, as far as it decides when to look at them again. */
interface RequestQueue {
  readonly pending: readonly unknown[];
  /** Milliseconds since 1970; in the past, or -1, when the broker does not throttle. */
  readonly throttledUntil: number;
  throttleCheckTimeoutId: NodeJS.Timeout | null | undefined;
  /** Sends what may be sent and calls {@link scheduleCheckPendingRequests}. */
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const load = createRequire(__filename);
const REQUEST_QUEUE = 'kafkajs/src/network/requestQueue/index';
/** As in the library. An answer lets the next request go by itself; this is for requests whose answers never come. */
const CHECK_PENDING_MS = 10;

/**
 * Has the library set no timer while no request waits to be sent. Works on connections made before and after.
 * @throws when the library has no such queue, as another version may
 */
export function restWithoutPendingRequests(): void {
  const { prototype } = load(REQUEST_QUEUE) as { readonly prototype: RequestQueue };
  if (typeof prototype.scheduleCheckPendingRequests !== 'function') {
    throw new Error('kafkajs has another queue of requests than this was written for');
  }
  prototype.scheduleCheckPendingRequests = scheduleCheckPendingRequests;
}

function scheduleCheckPendingRequests(this: RequestQueue): void {
  if (this.pending.length === 0 || this.throttleCheckTimeoutId) return;
  const throttledForMs = this.throttledUntil - Date.now();
  this.throttleCheckTimeoutId = setTimeout(
    () => {
      this.throttleCheckTimeoutId = null;
      this.checkPendingRequests();
    },
    throttledForMs > 0 ? throttledForMs : CHECK_PENDING_MS,
  );
}
