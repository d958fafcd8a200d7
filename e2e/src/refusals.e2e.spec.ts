import { type Answer, aSubmission, BEHIND_A_PROXY, CaseWork, Refused } from '@redress/workload';
import { PlatformUnderTest } from './platform-under-test';
import { type Part, REFUSALS, type RefusalRow, TRIED_STATES, type TriedState } from './refusal-table';

interface Standing {
  readonly state: TriedState;
  readonly work: CaseWork;
  readonly people: Readonly<Record<Part, string>>;
  readonly remedyId: string;
}

interface ProblemBody {
  readonly type?: string;
  readonly blockedBy?: readonly { readonly code: string }[];
  readonly errors?: readonly { readonly code?: string }[];
}

interface View {
  readonly commands?: readonly { readonly operationId: string; readonly allowed: boolean }[];
}

/** What there is not. */
const NO_SUCH = '019a9d6e-7a00-7000-8000-0000000000d1';
const DAY_MS = 86_400_000;

// SM-01, PM-02; T4 to T41: who has the right is in access.e2e.spec.ts, here everybody has it
describe('what may be done in which state', () => {
  let under: PlatformUnderTest;
  let standings: Standing[];

  beforeAll(async () => {
    under = await PlatformUnderTest.start({ environment: BEHIND_A_PROXY });
    standings = await inEveryState(under);
  }, 480_000);

  afterAll(() => under?.stop(), 60_000);

  it.each(REFUSALS)(
    '$command is refused with the problem of the table wherever it is not accepted',
    async (row) => {
      const found: Record<string, string> = {};
      const expected = Object.fromEntries(
        Object.entries(row.refused).flatMap(([outcome, states]) => states.map((state) => [state, outcome])),
      );
      for (const one of standings.filter(({ state }) => !row.acceptedIn.includes(state))) {
        found[one.state] = outcomeOf(await attempt(under, row, one));
      }

      expect(found).toEqual(expected);
    },
    60_000,
  );

  it.each(REFUSALS.filter(({ reading }) => reading !== undefined))(
    '$command is offered where it is accepted, and nowhere else',
    async (row) => {
      const offered: string[] = [];
      for (const one of standings) {
        const { body } = await read(under, row, one);
        const view = (body as View).commands?.find(({ operationId }) => operationId === row.command);
        if (view?.allowed) offered.push(one.state);
      }

      expect(offered.toSorted()).toEqual([...row.acceptedIn].toSorted());
    },
    60_000,
  );

  it('nothing is done twice', async () => {
    const work = await CaseWork.byStaff(under, aSubmission());
    await work.assigned();
    const found: string[] = [];
    for (const [what, does] of TWICE) {
      const first = await told(does(work, under));
      await under.settle();
      const second = await told(does(work, under));
      await under.settle();
      found.push(`${what}: ${first}, then ${second}`);
    }

    expect(found).toEqual(TWICE.map(([what, , refused]) => `${what}: done, then ${refused}`));
  }, 120_000);
});

async function told(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
    return 'done';
  } catch (error) {
    if (error instanceof Refused) return problemIn(error.problem as ProblemBody);
    throw error;
  }
}

/** What people do to one complaint in turn, and how it is refused a second time; it is another machine's turn in each. */
const TWICE: readonly (readonly [
  what: string,
  does: (work: CaseWork, under: PlatformUnderTest) => Promise<unknown>,
  refused: string,
])[] = [
  ['the assignment is accepted', (work) => work.accept(), 'not-holder'],
  [
    'the complainant is asked',
    (work, under) => work.askComplainant('Which batch is it?', new Date(under.now.getTime() + 5 * DAY_MS)),
    'blocked NOT_UNDER_INVESTIGATION',
  ],
  ['the questions are answered', (work) => work.answerQuestions('Batch 4.'), 'nothing-asked'],
  ['it is determined', (work) => work.investigate(), 'not-holder'],
  ['a plan is drafted', (work) => work.draftOnly(), 'blocked WRONG_STATE'],
  ['it is submitted', (work) => work.submit(), 'blocked WRONG_STATE'],
  ['it is approved', (work) => work.approve(), 'blocked WRONG_STATE'],
  ['it is suspended', (work, under) => work.suspend(new Date(under.now.getTime() + 20 * DAY_MS)), 'done'],
  ['the suspension is lifted', (work) => work.liftSuspension(), 'done'],
  ['the offer is accepted', (work) => work.acceptOffer(), 'offer-decided'],
  ['the remedy is carried out', (work) => work.execute(), 'blocked WRONG_STATE REMEDY_NOT_EXECUTABLE'],
  ['the follow-up succeeds', (work) => work.followUp(true), 'blocked WRONG_STATE'],
];

