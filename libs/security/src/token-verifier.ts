import { hash } from 'node:crypto';
import {
  createRemoteJWKSet,
  errors,
  jwtVerify,
  type JWTHeaderParameters,
  type JWTPayload,
  type RemoteJWKSet,
} from 'jose';
import type { Principal } from './principal';

/** The token does not prove who is calling: missing, malformed, expired, foreign or badly signed (HTTP 401). */
export class InvalidToken extends Error {
  override readonly name = 'InvalidToken';
}

/** The issuer's keys could not be had, so no token can be judged now (HTTP 503). */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

export interface TokenVerifierOptions {
  /** Issuer URL; its `/.well-known/openid-configuration` names the keys. */
  readonly issuer: string;
  readonly audience: string;
  /** Verified tokens remembered at once; default 10 000. */
  readonly cacheSize?: number;
  /** How long an unknown key id must wait for the next look at the issuer's keys; default 5 000. */
  readonly keyCooldownMs?: number;
  /** Real time in milliseconds; tokens never follow the business clock. */
  readonly now?: () => number;
}

interface Remembered {
  readonly principal: Principal;
  readonly expiresAtMs: number;
}

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** RFC 9068 asks for the second; many providers write the first or none. */
const ACCESS_TOKEN_TYPES = new Set(['jwt', 'at+jwt', 'application/at+jwt']);
/** Claims of ID tokens and of logout tokens, which say nothing about access. */
const FOREIGN_CLAIMS = ['at_hash', 'c_hash', 's_hash', 'events'];
const DISCOVERY_TIMEOUT_MS = 5_000;
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Verifies OpenID Connect access tokens (JWT) against the issuer's published keys.
 * Keys are fetched at the first token, kept for ten minutes and looked up again when a token names an unknown key.
 * A verified token is remembered by its hash until it expires, so that a busy caller costs one signature check.
 */
export class TokenVerifier {
  private readonly remembered = new Map<string, Remembered>();
  private readonly cacheSize: number;
  private readonly now: () => number;
  private keys: Promise<RemoteJWKSet> | undefined;

  constructor(private readonly options: TokenVerifierOptions) {
    this.cacheSize = options.cacheSize ?? 10_000;
    this.now = options.now ?? Date.now;
  }

  /**
   * Answers who the token speaks for.
   * @throws InvalidToken when it proves nothing
   * @throws IssuerUnavailable when the issuer's keys cannot be had
   */
  async verify(token: string): Promise<Principal> {
    const digest = hash('sha256', token, 'base64');
    const known = this.recall(digest);
    if (known) return known;
    const payload = await this.check(token);
    const principal = principalOf(payload);
    this.remember(digest, { principal, expiresAtMs: (payload.exp ?? 0) * 1000 });
    return principal;
  }

  private recall(digest: string): Principal | undefined {
    const entry = this.remembered.get(digest);
    if (!entry) return undefined;
    this.remembered.delete(digest);
    if (entry.expiresAtMs <= this.now()) return undefined;
    // Put back at the end: a Map keeps insertion order, so its first entry is the one unused for longest.
    this.remembered.set(digest, entry);
    return entry.principal;
  }

  private remember(digest: string, entry: Remembered): void {
    if (this.remembered.size >= this.cacheSize) {
      const oldest = this.remembered.keys().next();
      if (!oldest.done) this.remembered.delete(oldest.value);
    }
    this.remembered.set(digest, entry);
  }

  private async check(token: string): Promise<JWTPayload> {
    const keys = await this.issuerKeys();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer: this.options.issuer,
        audience: this.options.audience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        currentDate: new Date(this.now()),
      });
      assertAccessToken(payload, protectedHeader);
      return payload;
    } catch (error) {
      if (error instanceof InvalidToken) throw error;
      if (isIssuerFault(error)) throw new IssuerUnavailable('The keys of the token issuer cannot be read');
      throw new InvalidToken(reasonOf(error));
    }
  }

  private issuerKeys(): Promise<RemoteJWKSet> {
    this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = undefined;
      throw error;
    });
    return this.keys;
  }

  private async discover(): Promise<RemoteJWKSet> {
    const address = `${this.options.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    let metadata: { issuer?: unknown; jwks_uri?: unknown };
    try {
      const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(DISCOVERY_TIMEOUT_MS) });
      if (!response.ok) throw new Error(`status ${response.status}`);
      metadata = (await response.json()) as typeof metadata;
    } catch (error) {
      throw new IssuerUnavailable('The token issuer does not answer', { cause: error });
    }
    if (metadata.issuer !== this.options.issuer || typeof metadata.jwks_uri !== 'string') {
      throw new IssuerUnavailable('The token issuer publishes metadata for another issuer or without jwks_uri');
    }
    return createRemoteJWKSet(new URL(metadata.jwks_uri), {
      cooldownDuration: this.options.keyCooldownMs ?? 5_000,
      timeoutDuration: DISCOVERY_TIMEOUT_MS,
    });
  }
}

/** One signature may stand under several kinds of token (RFC 8725, section 3.11). */
function assertAccessToken(payload: JWTPayload, { typ }: JWTHeaderParameters): void {
  const isOtherKind = typ !== undefined && !ACCESS_TOKEN_TYPES.has(typ.toLowerCase());
  if (isOtherKind || FOREIGN_CLAIMS.some((claim) => claim in payload)) {
    throw new InvalidToken('The token is no access token');
  }
}

function principalOf(payload: JWTPayload): Principal {
  const sub = payload.sub as string;
  const clientId = text(payload['client_id']) ?? text(payload['azp']) ?? sub;
  const scopes = text(payload['scope'])?.split(' ').filter(Boolean) ?? [];
  if (sub.startsWith('client:')) return { sub, clientId, kind: 'CLIENT', scopes };
  // With client credentials a provider may put the bare client id into `sub` (RFC 9068, section 2.2).
  if (sub === clientId) return { sub: `client:${clientId}`, clientId, kind: 'CLIENT', scopes };
  return { sub, clientId, kind: 'STAFF', scopes };
}

function text(claim: unknown): string | undefined {
  return typeof claim === 'string' && claim !== '' ? claim : undefined;
}

function isIssuerFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return true;
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) return `The access token has a wrong or missing ${error.claim}`;
  return 'The access token is not valid';
}
