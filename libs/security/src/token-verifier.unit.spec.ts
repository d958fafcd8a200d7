import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { InvalidToken, IssuerUnavailable, TokenVerifier } from './token-verifier';

const AUDIENCE = 'redress';

/** An OpenID provider reduced to its metadata and keys. */
class Issuer {
  private readonly signers = new Map<string, CryptoKey>();
  private readonly published: JWK[] = [];
  private server: Server;
  keyRequests = 0;
  metadataRequests = 0;
  available = true;
  /** Where its metadata are said to be instead. */
  movedTo: string | undefined;
  callsItself: string | undefined;

  async start(): Promise<void> {
    this.server = createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      if (this.movedTo !== undefined) {
        response.writeHead(302, { location: this.movedTo }).end();
        return;
      }
      if (!this.available) {
        response.writeHead(503).end('{}');
        return;
      }
      if (request.url === '/.well-known/openid-configuration') {
        this.metadataRequests += 1;
        response.end(JSON.stringify({ issuer: this.callsItself ?? this.url, jwks_uri: `${this.url}/keys` }));
        return;
      }
      this.keyRequests += 1;
      response.end(JSON.stringify({ keys: this.published }));
    });
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async addKey(kid: string): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    this.signers.set(kid, privateKey);
    this.published.push({ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' });
  }

  token(claims: Record<string, unknown> = {}, kid = 'one'): Promise<string> {
    const { exp, iss, aud, typ, ...rest } = claims;
    return new SignJWT({ sub: 'staff:lin.intake', client_id: 'console', scope: 'openid', ...rest })
      .setProtectedHeader({ alg: 'ES256', kid, ...(typ === undefined ? {} : { typ: typ as string }) })
      .setIssuer((iss as string) ?? this.url)
      .setAudience((aud as string) ?? AUDIENCE)
      .setExpirationTime((exp as number) ?? Math.floor(Date.now() / 1000) + 600)
      .sign(this.signers.get(kid) as CryptoKey);
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((stopped) => this.server.close(() => stopped()));
  }
}

