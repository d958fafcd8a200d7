import { readFileSync } from 'node:fs';
import { InMemoryDirectory, relationsTo, type CaseStanding } from '@redress/access';
import {
  directoryEntrySchema,
  REACH,
  type DirectoryEntry,
  type PeopleAccess,
  type RoleCode,
  type ServiceName,
} from '@redress/contracts';
import { demoDirectoryFile } from '@redress/local';
import { aSubmission, BEHIND_A_PROXY, CaseWork, type Answer, type Method } from '@redress/workload';
import { Client } from 'pg';
import { guardedEndpoints, type AskedEndpoint, type Target } from './access-matrix';
import { PlatformUnderTest } from './platform-under-test';

interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly missing?: readonly { readonly kind: string }[];
  readonly items?: readonly unknown[];
}

interface Person {
  readonly id: string;
  readonly roles: readonly RoleCode[];
  readonly unitId: string;
}

/** A complaint of acme, by the state in which it stays. */
interface Standing extends Target {
  readonly state: string;
}

const AT_ONCE = 24;

const entries = ((): DirectoryEntry[] => {
  const file = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as Record<string, Record<string, unknown>[]>;
  const of = (list: Record<string, unknown>[], kind?: string) =>
    list.map((entry) => directoryEntrySchema.parse({ organisationId: 'acme', ...(kind ? { kind } : {}), ...entry }));
  return [...of(file['units'] ?? [], 'UNIT'), ...of(file['staff'] ?? [])];
})();

const staffOf = (organisation: string): Person[] =>
  entries.flatMap((entry) => (entry.kind === 'STAFF' && entry.organisationId === organisation ? [entry] : []));

const directory = new InMemoryDirectory();
for (const entry of entries) directory.apply(entry.id, entry);

/** One person for each role, and each of these sets of roles once more in every unit. */
const acme = [...new Map(staffOf('acme').map((one) => [`${one.roles.join()} ${one.unitId}`, one])).values()];
const globex = staffOf('globex');
const endpoints = guardedEndpoints();

// SY-01, SY-04, architecture 5.12
describe('who may see and do what, over six processes', () => {
  let under: PlatformUnderTest;
  let cases: Standing[];

  beforeAll(async () => {
    under = await PlatformUnderTest.start({ environment: BEHIND_A_PROXY });
    cases = await casesInEveryState(under);
  }, 420_000);

  afterAll(() => under?.stop(), 60_000);

  it('there are cases in every state that anything leads to', () => {
    expect(new Set(cases.map(({ state }) => state))).toEqual(
      new Set([
        'UNDER_ASSESSMENT',
        'ASSIGNED',
        'UNDER_INVESTIGATION',
        'DETERMINED',
        'RESOLUTION_DRAFTED',
        'PENDING_APPROVAL',
        'RESOLUTION_OFFERED',
        'REMEDY_IN_PROGRESS',
        'RESOLVED',
        'CLOSED',
        'WITHDRAWN',
      ]),
    );
  });

  it('nobody of another organisation learns that a complaint exists, in whatever role and state, at whatever endpoint', async () => {
    const onCases = endpoints.filter(({ isOnCase }) => isOnCase);
    const wrong = await matrix(under, onCases, globex, cases, (answer) =>
      answer.status === 404 && isOfComplaint(answer) ? undefined : '404 of a complaint',
    );

    expect(onCases.length).toBeGreaterThan(15);
    expect(wrong).toEqual([]);
  }, 300_000);

  it('nobody of another organisation gets anything of it at an endpoint that names no complaint in its path', async () => {
    const others = endpoints.filter(({ isOnCase }) => !isOnCase);
    const wrong = await matrix(under, others, globex, cases.slice(-1), (answer, endpoint, { roles }) => {
      const { access, row } = endpoint;
      const people = peopleOf(access);
      const isAllowed = people === 'authenticated' || roles.some((role) => people.includes(role));
      if (!isAllowed) return answer.status === 403 ? undefined : '403';
      switch (row?.expects) {
        case 'not-found':
          return answer.status === 404 ? undefined : '404';
        case 'refused-fields':
          return answer.status === 422 ? undefined : '422';
        case 'nothing-of-it':
          return answer.status === 200 && !holdsAcme(answer.body) ? undefined : '200 with nothing of acme';
        case 'shared':
        case 'platform':
          return answer.status === 200 || answer.status >= 400 ? undefined : 'an answer';
        default:
          return 'a row of the matrix';
      }
    });

    expect(wrong).toEqual([]);
  }, 120_000);

  it('everybody of the organisation is let pass, refused or told nothing as the access table says', async () => {
    const standings = await standingsOf(under, cases);
    const onCases = endpoints.filter(({ isOnCase }) => isOnCase);
    const wrong = await matrix(under, onCases, acme, cases, (answer, { access, service }, person, { complaintId }) => {
      const { standing, participants, remedyUnits } = standings.get(complaintId) as StandingIn;
      const reader = { sub: person.id, unitId: person.unitId, organisationId: 'acme' };
      const tookPart = participants[service]?.has(person.id) ?? false;
      const relations = new Set<string>(relationsTo({ ...standing, tookPart }, reader, directory));
      const isOwner = remedyUnits.some((unit) => directory.isWithin(unit, person.unitId));
      if (service === 'resolution' && isOwner) relations.add('remedy');
      const reaches = (roles: readonly RoleCode[]) =>
        roles.some((role) => REACH[role].some((relation) => relations.has(relation)));
      const people = peopleOf(access);
      const fitting = people === 'authenticated' ? person.roles : person.roles.filter((role) => people.includes(role));
      if (!reaches(person.roles)) return answer.status === 404 && isOfComplaint(answer) ? undefined : 'nothing';
      if (!reaches(fitting)) return isDenied(answer) ? undefined : 'a refusal that says what is missing';
      return isDenied(answer) || (answer.status === 404 && isOfComplaint(answer)) ? 'to be let pass' : undefined;
    });

    expect(wrong).toEqual([]);
  }, 300_000);
});