const LEADS: Readonly<Record<TriedState, (work: CaseWork, under: PlatformUnderTest) => Promise<void>>> = {
  UNDER_ASSESSMENT: (work) => work.returnAssignment(),
  ASSIGNED: async () => undefined,
  UNDER_INVESTIGATION: (work) => work.accept(),
  AWAITING_COMPLAINANT: async (work, under) => {
    await work.accept();
    await work.askComplainant('Which batch is it?', new Date(under.now.getTime() + 5 * DAY_MS));
  },
  AWAITING_THIRD_PARTY: async (work, under) => {
    await work.accept();
    await work.askThirdParty(new Date(under.now.getTime() + 5 * DAY_MS));
  },
  DETERMINED: async (work) => {
    await work.accept();
    await work.investigate();
  },
  RESOLUTION_DRAFTED: async (work, under) => {
    await LEADS.DETERMINED(work, under);
    await work.draftOnly();
  },
  PENDING_APPROVAL: async (work, under) => {
    await LEADS.DETERMINED(work, under);
    await work.propose();
  },
  RESOLUTION_OFFERED: async (work, under) => {
    await LEADS.PENDING_APPROVAL(work, under);
    await work.approve();
  },
  REMEDY_IN_PROGRESS: (work) => work.toRemedies(),
  RESOLVED: (work) => work.toResolved(),
  SUSPENDED: async (work, under) => {
    await LEADS.RESOLUTION_OFFERED(work, under);
    await under.settle();
    await work.suspend(new Date(under.now.getTime() + 20 * DAY_MS));
  },
  CLOSED: async (work) => {
    await work.toResolved();
    await work.followUp(true);
  },
  NOT_ACCEPTED: async (work, under) => {
    await work.returnAssignment();
    await work.decline();
    await under.settle();
  },
  REFERRED: async (work) => {
    await work.returnAssignment();
    await work.refer();
  },
  WITHDRAWN: (work) => work.askToWithdraw('I want it to end.'),
  VOIDED: (work) => work.void(),
};

async function inEveryState(under: PlatformUnderTest): Promise<Standing[]> {
  const found: Standing[] = [];
  for (const state of TRIED_STATES) {
    const work = await CaseWork.byStaff(under, aSubmission());
    await work.assigned();
    const { unitId } = await work.assignment();
    const handler = work.handlerId;
    await LEADS[state](work, under);
    await under.settle();
    const now = await work.assignment();
    expect(`${work.complaintNo} ${now.state}`).toBe(`${work.complaintNo} ${state}`);
    found.push({
      state,
      work,
      people: { ...PEOPLE, handler, manager: MANAGERS[unitId ?? ''] ?? '' },
      remedyId: await firstRemedy(under, work, handler),
    });
  }
  return found;
}

const PEOPLE = {
  dispatcher: 'staff:lu.dispatch',
  triage: 'staff:tang.triage',
  clerk: 'staff:chen.front',
  supervisor: 'staff:sun.cs',
  finance: 'staff:xu.fin',
  caller: 'staff:fang.follow',
  executive: 'staff:gu.ceo',
} as const;
const MANAGERS: Readonly<Record<string, string>> = {
  CS: 'staff:sun.cs',
  QA: 'staff:qian.qa',
  LOG: 'staff:luo.log',
  FIN: 'staff:jin.fin',
};

async function firstRemedy(under: PlatformUnderTest, { complaintId }: CaseWork, who: string): Promise<string> {
  const url = under.url('resolution', `/v1/complaints/${complaintId}/resolution`);
  const { body } = await under.client.send<{ plan?: { remedies: { remedyId: string }[] } | null }>(who, 'GET', url);
  return body.plan?.remedies[0]?.remedyId ?? NO_SUCH;
}

function read(under: PlatformUnderTest, { by, reading, service }: RefusalRow, { people, work }: Standing) {
  const url = under.url(service, `/v1/complaints/${work.complaintId}/${reading}`);
  return under.client.send(people[by], 'GET', url);
}

async function attempt(under: PlatformUnderTest, row: RefusalRow, one: Standing): Promise<Answer<unknown>> {
  const { body, by, method = 'POST', path, reading, service, upload } = row;
  const etag = reading === undefined ? undefined : ((await read(under, row, one)).etag ?? '"1"');
  const url = under.url(service, `/v1/complaints/${one.work.complaintId}/${path.replace('{remedyId}', one.remedyId)}`);
  const file = { fileName: 'a.txt', mediaType: 'text/plain', content: 'a' };
  return under.client.send(one.people[by], method, url, {
    etag,
    ...(upload ? { upload: { fields: upload, ...file } } : { body: body ?? {} }),
  });
}

/** `done`, or the problem with the codes of what is in the way. */
function outcomeOf({ body, status }: Answer<unknown>): string {
  return status < 300 ? 'done' : problemIn(body as ProblemBody);
}

function problemIn({ blockedBy = [], errors = [], type = '' }: ProblemBody): string {
  const codes = [...blockedBy, ...errors].map(({ code }) => code ?? '?');
  return [type.split(':').at(-1), ...codes].join(' ');
}
