import { randomUUID } from 'node:crypto';
import { withConnection } from '@redress/infrastructure';
import type { ServiceName, TopicName } from '@redress/contracts';
import { readTopics } from '@redress/workload';
import type { IHeaders } from 'kafkajs';
import { ChaosWorld } from './chaos-world.spec';
import { check } from './check';
import type { Finding, ViolationName } from './finding';

/** Puts something into a world that must not be there. @returns what the evidence has to name */
type Plant = (planter: Planter) => Promise<string | RegExp>;

const PLANTS: readonly (readonly [ViolationName, string, Plant])[] = [
  [
    'lost',
    'a registration that is gone from the register',
    async ({ world, sql }) => {
      await sql('intake', 'delete from complaint where complaint_id = $1', [world.complaints.open]);
      return `${world.complaints.open} is on the story and not in the register`;
    },
  ],
  [
    'lost',
    'a submission that nobody took',
    async ({ publish }) => {
      await publish('complaint.submissions.v1', 'x', { ce_source: 'urn:acme:crm', ce_id: 'never-taken' }, '{}');
      return /^submission at \d+\/\d+ is neither registered nor rejected$/;
    },
  ],
  [
    'doubledCases',
    'a submission that became two complaints',
    async ({ world, copy }) => {
      await copy(world.complaints.open, 'complaint-registered', (value) => ({ ...value, complaintId: randomUUID() }));
      return 'submission urn:acme:crm by-topic has';
    },
  ],
  [
    'doubledLetters',
    'a second acceptance letter',
    async ({ world, sql }) => {
      await sql(
        'notification',
        `insert into letter (letter_id, complaint_id, case_id, kind, facts, caused_by, requested_at, status)
         select gen_random_uuid(), complaint_id, case_id, kind, facts, gen_random_uuid(), requested_at, 'SENT' from letter
         where complaint_id = $1 and kind = 'ACKNOWLEDGEMENT'`,
        [world.complaints.closed],
      );
      return `2 letters: ACKNOWLEDGEMENT of ${world.complaints.closed}`;
    },
  ],
  [
    'doubledOffers',
    'a second offer of one plan',
    async ({ sql }) => {
      const [offer] = await sql(
        'resolution',
        `insert into offer (offer_id, complaint_id, party_id, cycle, plan_id, revision, token_sha256, state, offered_at,
           decide_by)
         select gen_random_uuid(), complaint_id, party_id, cycle, plan_id, revision, '\\x00', 'VOID', offered_at, decide_by
         from offer
         returning offer_id as id`,
      );
      return `offer ${offer!.id} is in the books and not on the story`;
    },
  ],
  [
    'doubledRemedies',
    'a remedy that was executed again',
    async ({ world, copy }) => {
      const value = await copy(world.complaints.closed, 'remedy-executed');
      return `remedy ${value['remedyId']} was executed 2 times`;
    },
  ],
  [
    'doubledCounts',
    'a complaint that counts twice',
    async ({ sql }) => {
      await sql('analytics', `update daily_count set count = count + 1 where measure = 'STATE' and value = 'CLOSED'`);
      return /STATE QA CLOSED: 2 are counted, the story has 1$/;
    },
  ],
  [
    'illegalStories',
    'a step that leaves one out',
    async ({ world, copy }) => {
      await copy(world.complaints.withdrawn, 'withdrawn', (value) => ({ ...value, stateSeq: 99 }), {
        ce_stateseq: '99',
      });
      return 'stateSeq 99 where 5 was due';
    },
  ],
  [
    'clocks',
    'a breach that was told again',
    async ({ world, copy }) => {
      const value = await copy(world.complaints.open, 'clock-breached');
      return `clock ${value['clockId']} (${value['clock']}) of ${world.complaints.open} fired twice`;
    },
  ],
  [
    'clocks',
    'a clock that is due and silent',
    async ({ sql }) => {
      const [clock] = await sql(
        'routing',
        `update sla_clock set next_fire_at = '2026-03-03T02:00:00Z' where clock_id in
           (select clock_id from sla_clock where next_fire_at is not null limit 1) returning clock_id as id`,
      );
      return `clock ${clock!.id} of`;
    },
  ],
  [
    'parkedLeft',
    'an event that is set aside',
    async ({ sql }) => {
      await sql(
        'investigation',
        `insert into parked_event (id, cluster_id, topic, partition, record_offset, status, record, is_sealed, reason,
           error, signature)
         values (gen_random_uuid(), 'c', 'complaint.lifecycle.v1', 3, 77, 'PARKED', '', false, 'HANDLER', '', '')`,
      );
      return 'investigation: complaint.lifecycle.v1/3/77 is PARKED';
    },
  ],
  [
    'projections',
    'a row that a rebuild makes otherwise',
    async ({ world, sql }) => {
      await sql('analytics', `update complaint_fact set severity = 'MINOR' where complaint_id = $1`, [
        world.complaints.closed,
      ]);
      return `complaint_fact ${world.complaints.closed}`;
    },
  ],
  [
    'outboxes',
    'an event that never left',
    async ({ sql }) => {
      await sql('resolution', `insert into outbox (topic, key, headers) values ('complaint.lifecycle.v1', 'k', '{}')`);
      return 'of resolution for complaint.lifecycle.v1, key k';
    },
  ],
  [
    'personalData',
    'a name in a snapshot',
    async ({ world, publish }) => {
      await publish('complaint.state.v1', 'k', {}, JSON.stringify({ complaintId: 'k', by: world.mark.toLowerCase() }));
      return /^word 0 in complaint\.state\.v1\/\d+\/\d+$/;
    },
  ],
  [
    'personalData',
    'a name in a table',
    async ({ world, sql }) => {
      await sql('analytics', `update complaint_fact set category = $1 where complaint_id = $2`, [
        Buffer.from(`--${world.mark}--`).toString('base64'),
        world.complaints.open,
      ]);
      return '1 rows of table analytics.complaint_fact';
    },
  ],
  [
    'numberGaps',
    'a number that nobody has',
    async ({ sql }) => {
      await sql('intake', 'update complaint_counter set last = last + 1');
      return /ends with 3, its counter with 4$/;
    },
  ],
  ['unreadyServices', 'a service that stayed away', () => Promise.resolve('after routing-killed of routing 2 at')],
];