/** The people of an endpoint; what only programs may call is open to no one. */
const peopleOf = (access: AskedEndpoint['access']): PeopleAccess =>
  typeof access === 'object' && 'scopes' in access ? (access.people ?? []) : access;

const isOfComplaint = ({ body }: Answer<Problem>): boolean => body.title?.includes('such complaint') ?? false;

const isDenied = ({ status, body }: Answer<Problem>): boolean =>
  status === 403 && (body.missing ?? []).some(({ kind }) => kind === 'ROLE' || kind === 'RELATION');

/** Whether an answer names a unit, a person or a number of acme, or counts anything. */
/** What an endpoint is sent; some bodies name things of the organisation that is asked for. */
function bodyFor(row: AskedEndpoint['row'], target: Target): object {
  const body = row?.body ?? {};
  return typeof body === 'function' ? (body as (of: Target) => object)(target) : body;
}

function holdsAcme(body: unknown): boolean {
  const text = JSON.stringify(body);
  return /"acme"|acme\.example|"GSCS-|"staff:(?!gx\.)|"(?:CS|QA|LOG|FIN|HQ)"/.test(text) || /"total":[1-9]/.test(text);
}

/** Asks every endpoint as every person about every complaint; what was not answered as expected, in words. */
async function matrix(
  under: PlatformUnderTest,
  asked: readonly AskedEndpoint[],
  people: readonly Person[],
  targets: readonly Standing[],
  faultOf: (answer: Answer<Problem>, endpoint: AskedEndpoint, person: Person, target: Standing) => string | undefined,
): Promise<string[]> {
  const wrong: string[] = [];
  const todo = asked.flatMap((endpoint) =>
    people.flatMap((person) => targets.map((target) => ({ endpoint, person, target }))),
  );
  const work = async (): Promise<void> => {
    for (let next = todo.pop(); next; next = todo.pop()) {
      const { endpoint, person, target } = next;
      const { method, operation, path, row, service } = endpoint;
      // A version that nothing has: a caller who is let pass changes nothing.
      const answer = await under.client.send<Problem>(person.id, method as Method, under.url(service, path(target)), {
        ...(method === 'GET' ? {} : { etag: '"999999"' }),
        ...(row?.text
          ? { text: row.text }
          : method === 'POST' || method === 'PUT'
            ? { body: bodyFor(row, target) }
            : {}),
      });
      const fault = faultOf(answer, endpoint, person, target);
      if (fault) {
        const got = `${answer.status} ${JSON.stringify(answer.body)?.slice(0, 120)}`;
        wrong.push(`${service} ${operation} ${target.state} as ${person.id}: expected ${fault}, got ${got}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return wrong.sort();
}

/** Acme's complaints, one in each state that anything leads to, with a request and letters. */
async function casesInEveryState(under: PlatformUnderTest): Promise<Standing[]> {
  const ways: readonly (readonly [state: string, go: (work: CaseWork) => Promise<void>])[] = [
    ['ASSIGNED', async () => {}],
    ['UNDER_INVESTIGATION', (work) => work.accept()],
    ['DETERMINED', (work) => inTurn(work, 'accept', 'investigate')],
    [
      'RESOLUTION_DRAFTED',
      async (work) => {
        await inTurn(work, 'accept', 'investigate');
        await work.draftOnly();
      },
    ],
    ['PENDING_APPROVAL', (work) => inTurn(work, 'accept', 'investigate', 'propose')],
    ['RESOLUTION_OFFERED', (work) => inTurn(work, 'accept', 'investigate', 'propose', 'approve')],
    ['REMEDY_IN_PROGRESS', (work) => work.toRemedies()],
    ['RESOLVED', (work) => work.toResolved()],
    [
      'CLOSED',
      async (work) => {
        await work.toResolved();
        await work.followUp(true);
      },
    ],
    [
      'UNDER_ASSESSMENT',
      async (work) => {
        await work.toResolved();
        await work.followUp(false);
      },
    ],
    ['WITHDRAWN', (work) => work.askToWithdraw('I want it to end')],
  ];
  const found: Standing[] = [];
  for (const [state, go] of ways) {
    const work = await CaseWork.byPortal(under, aSubmission({ channel: 'WEB_FORM' }));
    await work.assigned();
    await go(work);
    found.push({ ...(await thingsOf(under, work)), state });
  }
  await under.settle();
  for (const one of found) {
    const { body } = await under.client.ask<{ state: string }>(
      'staff:lu.dispatch',
      'GET',
      under.url('routing', `/v1/complaints/${one.complaintId}/assignment`),
    );
    expect(`${one.complaintNo} ${body.state}`).toBe(`${one.complaintNo} ${one.state}`);
  }
  const withdrawn = found.at(-1) as Standing;
  const { body } = await under.client.ask<{ requests: { requestId: string }[] }>(
    'staff:lin.intake',
    'GET',
    under.url('intake', `/v1/complaints/${withdrawn.complaintId}`),
  );
  const requestId = body.requests[0]?.requestId ?? '';
  const proposalId = await aProposedChange(under);
  return found.map((one) => ({ ...one, requestId, proposalId }));
}

/** A person of acme is to become an approver, which waits for a second administrator. */
async function aProposedChange(under: PlatformUnderTest): Promise<string> {
  const entry = entries.find(({ id }) => id === 'staff:baker.front') as DirectoryEntry;
  const { body } = await under.client.ask<{ proposalId: string }>(
    'staff:adams.admin',
    'PUT',
    under.url('routing', `/v1/directory/${entry.id}`),
    { etag: '"1"', body: { ...entry, roles: ['FRONTLINE', 'REMEDY_APPROVER'] } },
  );
  expect(body.proposalId).toEqual(expect.any(String));
  return body.proposalId;
}

async function inTurn(work: CaseWork, ...steps: readonly ('accept' | 'investigate' | 'propose' | 'approve')[]) {
  for (const step of steps) await work[step]();
}

async function thingsOf(under: PlatformUnderTest, { complaintId, complaintNo }: CaseWork): Promise<Target> {
  await under.settle();
  const { body } = await under.client.ask<{ items: { letterId: string }[] }>(
    'staff:lin.intake',
    'GET',
    under.url('notification', `/v1/letters?complaintId=${complaintId}`),
  );
  return { complaintId, complaintNo, requestId: '', letterId: body.items[0]?.letterId ?? '', proposalId: '' };
}

interface StandingIn {
  readonly standing: CaseStanding;
  /** By service: what one knows of facts of its own comes to it last. */
  readonly participants: Readonly<Record<string, ReadonlySet<string>>>;
  readonly remedyUnits: readonly string[];
}

/** Where the complaints stand, as the databases hold it: what the judge is given, not how it judges. */
async function standingsOf(under: PlatformUnderTest, cases: readonly Standing[]): Promise<Map<string, StandingIn>> {
  const participants = new Map<string, Record<string, Set<string>>>();
  const found = new Map<string, StandingIn>();
  const ids = cases.map(({ complaintId }) => complaintId);
  for (const service of ['intake', 'routing', 'investigation', 'resolution'] as const) {
    await withDatabase(under, service, async (client) => {
      const { rows } = await client.query<{ complaint_id: string; person_id: string }>(
        `select complaint_id, p ->> 'personId' as person_id from complaint_custody, jsonb_array_elements(participants) p
         where complaint_id = any($1)`,
        [ids],
      );
      for (const { complaint_id, person_id } of rows) {
        const of = participants.get(complaint_id) ?? {};
        (of[service] ??= new Set()).add(person_id);
        participants.set(complaint_id, of);
      }
    });
  }
  await withDatabase(under, 'resolution', async (client) => {
    const { rows } = await client.query<CaseStanding & { complaintId: string; remedyUnits: string[] }>(
      `select complaint_id as "complaintId", organisation_id as "organisationId", unit_id as "unitId",
         receiving_unit as "receivingUnit", handler_id as "handlerId", false as "tookPart",
         array(select distinct l.owner_unit_id from resolution_plan p join remedy_line l using (plan_id, revision)
           where p.complaint_id = c.complaint_id) as "remedyUnits"
       from complaint_custody c where complaint_id = any($1)`,
      [ids],
    );
    for (const { complaintId, remedyUnits, ...standing } of rows) {
      found.set(complaintId, { standing, remedyUnits, participants: participants.get(complaintId) ?? {} });
    }
  });
  return found;
}

async function withDatabase(
  under: PlatformUnderTest,
  service: ServiceName,
  read: (client: Client) => Promise<void>,
): Promise<void> {
  const client = new Client({ connectionString: under.platform.databaseUrls[service] });
  await client.connect();
  try {
    await read(client);
  } finally {
    await client.end();
  }
}
