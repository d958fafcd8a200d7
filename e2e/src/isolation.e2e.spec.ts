import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { base64url, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { Client } from 'pg';
import { CaseWork, OFFICER } from '@redress/workload';
import { PlatformUnderTest } from './platform-under-test';

interface ProblemBody {
  readonly type: string;
  readonly detail?: string;
  readonly missing?: readonly string[];
}

/** One thing in every service that not everybody may do or see. */
const GUARDED: Readonly<Record<ServiceName, string>> = {
  intake: '/v1/complaints?complaintNo=GSCS-260303-00001',
  routing: '/v1/work-items',
  investigation: '/v1/complaints/019a9d6e-7a00-7000-8000-0000000000ab/investigation',
  resolution: '/v1/complaints/019a9d6e-7a00-7000-8000-0000000000ab/resolution',
  notification: '/v1/letters?complaintId=019a9d6e-7a00-7000-8000-0000000000ab',
  analytics: '/v1/overview',
};

// SY-01, SY-04, UA-19, architecture 5.12
describe('the doors of the services', () => {
  let under: PlatformUnderTest;

  beforeAll(async () => {
    under = await PlatformUnderTest.start();
  }, 240_000);

  afterAll(async () => {
    await under?.stop();
  }, 60_000);

  const withToken = (service: ServiceName, token: string) =>
    under.client.send<ProblemBody>(null, 'GET', under.url(service, GUARDED[service]), {
      headers: { authorization: `Bearer ${token}` },
    });

  it.each(SERVICES.flatMap((guest) => SERVICES.filter((host) => host !== guest).map((host) => [guest, host] as const)))(
    'the login of %s does not open the database of %s',
    async (guest, host) => {
      const url = new URL(under.platform.databaseUrls[guest]);
      url.pathname = new URL(under.platform.databaseUrls[host]).pathname;
      const client = new Client({ connectionString: url.toString() });
      client.on('error', () => undefined);

      await expect(client.connect()).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each(SERVICES)('%s answers nobody without a token', async (service) => {
    const answer = await under.client.send<ProblemBody>(null, 'GET', under.url(service, GUARDED[service]));

    expect(answer.status).toBe(401);
    expect(answer.body.type).toBe('urn:redress:problem:unauthenticated');
  });

  it.each(SERVICES)('%s answers nobody whose token was forged, altered or made for others', async (service) => {
    const real = await under.platform.tokenFor(OFFICER);
    const [header = '', payload = '', signature = ''] = real.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const { privateKey } = await generateKeyPair('RS256');
    const { kid = '' } = decodeProtectedHeader(real);
    const promoted = base64url.encode(JSON.stringify({ ...claims, sub: 'staff:gu.ceo' }));
    const none = base64url.encode(JSON.stringify({ alg: 'none', typ: 'at+jwt' }));
    const forged = [
      await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid, typ: 'at+jwt' }).sign(privateKey),
      [header, promoted, signature].join('.'),
      [none, payload, ''].join('.'),
      'not-a-token',
    ];

    expect((await withToken(service, real)).status).not.toBe(401);
    for (const token of forged) expect((await withToken(service, token)).status).toBe(401);
  });

  it('a person without the role is told what is missing and who has it to give', async () => {
    const answer = await under.client.send<ProblemBody>('staff:ye.analyst', 'POST', under.url('intake', '/v1/packs'), {
      text: { type: 'text/yaml', content: 'id: GENERAL_SERVICE' },
    });

    expect(answer.status).toBe(403);
    expect(JSON.stringify(answer.body.missing)).toContain('ORGANISATION_ADMIN');
  });

  it.each([
    ['notification', 'GET', GUARDED.notification],
    ['analytics', 'GET', GUARDED.analytics],
  ] as const)('%s tells a system that may only submit which roles it lacks', async (service, method, path) => {
    const answer = await under.client.send<ProblemBody>('client:shop', method, under.url(service, path));

    expect(answer).toMatchObject({ status: 403, body: { type: 'urn:redress:problem:access-denied' } });
    expect(answer.body.missing?.length).toBeGreaterThan(0);
  });

  it.each(SERVICES)('%s serves on its public port nothing that is for those who run it', async (service) => {
    const { url } = under.platform.service(service);
    const driver = await under.platform.clientToken('client:driver');
    const operator = await under.platform.clientToken('client:operations');
    const asked = [
      ['/health/ready', ''],
      ['/metrics', ''],
      ['/docs', ''],
      ['/openapi.json', ''],
      ['/internal/clock', driver],
      ['/internal/idle', driver],
      [`/v1/operations/${service}/parked-events`, operator],
    ] as const;
    for (const [path, token] of asked) {
      const headers: Record<string, string> = token === '' ? {} : { authorization: `Bearer ${token}` };
      const [there, here] = [await fetch(url + path, { headers }), await fetch(under.url(service, path), { headers })];
      expect([path, there.status, here.status]).toEqual([path, 404, 200]);
    }
  });

  it('nobody drives the clock of the platform or settles parked events without the scope for it', async () => {
    for (const service of SERVICES) {
      const steps = await under.client.send('staff:gu.ceo', 'POST', under.url(service, '/internal/clock'), {
        body: { now: '2027-01-01T00:00:00Z' },
      });
      const parked = await under.client.send(
        'staff:gu.ceo',
        'GET',
        under.url(service, `/v1/operations/${service}/parked-events`),
      );
      expect([steps.status, parked.status]).toEqual([403, 403]);
    }
  });

  it('the handler of a complaint neither approves his own plan nor follows up on his own case', async () => {
    const work = await CaseWork.byStaff(under);
    await work.assigned();
    await work.accept();
    await work.investigate();
    await work.propose();
    const resolution = under.url('resolution', `/v1/complaints/${work.complaintId}/resolution`);
    const { etag } = await under.client.ask(work.handlerId, 'GET', resolution);
    const approval = await under.client.send(work.handlerId, 'POST', `${resolution}/approval`, {
      etag,
      body: { decision: 'APPROVE' },
    });
    const followUp = await under.client.send(work.handlerId, 'POST', `${resolution}/follow-ups`, {
      etag,
      body: { result: 'SUCCESS', satisfaction: 5 },
    });

    expect(approval).toMatchObject({
      status: 403,
      body: { blockedBy: expect.arrayContaining([expect.objectContaining({ code: 'APPROVER_NOT_INDEPENDENT' })]) },
    });
    expect(followUp.status).toBe(403);
  }, 90_000);

  it.each(SERVICES)('%s serves the OpenAPI document that is checked in, and a page to browse it', async (service) => {
    const { body } = await under.client.ask<{ paths: object }>(null, 'GET', under.url(service, '/openapi.json'));
    const kept = JSON.parse(
      readFileSync(join(workspaceRoot(), 'docs', 'openapi', `${service}.json`), 'utf8'),
    ) as object;
    const isForSimulations = ([path]: [string, unknown]) => path.startsWith('/internal/');
    const paths = Object.fromEntries(Object.entries(body.paths).filter((entry) => !isForSimulations(entry)));
    const page = await fetch(under.url(service, '/docs'));

    expect(paths).toEqual((kept as { paths: object }).paths);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
  });
});