describe('checking a platform', () => {
  let world: ChaosWorld;

  beforeAll(async () => {
    world = await ChaosWorld.build();
  }, 240_000);

  afterAll(() => world?.dispose(), 60_000);

  it('finds nothing where nothing was broken', async () => {
    const findings = await check(world.input());

    expect(findings.filter(({ count }) => count > 0)).toEqual([]);
  });

  describe('into which violations were planted', () => {
    const expected: (string | RegExp)[] = [];
    let findings: readonly Finding[];

    beforeAll(async () => {
      const planter = new Planter(world);
      for (const [, , plant] of PLANTS) expected.push(await plant(planter));
      const at = new Date(0).toISOString();
      findings = await check(
        world.input({
          faults: [{ kind: 'routing-killed', target: 'routing 2', at, inFlight: 20, lastedSeconds: 1 }],
        }),
      );
    }, 60_000);

    it.each(PLANTS.map(([name, what], place) => ({ name, what, place })))('finds $what: $name', ({ name, place }) => {
      const evidence = findings.find((finding) => finding.name === name)?.evidence.join('\n') ?? '';
      const wanted = expected[place]!;

      expect(evidence).toMatch(typeof wanted === 'string' ? wanted : new RegExp(wanted.source, 'm'));
    });

    it('names each of them with ids and codes only', () => {
      expect(JSON.stringify(findings)).not.toContain(world.mark);
    });
  });
});

type Value = Record<string, unknown>;

/** Writes to topics and tables behind the services' backs. */
class Planter {
  constructor(readonly world: ChaosWorld) {}

  readonly sql = (
    service: ServiceName,
    statement: string,
    params: readonly unknown[] = [],
  ): Promise<{ id: string }[]> =>
    withConnection(this.world.platform.databaseUrls[service], async (client) => {
      const { rows } = await client.query<{ id: string }>(statement, [...params]);
      return rows;
    });

  readonly publish = async (topic: TopicName, key: string, headers: IHeaders, value: string): Promise<void> => {
    const producer = this.world.suite.kafkaClient().producer();
    await producer.connect();
    await producer.send({
      topic: this.world.suite.topicPrefix + topic,
      messages: [{ key, headers, value }],
    });
    await producer.disconnect();
  };

  /** Says an event of a complaint once more, as another event. @returns what it says */
  readonly copy = async (
    complaintId: string,
    fact: string,
    change: (value: Value) => Value = (value) => value,
    changedHeaders: IHeaders = {},
  ): Promise<Value> => {
    const { infrastructure, topicPrefix } = this.world.platform;
    let found: { headers: IHeaders; value: Value } | undefined;
    await readTopics(infrastructure.brokers, [`${topicPrefix}complaint.lifecycle.v1`], ({ messages }) => {
      for (const { key, headers = {}, value } of messages) {
        if (String(key) !== complaintId || !String(headers['ce_type']).includes(`.${fact}.`)) continue;
        found = { headers, value: JSON.parse(String(value)) as Value };
      }
    });
    if (!found) throw new Error(`The story of ${complaintId} says no ${fact}`);
    const value = change(found.value);
    const key = String(value['complaintId']);
    const headers = { ...found.headers, ce_id: randomUUID(), ce_subject: key, ...changedHeaders };
    await this.publish('complaint.lifecycle.v1', key, headers, JSON.stringify(value));
    return value;
  };
}
