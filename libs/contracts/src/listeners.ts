/** The two ports of a service: one for its users, one for those who run it. */
export type Listener = 'public' | 'operations';

const OPERATIONS = /^\/(?:health|metrics|docs|openapi\.json|internal|v1\/operations)(?:[/?]|$)/;

/**
 * The listener on which a path or route is served, and on no other: health, metrics, the page of the API, parked events
 * and the driven clock on that for operations, everything else on the public one.
 * @param path with its leading slash
 */
export function listenerOf(path: string): Listener {
  return OPERATIONS.test(path) ? 'operations' : 'public';
}
