/** What an answer that no browser is to show may load, embed or be embedded in: nothing. */
const NOTHING =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";
/** The pages of the documentation bring scripts of their own and styles within the page. */
const DOCUMENTATION =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TWO_YEARS_SECONDS = 63_072_000;

/**
 * Answers may hold personal data and addresses may hold tokens: neither is to be kept, passed on, guessed at or shown in a
 * frame by a browser. An endpoint that serves pages names a content security policy of its own.
 */
export const PROTECTIVE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': NOTHING,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The policy of an answer that names none, by its route. */
export function policyOf(route: string | undefined): string {
  return route !== undefined && /^\/docs(?:\/|$)/.test(route) ? DOCUMENTATION : NOTHING;
}

/** Sent over TLS only (RFC 6797, section 7.2): the proxy that is believed says that it was. */
export const TRANSPORT_SECURITY = [
  'strict-transport-security',
  `max-age=${TWO_YEARS_SECONDS}; includeSubDomains`,
] as const;
