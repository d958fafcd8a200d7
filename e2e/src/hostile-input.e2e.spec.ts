import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { SERVICES, type ServiceName, TOPIC_NAMES, TOPICS } from '@redress/contracts';
import { BOMBS, eventually, hugeRecord, LYING_LZ4, publishPacked } from '@redress/testing';
import { aSubmission, CaseWork, OFFICER, SUBMITTER, toMessage } from '@redress/workload';
import fc from 'fast-check';
import { AnswerJudge } from './hostile/answer-judge';
import { type ApiDocument, type Operation, operationsOf } from './hostile/api-document';
import {
  bytesOf,
  describeRequest,
  type HostileRequest,
  hostileRequests,
  isUnfinished,
} from './hostile/hostile-requests';
import { CALLERS_BY_ROLE, rolesOf } from './hostile/organisations';
import { hostileEvent, hostileSubmission, signedBy } from './hostile/hostile-records';
import { PERSONAL } from './hostile/hostile-values';
import type { Targets } from './hostile/request-twists';
import { roomyDirectory, setStage } from './hostile/stage';
import { isTakenByBroker, publishTo, readValues } from './hostile/topic-traffic';
import { exchange } from './hostile/wire';
import { PlatformUnderTest } from './platform-under-test';

/** Runs per operation; more for a long campaign. */
const RUNS = Number(process.env['REDRESS_CAMPAIGN_RUNS'] ?? 12);
/** A seed that was printed repeats its campaign. */
const SEED = Number(process.env['REDRESS_CAMPAIGN_SEED'] ?? 20_260_303);
/** Operations of one service that are tried at the same time. */
const ABREAST = 6;
/** So few that no cause fails as often in a minute as pauses partitions, counted over all topics. */
const RECORDS_PER_TOPIC = 8;
const HOURS = 3_600_000;
const ADMIN = 'staff:adams.admin';
const PUBLISHER = SUBMITTER;
const PARTITIONS = TOPICS['complaint.submissions.v1'].partitions;

interface Parked {
  readonly id: string;
}

/** How often each text occurs. */
const counted = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
};

const isService = (reader: string): boolean => (SERVICES as readonly string[]).includes(reader);

