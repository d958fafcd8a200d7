import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { Database, type EntityClass } from '@redress/persistence';
import { tablesOf, type ServiceDefinition } from '@redress/service-host';
import { testInfrastructure, type TestSuite } from '@redress/testing';
import { getMetadataArgsStorage } from 'typeorm';

/** Tables on a hot path: SQL by hand, paid for by the measurements that run it (docs/adr/0017). */
const HOT: Readonly<Record<string, readonly string[]>> = {
  // Registration.
  submission: ['B1', 'B2'],
  complaint_counter: ['B1', 'B2'],
  complaint: ['B1', 'B2', 'B7'],
  complaint_match: ['B1', 'B2'],
  data_key: ['B1', 'B2', 'capacity'],
  dossier: ['B1', 'B2', 'capacity'],
  idempotency_key: ['B1', 'B4'],
  rate_limit: ['B1', 'B4'],
  // Every event on its way.
  outbox: ['B1', 'B3', 'capacity'],
  relay_lease: ['B1', 'B8'],
  consumer_position: ['B2', 'B3', 'capacity'],
  inbox: ['B2', 'B3', 'capacity'],
  complaint_custody: ['B2', 'B3', 'capacity'],
  open_request: ['B4', 'capacity'],
  outdated_document: ['capacity', 'B8'],
  // Work, its clocks, and who has it.
  work_item: ['B3', 'B7', 'capacity'],
  staff_load: ['B3', 'capacity'],
  story_fact: ['B3', 'capacity'],
  sla_clock: ['B3', 'B6', 'capacity'],
  stale_complaint: ['B6'],
  // What people do with a complaint: one statement for all that a rule asks, each in the shortest transaction.
  complaint_request: ['B4'],
  resolution_case: ['B4', 'B7'],
  resolution_plan: ['B4', 'B7'],
  remedy_line: ['B4', 'B7'],
  offer: ['B4', 'B7'],
  offer_answer: ['B4', 'B7'],
  // Letters.
  correspondence: ['B3', 'capacity'],
  letter: ['B3', 'B8', 'capacity'],
  letter_dispatch: ['B3', 'capacity'],
  // Figures.
  complaint_fact: ['B3', 'B5', 'B7', 'capacity'],
  daily_count: ['B3', 'B5', 'B7', 'capacity'],
  unpublished_snapshot: ['B3', 'capacity'],
  // Read by every service at its start, and looked at for changes while it rests.
  policy_pack: ['B8'],
  policy_calendar: ['B8'],
  directory_entry: ['B8'],
  feed_version: ['B8'],
};

/** Tables that no measurement runs and no entity maps: single statements do there what a repository cannot say. */
const BY_HAND: Readonly<Record<string, string>> = {
  schema_migration: "TypeORM's own list of migrations",
  parked_event: 'set aside in one statement that a second replica may repeat; most of it is read outside transactions',
  directory_register: 'each change takes the order of changes from what was removed, in the same statement',
  directory_removal: 'written and cleared by the statements of directory_register',
  case_party: 'noted with many others in one statement that keeps what was said last',
  known_contact: 'kept with many others in one statement that passes over those that are there already',
  disclosure: 'repeats are counted up in the statement that tells how many complaints a person has read',
  wrong_code: 'counted in one statement that two replicas may run at once',
  one_time_code: 'limits, expiry and entries are judged by the time of the database',
  approval_step: 'decided, or lapsed with its complaint, in the statement that moves it on',
  dispute: 'opened and decided in the statements that its machine guards',
  lesson: 'asked for and recorded in the statements that its machine guards',
  review: 'opened, ended and decided in the statements that its machine guards',
  case_note: 'written beside the command that it explains; a trigger keeps it as it is',
  inbox_item: 'those of a batch are made and cleared in one statement each',
  sms_receipts: 'how far the receipts of a gateway were read',
  complaint_flags: 'those of a batch are kept in one statement',
  staff_address: 'entered and forgotten in one statement; times are those of the database',
};

interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

const CATALOGUE = `
  select c.relname as table, jsonb_agg(jsonb_build_object('name', a.attname, 'type', t.typname,
    'isNullable', not a.attnotnull) order by a.attname) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
  group by c.relname`;

/** What TypeORM calls a type, as the catalogue calls it. */
const TYPES: Readonly<Record<string, string>> = { int: 'int4', bigint: 'int8', boolean: 'bool' };

let suite: TestSuite;
const tables = new Map<ServiceName, Map<string, readonly TableColumn[]>>();
const entities = new Map<ServiceName, readonly EntityClass[]>();

const definitionOf = (service: ServiceName): ServiceDefinition => {
  const file = join(workspaceRoot(), 'services', service, 'src', `${service}.service-definition`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
};

beforeAll(async () => {
  suite = await testInfrastructure();
  for (const service of SERVICES) {
    const { migrations, entities: mapped } = tablesOf(definitionOf(service));
    const database = new Database({
      url: await suite.databaseUrl(service),
      applicationName: 'table-catalogue',
      migrations,
      entities: mapped,
    });
    await database.open();
    const { rows } = await database.query<{ table: string; columns: TableColumn[] }>(CATALOGUE);
    await database.close();
    tables.set(service, new Map(rows.map(({ table, columns }) => [table, columns])));
    entities.set(service, mapped);
  }
}, 240_000);

afterAll(() => suite.cleanup());

const metadata = getMetadataArgsStorage();

const tableOf = (entity: EntityClass): string =>
  metadata.tables.find(({ target }) => target === entity)!.name as string;

/** The columns that an entity declares, in the words of the catalogue. */
function columnsOf(entity: EntityClass): TableColumn[] {
  return metadata.columns
    .filter(({ target }) => target === entity)
    .map(({ options: { name, type, array, nullable } }) => {
      const base = TYPES[type as string] ?? (type as string);
      return { name: name!, type: array ? `_${base}` : base, isNullable: nullable ?? false };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

const allTables = () => new Set([...tables.values()].flatMap((catalogue) => [...catalogue.keys()]));
const allEntities = () => [...new Set([...entities.values()].flat())];

describe('the tables of the services', () => {
  it('are mapped by an entity, or on the list of those that are not', () => {
    const mapped = allEntities().map(tableOf);
    const listed = [...mapped, ...Object.keys(HOT), ...Object.keys(BY_HAND)];

    expect(listed.toSorted()).toEqual([...allTables()].sort());
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('have the columns that their entities declare, with type and nullability', () => {
    expect(allEntities().length).toBeGreaterThan(0);
    for (const [service, mapped] of entities) {
      for (const entity of mapped) {
        const table = tableOf(entity);
        expect({ table, columns: columnsOf(entity) }).toEqual({ table, columns: tables.get(service)!.get(table) });
      }
    }
  });

  it('are written by hand only where the bench measures it', () => {
    const source = readFileSync(join(workspaceRoot(), 'bench/performance/src/measurement.ts'), 'utf8');
    const [, list = ''] = /MEASUREMENT_IDS = \[([^\]]*)\]/.exec(source) ?? [];
    const ids = [...list.matchAll(/'(\w+)'/g)].map(([, id]) => id);

    expect(ids.length).toBeGreaterThan(0);
    expect([...new Set(Object.values(HOT).flat())].filter((id) => !ids.includes(id))).toEqual([]);
  });
});
