import { join } from 'node:path';
import { machines, SERVICES, type Machine, type ServiceName } from '@redress/contracts';
import { workspaceRoot } from '@redress/infrastructure';
import { Database } from '@redress/persistence';
import { platformMigrations, type ServiceDefinition } from '@redress/service-host';
import { testInfrastructure, type TestSuite } from '@redress/testing';

/** Columns that hold a state, with the machine that it belongs to; each of these tables is in one service or in all. */
const COLUMNS: Readonly<Record<string, Machine<string>>> = {
  'approval_step.state': machines.approvalStep,
  'complaint_request.status': machines.request,
  'directory_proposal.state': machines.directoryProposal,
  'dispute.state': machines.dispute,
  'evidence_custody.action': machines.evidence,
  'follow_up.result': machines.followUp,
  'inbox_item.status': machines.inboxItem,
  'information_request.status': machines.informationRequest,
  'investigation_case.status': machines.investigation,
  'lesson.state': machines.lesson,
  'letter.status': machines.letter,
  'letter_dispatch.status': machines.letterDispatch,
  'offer.state': machines.offer,
  'parked_event.status': machines.parkedEvent,
  'registration_draft.state': machines.draft,
  'remedy_line.state': machines.remedyLine,
  'resolution_case.status': machines.resolution,
  'resolution_plan.status': machines.plan,
  'review.state': machines.review,
  'sla_clock.state': machines.clock,
  'third_party_request.status': machines.thirdPartyRequest,
} as unknown as Readonly<Record<string, Machine<string>>>;

/** Columns that list codes, which nothing moves from one to another. */
const CODES = ['offer_answer.decision', 'offer_answer.proof'];

interface Column {
  readonly name: string;
  readonly constraint: string;
  readonly standard: string | null;
}

// Only constraints that list the values of one column; others relate columns to each other.
const LISTS = `
  select r.relname || '.' || a.attname as name, pg_get_constraintdef(c.oid) as constraint,
    pg_get_expr(d.adbin, d.adrelid) as standard
  from pg_constraint c join pg_class r on r.oid = c.conrelid
    join pg_attribute a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where c.contype = 'c' and pg_get_constraintdef(c.oid) ~ '= ANY'`;

let suite: TestSuite;

beforeAll(async () => {
  suite = await testInfrastructure();
}, 120_000);

afterAll(() => suite.cleanup());

const definitionOf = (service: ServiceName): ServiceDefinition => {
  const file = join(workspaceRoot(), 'services', service, 'src', `${service}.service-definition`);
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return (require(file) as Record<string, ServiceDefinition>)[`${service}Service`] as ServiceDefinition;
};

/** What the migrated database of a service lists as the values of its columns. */
async function columnsOf(service: ServiceName): Promise<readonly Column[]> {
  const database = new Database({
    url: await suite.databaseUrl(service),
    applicationName: 'machine-constraints',
    migrations: [...platformMigrations, ...definitionOf(service).migrations],
  });
  await database.open();
  try {
    return (await database.query<Column>(LISTS)).rows;
  } finally {
    await database.close();
  }
}

const valuesOf = (expression: string): string[] => [...expression.matchAll(/'([^']*)'/g)].map(([, value]) => value!);

it('the states that the databases allow and begin with are those of the machines', async () => {
  const found = new Map<string, { states: string[]; standard: string[] }>();
  for (const service of SERVICES) {
    for (const { name, constraint, standard } of await columnsOf(service)) {
      found.set(name, { states: valuesOf(constraint), standard: valuesOf(standard ?? '') });
    }
  }

  expect([...found.keys()].sort()).toEqual([...Object.keys(COLUMNS), ...CODES].sort());
  for (const [name, machine] of Object.entries(COLUMNS)) {
    expect({ name, states: found.get(name)!.states }).toEqual({ name, states: machine.states });
    expect(machine.starts).toEqual(expect.arrayContaining(found.get(name)!.standard));
  }
}, 120_000);