// PM-09
describe('hostile input', () => {
  let under: PlatformUnderTest;
  let targets: Targets;
  let pids: (number | undefined)[];
  let sent = 0;
  /** Of whose tokens were sent, each with the organisation. */
  const roles = new Set<string>();
  let folder: string;

  const pidsNow = () => SERVICES.map((service) => under.platform.service(service).pid);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-hostile-'));
    under = await PlatformUnderTest.start({
      directoryFile: roomyDirectory(folder),
      environment: {
        intake: {
          REDRESS_PORTAL_SUBMISSIONS_PER_MINUTE: '1000000',
          REDRESS_PORTAL_LOOKUPS_PER_MINUTE: '1000000',
          REDRESS_PORTAL_MAILS_PER_RECIPIENT_HOUR: '1000000',
          REDRESS_PORTAL_MAILS_PER_RECIPIENT_DAY: '1000000',
        },
      },
    });
    targets = await setStage(under);
    pids = pidsNow();
  }, 300_000);

  afterAll(async () => {
    console.log(`${sent} hostile requests, seed ${SEED}`);
    await under?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  const logs = () =>
    SERVICES.flatMap((service) => readFileSync(under.platform.service(service).logFile, 'utf8').split('\n'));

  const tokenOf = async (who: string | null): Promise<string | null> => {
    if (who === null) return null;
    return who.startsWith('client:') ? under.platform.clientToken(who) : under.platform.tokenFor(who);
  };

  const signedMessage = (id: string) =>
    toMessage({ id, source: PUBLISHER, submission: aSubmission() }, under.now, under.platform.endpoints.sources);

  const versionAt = async (request: HostileRequest): Promise<string | undefined> => {
    const { versionOf, operation, as } = request;
    if (versionOf === null) return undefined;
    return (await under.client.send(as, 'GET', under.url(operation.service, versionOf))).etag;
  };

  const outcomeOf = async (request: HostileRequest) => {
    const url = new URL(under.url(request.operation.service, request.operation.path));
    const [token, version] = await Promise.all([tokenOf(request.as), versionAt(request)]);
    sent += 1;
    for (const role of rolesOf(request.as)) roles.add(role);
    return exchange(url, bytesOf(request, token, url.host, version), {
      isHead: request.method === 'HEAD',
      isUnfinished: isUnfinished(request),
    });
  };

  /** What the first failing request of an operation shows, made as small as it gets. */
  const failureOf = async (operation: Operation, document: ApiDocument, judge: AnswerJudge) => {
    const property = fc.asyncProperty(hostileRequests(operation, document, targets), async (request) => {
      const outcome = await outcomeOf(request);
      const faults = judge.faultsOf(request, outcome);
      if (faults.length === 0) return;
      const body =
        typeof outcome === 'object' ? `${outcome.status} ${outcome.body.toString('utf8').slice(0, 500)}` : outcome;
      throw new Error([...faults, describeRequest(request), `answer: ${body}`].join('\n'));
    });
    const { failed, errorInstance, counterexamplePath, numRuns } = await fc.check(property, {
      // One of its own, or every operation would be asked by the same callers about the same cases.
      seed: SEED ^ crc32(`${operation.service} ${operation.operationId}`),
      numRuns: RUNS,
      endOnFailure: false,
      interruptAfterTimeLimit: HOURS,
    });
    if (!failed) return undefined;
    const repeat = `REDRESS_CAMPAIGN_SEED=${SEED} REDRESS_CAMPAIGN_RUNS=${RUNS}, run ${numRuns}, path ${counterexamplePath}`;
    return `${operation.method} ${operation.path}: ${(errorInstance as Error).message}\n${repeat}`;
  };

  it.each(SERVICES)(
    'is answered by %s as documented, and tells no caller of the other organisation',
    async (service) => {
      const { body: document } = await under.client.ask<ApiDocument>(null, 'GET', under.url(service, '/openapi.json'));
      const judge = new AnswerJudge(document, targets.ownWords);
      const operations = operationsOf(service, document);
      const failures: string[] = [];
      const next = operations.values();
      await Promise.all(
        Array.from({ length: ABREAST }, async () => {
          for (const operation of next)
            failures.push(...[await failureOf(operation, document, judge)].filter((one) => one !== undefined));
        }),
      );

      expect(failures.join('\n\n')).toBe('');
      expect(operations.length).toBeGreaterThan(9);
    },
    HOURS,
  );

  it('came with tokens of every role of both organisations', () => {
    expect([...roles].sort()).toEqual([...CALLERS_BY_ROLE.keys()].sort());
    expect(new Set([...roles].map((role) => role.split(' ', 1)[0]))).toEqual(new Set(['acme', 'globex']));
  });

  it('ends no process and leaves every service ready', async () => {
    await Promise.all(SERVICES.map((service) => under.platform.service(service).ready(10_000)));

    expect(pidsNow()).toEqual(pids);
  });

  it('leaves no word of a person and no failure in the logs', () => {
    const lines = logs();

    expect(lines.filter((line) => line.includes(PERSONAL))).toEqual([]);
    expect(lines.filter((line) => /"level":"(error|fatal)"/.test(line)).slice(0, 5)).toEqual([]);
  });

  const operations = (service: ServiceName, path: string) => under.url(service, `/v1/operations/${service}/${path}`);
  const parkedIn = async (service: ServiceName) => {
    const { body } = await under.client.ask<{ items: Parked[] }>(
      ADMIN,
      'GET',
      operations(service, 'parked-events?limit=200'),
    );
    return body.items;
  };
  const standingStill = async (service: ServiceName) => {
    const { body } = await under.client.ask<{ partitions: object[] }>(
      ADMIN,
      'GET',
      operations(service, 'paused-partitions'),
    );
    return body.partitions;
  };

  const giveUp = async (service: ServiceName, id: string) => {
    await under.client.ask(ADMIN, 'GET', operations(service, `parked-events/${id}`));
    const body = { reason: 'Forged on purpose' };
    await under.client.ask(ADMIN, 'POST', operations(service, `parked-events/${id}/skip`), { body });
  };

  it(
    'from publishers becomes one registration or one rejection each, parks nothing and holds nothing up',
    async () => {
      const { topicPrefix } = under.platform;
      const topic = `${topicPrefix}complaint.submissions.v1`;
      const before = (await readValues(under.kafka, `${topicPrefix}complaint.submissions.rejected.v1`)).length;
      const sampled = fc
        .sample(hostileSubmission, { numRuns: RUNS * 12, seed: SEED })
        .map((record) => signedBy(under.platform.endpoints.sources, record));
      const hostile = sampled.filter(({ message }) => isTakenByBroker(message));
      expect(hostile.length).toBeGreaterThan(sampled.length * 0.9);
      // Some come twice, as they do when a publisher asks again.
      const records = hostile.flatMap((record, at) => (at % 10 === 0 ? [record, record] : [record]));
      const placed = records.map(({ message }, at) => ({ message, partition: at % PARTITIONS }));
      const places = await publishTo(under.kafka, topic, placed);
      const good = Array.from({ length: PARTITIONS }, (_, partition) => {
        const id = randomUUID();
        return { id, partition, message: signedMessage(id) };
      });
      await publishTo(under.kafka, topic, good);
      await Promise.all(good.map(({ id }) => under.registrationOf(PUBLISHER, id)));
      await under.settle();

      const rejected = await readValues(under.kafka, `${topicPrefix}complaint.submissions.rejected.v1`);
      const rejections = counted(rejected.map(({ partition, offset }) => `${String(partition)}/${String(offset)}`));
      const registrations = counted(
        under.story
          .all()
          .filter(({ fact }) => fact === 'complaint-registered')
          .map(({ value }) => Object.values(value['source'] as object).join(' ')),
      );
      const outcomes = records.map(({ identity, twists }, at) => ({
        rejected: rejections.get(places[at] ?? '') ?? 0,
        registered: identity === undefined ? 0 : (registrations.get(identity) ?? 0),
        twists: JSON.stringify(twists).slice(0, 300),
      }));

      expect(outcomes.filter(({ rejected: no, registered: yes }) => no + yes !== 1)).toEqual([]);
      expect(outcomes.filter(({ registered }) => registered > 0).length).toBeGreaterThan(0);
      expect(rejected.length - before).toBeGreaterThan(records.length / 4);
      expect(rejected.flatMap(({ reasons }) => (reasons as object[]).length)).not.toContain(0);
      expect(JSON.stringify(rejected)).not.toContain(PERSONAL);
      expect([await parkedIn('intake'), await standingStill('intake')]).toEqual([[], []]);
    },
    HOURS,
  );

  it(
    'from publishers in batches that cannot be read becomes one rejection for each batch, by its place, and holds nothing up',
    async () => {
      const { topicPrefix } = under.platform;
      const topic = `${topicPrefix}complaint.submissions.v1`;
      const batches = [...Object.values(BOMBS), LYING_LZ4, ...Object.values(BOMBS)];
      const places: string[] = [];
      for (const [at, packing] of batches.entries()) {
        const partition = at % PARTITIONS;
        places.push(`${partition}/${await publishPacked(under.kafka, topic, partition, packing, [hugeRecord()])}`);
      }
      const good = batches.map((_, at) => {
        const id = randomUUID();
        return { id, partition: at % PARTITIONS, message: signedMessage(id) };
      });
      await publishTo(under.kafka, topic, good);
      await Promise.all(good.map(({ id }) => under.registrationOf(PUBLISHER, id)));
      await under.settle();

      const rejected = await readValues(under.kafka, `${topicPrefix}complaint.submissions.rejected.v1`);
      const ofBatches = rejected.filter(({ lastOffset }) => lastOffset !== undefined);
      expect(ofBatches.map(({ partition, offset }) => `${String(partition)}/${String(offset)}`).toSorted()).toEqual(
        places.toSorted(),
      );
      expect(ofBatches.map(({ offset, lastOffset }) => offset === lastOffset)).not.toContain(false);
      expect(new Set(ofBatches.map(({ reasons }) => (reasons as { code: string }[])[0]?.code))).toEqual(
        new Set(['batch-too-large']),
      );
      expect([await parkedIn('intake'), await standingStill('intake')]).toEqual([[], []]);
      expect(pidsNow()).toEqual(pids);
    },
    HOURS,
  );

  it(
    'on topics of our own services is set aside, harms nobody else, and can be given up by an operator',
    async () => {
      const known = targets.cases[0]?.['complaintId'] ?? '';
      const topics = TOPIC_NAMES.filter(
        (name) => TOPICS[name].writer !== 'publishers' && TOPICS[name].readers.some(isService),
      );
      for (const name of topics) {
        const { partitions } = TOPICS[name];
        const records = fc.sample(hostileEvent(name, known), {
          numRuns: RECORDS_PER_TOPIC,
          seed: SEED,
        });
        await publishTo(
          under.kafka,
          `${under.platform.topicPrefix}${name}`,
          records
            .filter(({ message }) => isTakenByBroker(message))
            .map(({ message }, at) => ({ message, partition: at % partitions })),
        );
      }
      await under.settle().catch(async (error: unknown) => {
        const open = await Promise.all(
          SERVICES.map(async (service) => {
            const idle = await under.client.ask('client:driver', 'GET', under.url(service, '/internal/idle'));
            return [service, idle.body, await standingStill(service), (await parkedIn(service)).length];
          }),
        );
        throw new Error(`Not at rest: ${JSON.stringify(open)}`, { cause: error });
      });

      expect(pidsNow()).toEqual(pids);
      for (const service of SERVICES) {
        expect([service, await standingStill(service)]).toEqual([service, []]);
        for (let parked = await parkedIn(service); parked.length > 0; parked = await parkedIn(service)) {
          expect(JSON.stringify(parked)).not.toContain(PERSONAL);
          for (const { id } of parked) await giveUp(service, id);
        }
      }
      const work = await CaseWork.byTopic(under);
      await work.assigned();
      await work.toResolved();
      await work.followUp(true);
      await under.settle();
      await Promise.all(SERVICES.map((service) => under.platform.service(service).ready(10_000)));
      expect((await work.assignment()).state).toBe('CLOSED');
      expect(logs().filter((line) => line.includes(PERSONAL))).toEqual([]);
    },
    HOURS,
  );

  // Last: what it leaves behind is paused until an operator acts.
  it(
    'in batches that cannot be read makes partitions of our own topics stand still, and nothing else',
    async () => {
      const topic = 'complaint.lifecycle.v1';
      const batches = Object.values(BOMBS);
      for (const [partition, packing] of batches.entries())
        await publishPacked(under.kafka, `${under.platform.topicPrefix}${topic}`, partition, packing, [hugeRecord()]);
      const expected = batches.map((_, partition) =>
        expect.objectContaining({ topic, partition, reason: 'UNREADABLE_BATCH' }),
      );
      for (const service of SERVICES) {
        await eventually(async () => (await standingStill(service)).length >= batches.length, {
          timeoutMs: 60_000,
          what: `${service} to stand still`,
        });
        expect([service, await standingStill(service)]).toEqual([service, expected]);
      }

      await Promise.all(SERVICES.map((service) => under.platform.service(service).ready(10_000)));
      expect(pidsNow()).toEqual(pids);
      expect(logs().filter((line) => line.includes('ALARM: a partition stands still')).length).toBeGreaterThanOrEqual(
        SERVICES.length * batches.length,
      );
      const registered = await under.client.send(OFFICER, 'POST', under.url('intake', '/v1/complaints'), {
        body: aSubmission(),
      });
      expect(registered.status).toBe(201);
    },
    HOURS,
  );
});