describe('verifying an access token', () => {
  let issuer: Issuer;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    issuer = new Issuer();
    await issuer.start();
    await issuer.addKey('one');
    verifier = new TokenVerifier({ issuer: issuer.url, audience: AUDIENCE, keyCooldownMs: 0 });
  });

  afterEach(() => issuer.stop());

  it('tells who a staff token speaks for', async () => {
    const token = await issuer.token({ scope: 'openid clock:drive' });

    const principal = await verifier.verify(token);

    expect(principal).toEqual({
      sub: 'staff:lin.intake',
      clientId: 'console',
      kind: 'STAFF',
      scopes: ['openid', 'clock:drive'],
    });
  });

  it.each([
    ['client:crm', 'client:crm'],
    ['crm', 'client:crm'],
  ])('knows a program by its subject %s', async (sub, expected) => {
    const token = await issuer.token({ sub, client_id: sub });

    const principal = await verifier.verify(token);

    expect(principal).toMatchObject({ sub: expected, kind: 'CLIENT' });
  });

  it.each([
    ['another audience', { aud: 'payroll' }, /aud/],
    ['another issuer', { iss: 'https://elsewhere.example' }, /iss/],
    ['a past expiry', { exp: 1_700_000_000 }, /expired/],
  ])('refuses a token with %s', async (_case, claims, reason) => {
    const token = await issuer.token(claims);

    await expect(verifier.verify(token)).rejects.toThrow(InvalidToken);
    await expect(verifier.verify(token)).rejects.toThrow(reason);
  });

  it('refuses text that is no token and a token whose content was changed', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    const forged = Buffer.from(JSON.stringify({ sub: 'staff:boss', iss: issuer.url, aud: AUDIENCE, exp: 9e9 }));

    await expect(verifier.verify('not-a-token')).rejects.toThrow(InvalidToken);
    await expect(verifier.verify(`${header}.${forged.toString('base64url')}.${signature}`)).rejects.toThrow(
      InvalidToken,
    );
  });

  it.each([undefined, 'JWT', 'at+jwt', 'application/at+jwt', 'AT+JWT'])(
    'takes an access token of type %s',
    async (typ) => {
      await expect(verifier.verify(await issuer.token({ typ }))).resolves.toMatchObject({ sub: 'staff:lin.intake' });
    },
  );

  it.each([
    ['an ID token', { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }],
    ['a logout token', { typ: 'logout+jwt' }],
    ['a logout token without a type', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
    ['a proof of possession', { typ: 'dpop+jwt' }],
  ])('refuses what is signed by the issuer for us and is no access token: %s', async (_kind, claims) => {
    await expect(verifier.verify(await issuer.token(claims))).rejects.toThrow(InvalidToken);
  });

  it('believes no metadata of another issuer', async () => {
    const token = await issuer.token();
    issuer.callsItself = 'https://elsewhere.example';

    await expect(verifier.verify(token)).rejects.toThrow(IssuerUnavailable);
    expect(issuer.keyRequests).toBe(0);
  });

  it('follows no redirect to metadata elsewhere', async () => {
    const token = await issuer.token();
    const other = new Issuer();
    await other.start();
    issuer.movedTo = `${other.url}/.well-known/openid-configuration`;
    try {
      await expect(verifier.verify(token)).rejects.toThrow(IssuerUnavailable);
      expect(other.metadataRequests).toBe(0);
    } finally {
      await other.stop();
    }
  });

  it('reads the keys once for many tokens', async () => {
    const tokens = await Promise.all(['a', 'b', 'c'].map((name) => issuer.token({ sub: `staff:${name}` })));
    await verifier.verify(tokens[0] as string);

    await Promise.all(tokens.map((token) => verifier.verify(token)));

    expect(issuer.keyRequests).toBe(1);
  });

  it('looks at the keys again when a token names an unknown one', async () => {
    await verifier.verify(await issuer.token());
    await issuer.addKey('two');

    const principal = await verifier.verify(await issuer.token({ sub: 'staff:zhao' }, 'two'));

    expect(principal.sub).toBe('staff:zhao');
    expect(issuer.keyRequests).toBe(2);
  });

  it('forgets a remembered token when it expires', async () => {
    let now = Date.now();
    const dated = new TokenVerifier({ issuer: issuer.url, audience: AUDIENCE, now: () => now });
    const token = await issuer.token({ exp: Math.floor(now / 1000) + 60 });
    await dated.verify(token);

    now += 120_000;

    await expect(dated.verify(token)).rejects.toThrow(/expired/);
  });

  it('needs no issuer for a token that it remembers, and forgets the least recently used', async () => {
    const small = new TokenVerifier({ issuer: issuer.url, audience: AUDIENCE, cacheSize: 1 });
    const [first, second] = [await issuer.token({ sub: 'staff:a' }), await issuer.token({ sub: 'staff:b' })];
    const [one, again] = [await small.verify(first), await small.verify(first)];
    await small.verify(second);

    expect(again).toBe(one);
    expect(await small.verify(first)).not.toBe(one);
  });

  it('says that the issuer is away and recovers when it is back', async () => {
    const token = await issuer.token();
    issuer.available = false;

    await expect(verifier.verify(token)).rejects.toThrow(IssuerUnavailable);

    issuer.available = true;
    await expect(verifier.verify(token)).resolves.toMatchObject({ sub: 'staff:lin.intake' });
  });

  it('says so too when only the keys cannot be read', async () => {
    await verifier.verify(await issuer.token());
    await issuer.addKey('two');
    const token = await issuer.token({}, 'two');
    issuer.available = false;

    await expect(verifier.verify(token)).rejects.toThrow(IssuerUnavailable);
  });
});
