import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import {
  demoDirectoryFile,
  localSecrets,
  type LocalSecrets,
  obtainClientToken,
  obtainToken,
  OpenIdProvider,
  readDirectoryFile,
} from '../index';

describe('the local OpenID provider', () => {
  const { staff } = readDirectoryFile(demoDirectoryFile());
  const clientIds = staff.filter(({ kind }) => kind === 'CLIENT').map(({ id }) => id);
  let folder: string;
  let secrets: LocalSecrets;
  let provider: OpenIdProvider;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-oidc-'));
    secrets = await localSecrets(join(folder, 'secrets.json'), clientIds);
    provider = await OpenIdProvider.start({ members: staff, ...secrets });
  });

  afterAll(async () => {
    await provider.stop();
    rmSync(folder, { recursive: true });
  });

  const verified = async (token: string) => {
    const discovery = await fetch(`${provider.issuer}/.well-known/openid-configuration`);
    const { jwks_uri: keys } = (await discovery.json()) as { jwks_uri: string };
    return jwtVerify(token, createRemoteJWKSet(new URL(keys)), { issuer: provider.issuer, audience: 'redress' });
  };

  it('gives a person a token for the platform by the code flow', async () => {
    const { accessToken, expiresAt } = await obtainToken(provider.issuer, 'staff:lin.intake');
    const { payload, protectedHeader } = await verified(accessToken);
    expect(payload).toMatchObject({ sub: 'staff:lin.intake', client_id: 'redress-console' });
    expect(protectedHeader).toMatchObject({ typ: 'at+jwt', alg: 'RS256' });
    expect(expiresAt.getTime()).toBeGreaterThan(Date.now() + 3_500_000);
  });

  it('signs in everybody of the staff, each as themselves', async () => {
    const people = staff.filter(({ kind }) => kind === 'STAFF').map(({ id }) => id);
    const subjects = [];
    for (const id of people)
      subjects.push((await verified((await obtainToken(provider.issuer, id)).accessToken)).payload.sub);
    expect(subjects).toEqual(people);
  });

  it('serves an issuer whose name resolves only inside a container network', async () => {
    const inside = await OpenIdProvider.start({ issuer: 'http://oidc:4000', members: staff, ...secrets });
    const reachedAt = `http://127.0.0.1:${inside.port}`;
    const tokens = [
      await obtainToken(inside.issuer, 'staff:lin.intake', reachedAt),
      await obtainClientToken(inside.issuer, 'client:crm', secrets.clientSecrets['client:crm'] ?? '', reachedAt),
    ];
    await inside.stop();
    expect(tokens.map(({ accessToken }) => decodeJwt(accessToken).iss)).toEqual([
      'http://oidc:4000',
      'http://oidc:4000',
    ]);
  });

  it('refuses a person who is not in the directory', async () => {
    await expect(obtainToken(provider.issuer, 'staff:nobody')).rejects.toThrow(
      /did not sign staff:nobody in: HTTP 422/,
    );
  });

  it('refuses to sign a service client in as a person', async () => {
    await expect(obtainToken(provider.issuer, 'client:crm')).rejects.toThrow(/HTTP 422/);
  });

  it('gives a service client a token with its scopes', async () => {
    const { accessToken } = await obtainClientToken(
      provider.issuer,
      'client:driver',
      secrets.clientSecrets['client:driver'] ?? '',
    );
    const { payload } = await verified(accessToken);
    expect(payload).toMatchObject({ sub: 'client:driver', client_id: 'client:driver', scope: 'clock:drive' });
  });

  it('refuses a wrong secret', async () => {
    await expect(obtainClientToken(provider.issuer, 'client:crm', 'guess')).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });

  it('gives no client a scope of another', async () => {
    const response = await fetch(`${provider.issuer}/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'client:crm',
        client_secret: secrets.clientSecrets['client:crm'] ?? '',
        resource: 'urn:redress:api',
        scope: 'clock:drive',
      }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_scope' });
  });

  it('demands PKCE of the console', async () => {
    const url = new URL(`${provider.issuer}/auth`);
    url.search = new URLSearchParams({
      client_id: 'redress-console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: `${provider.issuer}/signed-in`,
    }).toString();
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toContain('error=invalid_request');
  });

  it('sends nobody to an address that is not registered', async () => {
    const url = new URL(`${provider.issuer}/auth`);
    url.search = new URLSearchParams({
      client_id: 'redress-console',
      response_type: 'code',
      scope: 'openid',
      redirect_uri: 'http://elsewhere.example/',
    }).toString();
    const response = await fetch(url, { redirect: 'manual', headers: { 'accept-language': 'zh-CN' } });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('操作未成功');
  });

  it('shows its people in both languages without anything from elsewhere', async () => {
    const chinese = await (await fetch(`${provider.issuer}/?lang=zh`)).text();
    const english = await (await fetch(`${provider.issuer}/?lang=en`)).text();
    expect(chinese).toContain('受理员');
    expect(english).toContain('Intake officer');
    expect(english).not.toMatch(/(src|href)="https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('keeps its secrets over restarts, readable by the owner only', async () => {
    const file = join(folder, 'secrets.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const { accessToken } = await obtainToken(provider.issuer, 'staff:sun.cs');
    expect(await localSecrets(file, clientIds)).toEqual(secrets);
    expect((await localSecrets(file, [...clientIds, 'client:new'])).clientSecrets['client:new']).toHaveLength(32);
    await expect(verified(accessToken)).resolves.toBeDefined();
  });
});
