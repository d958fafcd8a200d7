import { InMemoryDirectory } from '@redress/access';
import type { Caller } from '@redress/commands';
import { machines, type StateOf } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';
import { aPerson, aUnit, refusalRows } from '@redress/testing';
import { obstaclesToDecideExtension, obstaclesToMove } from '../../complaint-file/move-due-time/clock-commands';
import { SettleProposalHandler } from '../../directory/settle-proposal/settle-proposal.handler';
import { shippedPack } from '../../sla-clock/clock-builders.spec';
import type { SlaClock } from '../../sla-clock/domain/sla-clock';
import { declineDecisionObstacles, declineObstacles } from './assessment-ends';
import { promiseEndObstacles } from './promise-rules';
import {
  liftingObstacles,
  readingObstacles,
  reportObstacles,
  supervisionAnswerObstacles,
  supervisionObstacles,
} from './supervision-rules';
import { WorkItem, type WorkItemState } from './work-item';

const NOON = new Date('2026-03-03T04:00:00Z');
const LATER = new Date('2026-03-10T04:00:00Z');
const PROMISE = '019a9d6e-7a00-7000-8000-0000000000d2';

const directory = new InMemoryDirectory();
for (const entry of [
  aUnit('HQ', { headId: 'staff:he' }),
  aUnit('QA', { parentId: 'HQ', headId: 'staff:qian' }),
  aUnit('CS', { parentId: 'HQ' }),
  aPerson('staff:he', ['EXECUTIVE'], { unitId: 'HQ' }),
  aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA' }),
  aPerson('staff:wu', ['UNIT_HANDLER'], { unitId: 'QA' }),
  aPerson('staff:tang', ['TRIAGE_OFFICER'], { unitId: 'CS' }),
  aPerson('staff:bei', ['CASE_LEAD', 'UNIT_MANAGER'], { unitId: 'CS' }),
])
  directory.apply(entry.id, entry);
const reader = (id: string) => {
  const { roles, unitId } = directory.person(id)!;
  return { id, roles, unitId };
};
const [WU, HE, TANG, BEI] = ['staff:wu', 'staff:he', 'staff:tang', 'staff:bei'].map(reader) as [
  ReturnType<typeof reader>,
  ReturnType<typeof reader>,
  ReturnType<typeof reader>,
  ReturnType<typeof reader>,
];

function anItem(replaced: Partial<WorkItemState> = {}): WorkItem {
  const registered = WorkItem.register(
    {
      complaintId: '019a9d6e-7a00-7000-8000-000000000001',
      complaintNo: 'GSCS-260302-00001',
      organisationId: 'acme',
      channel: 'WEB_FORM',
      complainantType: 'CONSUMER',
      receivingUnit: 'CS',
      receivedAt: NOON,
      registeredAt: NOON,
      handling: 'NORMAL',
      subjectStaffId: null,
      subjectUnitId: null,
      firstContactId: null,
    },
    { kind: 'COMPLAINT', category: 'OTHER', severity: 'MINOR', urgency: 'NORMAL', priority: 'P3', flags: [] },
  );
  return WorkItem.restore({
    ...registered.now,
    state: 'UNDER_INVESTIGATION',
    unitId: 'QA',
    handlerId: 'staff:wu',
    ownerId: 'staff:qian',
    ...replaced,
  });
}

