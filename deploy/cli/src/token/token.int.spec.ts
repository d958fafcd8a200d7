import { freePort } from '@redress/infrastructure';
import type { OpenIdProvider } from '@redress/local';
import { decodeJwt } from 'jose';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../run-cli';

describe('redress token', () => {
  let provider: OpenIdProvider;
  let folder: string;
  let secret: string;
  let inside: OpenIdProvider;

  const cli = async (args: string[], environment: Record<string, string> = {}) => {
    const out: string[] = [];
    const err: string[] = [];
    const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text), isStyled: false };
    const exitCode = await runCli(args, terminal, { REDRESS_OIDC_ISSUER: provider.issuer, ...environment });
    return { exitCode, out: out.join('\n'), err: err.join('\n') };
  };

  beforeAll(async () => {
    const local = await import('@redress/local');
    folder = mkdtempSync(join(tmpdir(), 'redress-token-'));
    const members = local.readDirectoryFile(local.demoDirectoryFile()).staff;
    const clients = members.filter(({ kind }) => kind === 'CLIENT').map(({ id }) => id);
    const secrets = await local.localSecrets(join(folder, 'secrets.json'), clients);
    secret = secrets.clientSecrets['client:crm'] ?? '';
    provider = await local.OpenIdProvider.start({ port: await freePort(), members, ...secrets });
    inside = await local.OpenIdProvider.start({ issuer: 'http://oidc:4000', members, ...secrets });
  });

  afterAll(async () => {
    await provider.stop();
    await inside.stop();
    rmSync(folder, { recursive: true });
  });

  it('prints the token of a person, by the real code flow, and nothing else', async () => {
    const { exitCode, out } = await cli(['token', '--user', 'lin.intake']);
    expect(exitCode).toBe(0);
    expect(decodeJwt(out)).toMatchObject({ sub: 'staff:lin.intake', iss: provider.issuer });
  });

  it('prints the token of a client, by client credentials', async () => {
    const environment = { REDRESS_CLIENT_ID: 'client:crm', REDRESS_CLIENT_SECRET: secret };
    const { exitCode, out } = await cli(['token', '--client', 'crm', '--json'], environment);
    expect(exitCode).toBe(0);
    const { accessToken, subject, expiresAt } = JSON.parse(out) as Record<string, string>;
    expect(subject).toBe('client:crm');
    const claims = decodeJwt(accessToken ?? '');
    expect(claims['client_id']).toBe('client:crm');
    expect(Math.abs((claims.exp ?? 0) - Date.parse(expiresAt ?? '') / 1000)).toBeLessThan(5);
  });

  it('reaches a provider whose name resolves only inside a container network', async () => {
    const reachedAt = `http://127.0.0.1:${inside.port}`;
    const environment = { REDRESS_OIDC_ISSUER: inside.issuer, REDRESS_OIDC_REACHED_AT: reachedAt };
    const person = await cli(['token', '--user', 'lin.intake'], environment);
    const client = await cli(['token', '--client', 'crm', '--issuer-at', reachedAt], {
      REDRESS_OIDC_ISSUER: inside.issuer,
      REDRESS_CLIENT_ID: 'client:crm',
      REDRESS_CLIENT_SECRET: secret,
    });
    const elsewhere = await cli(['token', '--user', 'lin.intake'], { REDRESS_OIDC_ISSUER: reachedAt });

    expect(decodeJwt(person.out)).toMatchObject({ sub: 'staff:lin.intake', iss: inside.issuer });
    expect(decodeJwt(client.out)).toMatchObject({ sub: 'client:crm', iss: inside.issuer });
    expect(elsewhere).toMatchObject({ exitCode: 1, out: '' });
    expect(elsewhere.err).toMatch(/^No token for staff:lin\.intake from \S+: .*issuer/);
  });

  it('says that the provider does not know somebody', async () => {
    const { exitCode, out, err } = await cli(['token', '--user', 'nobody']);
    expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    expect(err).toContain(`No token for staff:nobody from ${provider.issuer}`);
  });
});
