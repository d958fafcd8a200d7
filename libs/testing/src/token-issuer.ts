import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

/** Claims that replace or add to the ordinary ones of a token; `undefined` leaves one out. */
export type ExtraClaims = JWTPayload & { client_id?: string; scope?: string };

/** An OpenID issuer for tests: its discovery document and key set are served over HTTP on 127.0.0.1. */
export interface TestIssuer {
  /** The `iss` of its tokens and the base of its discovery document. */
  readonly issuer: string;
  readonly jwksUri: string;
  /** A signed access token for `sub`, valid for an hour, with audience `redress` unless `extra` says otherwise. */
  tokenFor(sub: string, extra?: ExtraClaims): Promise<string>;
  /** Signs with a new key from now on; the old one leaves the key set. */
  rotateKey(): Promise<void>;
  /** How often the key set was fetched. */
  readonly jwksRequests: number;
  close(): Promise<void>;
}

/** Starts an issuer on a free port. Close it in `afterAll`. */
export async function testIssuer(): Promise<TestIssuer> {
  const alg = 'RS256';
  let key: { privateKey: CryptoKey; jwk: JWK };
  const rotateKey = async () => {
    const { privateKey, publicKey } = await generateKeyPair(alg);
    key = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid: randomUUID(), alg, use: 'sig' } };
  };
  await rotateKey();

  let jwksRequests = 0;
  const server = createServer((request, response) => {
    const documents: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({
        issuer,
        jwks_uri: jwksUri,
        id_token_signing_alg_values_supported: [alg],
      }),
      '/jwks': () => {
        jwksRequests += 1;
        return { keys: [key.jwk] };
      },
    };
    const document = documents[request.url ?? '']?.();
    response.writeHead(document ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? { error: 'not_found' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const jwksUri = `${issuer}/jwks`;

  return {
    issuer,
    jwksUri,
    rotateKey,
    get jwksRequests() {
      return jwksRequests;
    },
    tokenFor(sub, extra = {}) {
      const now = Math.floor(Date.now() / 1000);
      const claims: ExtraClaims = {
        iss: issuer,
        aud: 'redress',
        sub,
        client_id: sub.startsWith('client:') ? sub : 'redress-console',
        iat: now,
        exp: now + 3600,
        jti: randomUUID(),
        ...extra,
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg, typ: 'at+jwt', kid: key.jwk.kid ?? '' })
        .sign(key.privateKey);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