// ES-06, ES-09
describe('a supervision', () => {
  /** What was lifted, or has ended, is not kept. */
  const item = (state: StateOf<typeof machines.supervision>) =>
    anItem({
      supervision:
        state === 'ORDERED' || state === 'RESPONDED'
          ? { supervisionId: PROMISE, state, orderedBy: 'staff:he', dueAt: LATER.toISOString() }
          : null,
    });

  it.each(
    refusalRows(machines.supervision, [
      {
        command: 'superviseComplaint',
        said: { ORDERED: 'SUPERVISED_ALREADY', RESPONDED: 'SUPERVISED_ALREADY', LIFTED: 'done', ENDED: 'done' },
        tried: (state) => supervisionObstacles(item(state), HE, directory),
      },
      {
        command: 'answerSupervision',
        said: {
          ORDERED: 'done',
          RESPONDED: 'NOTHING_SUPERVISED',
          LIFTED: 'NOTHING_SUPERVISED',
          ENDED: 'NOTHING_SUPERVISED',
        },
        tried: (state) => supervisionAnswerObstacles(item(state), WU, directory),
      },
      {
        command: 'liftSupervision',
        said: { ORDERED: 'done', RESPONDED: 'done', LIFTED: 'NOTHING_SUPERVISED', ENDED: 'NOTHING_SUPERVISED' },
        tried: (state) => liftingObstacles(item(state), HE),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// ES-01
describe('a report to leadership', () => {
  const item = (state: StateOf<typeof machines.majorReport>) =>
    anItem({ majorReport: { reportId: PROMISE, state, targetId: 'staff:he' } });

  it.each(
    refusalRows(machines.majorReport, [
      {
        command: 'reportMajor',
        said: { DUE: 'done', REPORTED: 'NO_REPORT_DUE', READ: 'NO_REPORT_DUE', NOT_NEEDED: 'NO_REPORT_DUE' },
        tried: (state) => reportObstacles(item(state), WU),
      },
      {
        command: 'readMajorReport',
        said: { DUE: 'NOT_REPORTED', REPORTED: 'done', READ: 'NO_REPORT_DUE', NOT_NEEDED: 'NO_REPORT_DUE' },
        tried: (state) => readingObstacles(item(state), HE),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// RM-12
describe('a promise', () => {
  /** What was kept, is no longer wanted or has ended is not open any more. */
  const item = (state: StateOf<typeof machines.promise>) =>
    anItem({
      promises:
        state === 'MADE'
          ? [
              {
                promiseId: PROMISE,
                kind: 'CALL_BACK',
                state,
                madeBy: 'staff:wu',
                madeAt: NOON.toISOString(),
                dueAt: LATER.toISOString(),
              },
            ]
          : [],
    });

  it.each(
    refusalRows(
      machines.promise,
      (['keepPromise', 'releasePromise'] as const).map((command) => ({
        command,
        said: { MADE: 'done', KEPT: 'NO_SUCH_PROMISE', RELEASED: 'NO_SUCH_PROMISE', ENDED: 'NO_SUCH_PROMISE' },
        tried: (state) => promiseEndObstacles(command, item(state), WU, { directory, promiseId: PROMISE }),
      })),
    ),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T5, CA-03
describe('an approval step', () => {
  const assessed = anItem({ state: 'UNDER_ASSESSMENT', unitId: null, handlerId: null, ownerId: null });
  const proposer = (state: StateOf<typeof machines.approvalStep>) => (state === 'PROPOSED' ? 'staff:tang' : undefined);

  it.each(
    refusalRows(machines.approvalStep, [
      {
        command: 'proposeDecline',
        said: { PROPOSED: 'APPROVAL_OPEN', APPROVED: 'done', REJECTED: 'done', LAPSED: 'done' },
        tried: (state) => declineObstacles(assessed, TANG, proposer(state) !== undefined),
      },
      {
        command: 'decideDecline',
        said: {
          PROPOSED: 'done',
          APPROVED: 'NOTHING_PROPOSED',
          REJECTED: 'NOTHING_PROPOSED',
          LAPSED: 'NOTHING_PROPOSED',
        },
        tried: (state) => declineDecisionObstacles(assessed, BEI, proposer(state)),
      },
      {
        command: 'decideExtension',
        said: {
          PROPOSED: 'done',
          APPROVED: 'NOTHING_PROPOSED',
          REJECTED: 'NOTHING_PROPOSED',
          LAPSED: 'NOTHING_PROPOSED',
        },
        tried: (state) =>
          obstaclesToDecideExtension({ item: anItem() }, undefined, HE, {
            proposerId: proposer(state),
            isApproved: true,
            directory,
            now: NOON,
          }),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// SL-14, CA-03
describe('a clock', () => {
  const packs = [shippedPack('GENERAL_SERVICE')];
  const clock = (state: StateOf<typeof machines.clock>): SlaClock =>
    ({
      policy: { code: 'RESOLUTION' },
      state,
      // A limit that was missed runs on until what it is about happens.
      dueAt: state === 'BREACHED' ? new Date(NOON.getTime() - 1) : LATER,
      endedAt: state === 'MET' || state === 'CANCELLED' ? NOON : null,
    }) as unknown as SlaClock;

  it.each(
    refusalRows(
      machines.clock,
      (['extension', 'agreedDate'] as const).map((by) => ({
        command: by,
        said: {
          RUNNING: 'done',
          PAUSED: 'CLOCK_NOT_RUNNING',
          MET: 'CLOCK_NOT_RUNNING',
          BREACHED: 'EXTENSION_AFTER_EXPIRY',
          CANCELLED: 'CLOCK_NOT_RUNNING',
        },
        tried: (state) => obstaclesToMove({ item: anItem(), packs }, clock(state), WU, { by, now: NOON }),
      })),
    ),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// SY-01
describe('a directory proposal', () => {
  const settle = async (
    state: StateOf<typeof machines.directoryProposal>,
    caller: string,
    command: (handler: SettleProposalHandler, tx: Transaction, caller: Caller) => Promise<unknown>,
  ) => {
    const proposal = {
      entryId: 'staff:wu',
      // What ran out is read as expired before its timer says so.
      state: state === 'EXPIRED' ? 'PROPOSED' : state,
      expiresAt: state === 'EXPIRED' ? NOON : LATER,
      proposedBy: 'staff:adams',
      before: null,
      after: null,
    };
    const settled: string[] = [];
    const proposals = {
      find: () => Promise.resolve(proposal),
      lock: () => Promise.resolve(proposal),
      settle: (_: Transaction, __: unknown, to: string) => Promise.resolve(settled.push(to)),
    };
    const handler = new SettleProposalHandler(
      { lock: () => Promise.resolve() } as never,
      proposals as never,
      { makeProposed: () => Promise.resolve(2) } as never,
      { now: () => NOON } as never,
    );
    const actor = { sub: caller, organisationId: 'acme' } as Caller;
    await command(handler, {} as Transaction, actor);
    expect(settled).toHaveLength(1);
    return [];
  };
  const onlyProposed = {
    PROPOSED: 'done',
    CONFIRMED: 'ALREADY_SETTLED',
    REFUSED: 'ALREADY_SETTLED',
    RETRACTED: 'ALREADY_SETTLED',
    EXPIRED: 'ALREADY_SETTLED',
  };

  it.each(
    refusalRows(machines.directoryProposal, [
      {
        command: 'confirmChange',
        said: onlyProposed,
        tried: (state) => settle(state, 'staff:baker', (handler, tx, caller) => handler.confirm(tx, PROMISE, caller)),
      },
      {
        command: 'refuseChange',
        said: onlyProposed,
        tried: (state) =>
          settle(state, 'staff:baker', (handler, tx, caller) => handler.refuse(tx, PROMISE, caller, 'No.')),
      },
      {
        command: 'retractChange',
        said: onlyProposed,
        tried: (state) => settle(state, 'staff:adams', (handler, tx, caller) => handler.retract(tx, PROMISE, caller)),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});
