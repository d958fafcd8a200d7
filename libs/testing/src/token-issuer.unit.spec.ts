import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { testIssuer, type TestIssuer } from './index';

describe('the test issuer', () => {
  let issuer: TestIssuer;
  beforeEach(async () => {
    issuer = await testIssuer();
  });
  afterEach(() => issuer.close());

  it('signs tokens that its published keys verify', async () => {
    const token = await issuer.tokenFor('staff:lin.intake');
    const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)), {
      issuer: issuer.issuer,
      audience: 'redress',
    });
    expect(payload).toMatchObject({ sub: 'staff:lin.intake', client_id: 'redress-console' });
    expect(issuer.jwksRequests).toBe(1);
  });

  it('gives a service client its own id and lets a test replace claims', async () => {
    const claims = decodeJwt(await issuer.tokenFor('client:crm', { scope: 'complaints:submit', exp: 1 }));
    expect(claims).toMatchObject({ client_id: 'client:crm', scope: 'complaints:submit', exp: 1 });
  });

  it('does not verify a token of before a key rotation', async () => {
    const old = await issuer.tokenFor('staff:lin.intake');
    await issuer.rotateKey();
    await expect(jwtVerify(old, createRemoteJWKSet(new URL(issuer.jwksUri)))).rejects.toThrow(/no applicable key/);
  });
});
