import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Platform } from '@redress/local';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { readComplaintTexts } from '../submissions/complaint-texts';
import { submissions } from '../submissions/submissions';
import { BEHIND_A_PROXY, ConnectedWorkplace } from './connected-workplace';
import { type Course, live } from './life';

const WITH_REPLICAS = { investigation: 2 } as const;

describe('lives of complaints on a real clock', () => {
  let suite: TestSuite;
  let home: string;
  let platform: Platform;
  let place: ConnectedWorkplace;

  beforeAll(async () => {
    suite = await testInfrastructure();
    home = mkdtempSync(join(tmpdir(), 'redress-lives-'));
    const { databasePrefix, infrastructure, topicPrefix } = suite;
    platform = await launch({
      infrastructure,
      topicPrefix,
      databasePrefix,
      home,
      ports: 'any',
      replicas: WITH_REPLICAS,
      environment: BEHIND_A_PROXY,
    });
    place = await ConnectedWorkplace.open(platform.endpoints, {
      letters: (to) => platform.mail.list(to),
      persistent: true,
    });
  }, 240_000);

  afterAll(async () => {
    await place?.close();
    await platform?.stop();
    await suite?.cleanup();
    if (home) rmSync(home, { recursive: true, force: true });
  }, 60_000);

  const stream = submissions(7, readComplaintTexts());

  it.each<[Course, 'staff' | 'portal' | 'topic', 'CLOSED' | 'WITHDRAWN']>([
    ['PLAIN', 'topic', 'CLOSED'],
    ['DISSATISFIED', 'portal', 'CLOSED'],
    ['WITHDRAWN', 'staff', 'WITHDRAWN'],
    ['REJECTED', 'portal', 'CLOSED'],
    ['RETURNED', 'staff', 'CLOSED'],
    ['TRANSFERRED', 'staff', 'CLOSED'],
    ['SUPPLEMENTED', 'portal', 'CLOSED'],
    ['QUESTIONED', 'topic', 'CLOSED'],
    ['THIRD_PARTY', 'staff', 'CLOSED'],
    ['SUSPENDED', 'staff', 'CLOSED'],
    ['COUNTERED', 'portal', 'CLOSED'],
    ['REFUSED', 'topic', 'CLOSED'],
    ['RECORDED', 'staff', 'CLOSED'],
    ['OBJECTED', 'staff', 'CLOSED'],
    ['FAILED', 'staff', 'CLOSED'],
    ['RENEGOTIATED', 'staff', 'CLOSED'],
    ['CANCELLED', 'staff', 'CLOSED'],
    ['REVIEWED', 'portal', 'CLOSED'],
    ['DISPUTED', 'staff', 'CLOSED'],
    ['MERGED', 'staff', 'CLOSED'],
  ])(
    'that are %s and come by %s end as %s',
    async (course, door, end) => {
      const work = await live(place, { course, door }, stream.next().value);

      expect((await work.toBe(end)).complaintNo).toBe(work.complaintNo);
    },
    90_000,
  );

  it('go on beside a replica that died', async () => {
    await platform.service('investigation', 1).kill();

    const work = await live(place, { course: 'PLAIN', door: 'staff' }, stream.next().value);

    expect((await work.toBe('CLOSED')).state).toBe('CLOSED');
  }, 90_000);
});
