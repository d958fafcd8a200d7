import type { CaseWorker, Obstacle } from '@redress/commands';
import { machines, type ComplaintState, type StateOf } from '@redress/contracts';
import { refusalRows } from '@redress/testing';
import {
  obstaclesToAddEvidence,
  obstaclesToDetermine,
  obstaclesToRecordInfo,
  obstaclesToRequestInfo,
  obstaclesToRequestThirdParty,
  obstaclesToResume,
} from './case-commands';
import { InvestigationCase, type CaseSituation } from './investigation-case';

const EVIDENCE = '019a9d6e-7a00-7000-8000-0000000000ad';
const SUPPLIER = '019a9d6e-7a00-7000-8000-0000000000ae';
const NOON = new Date('2026-03-03T04:00:00Z');
const HANDLER: CaseWorker = { id: 'staff:handler', roles: ['UNIT_HANDLER'], isOver: (unitId) => unitId === 'QA' };

const aSituation = (
  complaintState: ComplaintState,
  status: StateOf<typeof machines.investigation>,
  replaced: Partial<CaseSituation> = {},
): CaseSituation => ({
  investigation: {
    complaintId: '019a9d6e-7a00-7000-8000-000000000001',
    complaintNo: 'GSCS-260302-00001',
    cycle: 0,
    round: 1,
    assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
    unitId: 'QA',
    handlerId: HANDLER.id,
    category: 'PRODUCT_QUALITY.DEFECT',
    severity: 'MAJOR',
    urgency: 'NORMAL',
    priority: 'P2',
    flags: [],
    status,
    version: 1,
    openedAt: NOON,
    closedAt: null,
  },
  complaintState,
  evidenceIds: [EVIDENCE],
  minEvidenceItems: 1,
  pauses: 1,
  openQuestions: null,
  openThirdParties: [],
  thirdPartyAskedAt: NOON,
  ...replaced,
});

// T15, T16
describe('an investigation', () => {
  const STANDS: Readonly<Record<StateOf<typeof machines.investigation>, ComplaintState>> = {
    OPEN: 'UNDER_INVESTIGATION',
    DETERMINED: 'DETERMINED',
    ENDED: 'WITHDRAWN',
  };
  const onlyOpen = { OPEN: 'done', DETERMINED: 'NOT_UNDER_INVESTIGATION', ENDED: 'NOT_UNDER_INVESTIGATION' };
  const commands: Readonly<Record<string, (situation: CaseSituation, worker: CaseWorker) => Obstacle[]>> = {
    addEvidence: obstaclesToAddEvidence,
    requestInfo: obstaclesToRequestInfo,
    requestThirdParty: obstaclesToRequestThirdParty,
    determine: obstaclesToDetermine,
  };

  it.each(
    refusalRows(
      machines.investigation,
      Object.entries(commands).map(([command, obstacles]) => ({
        command,
        said: onlyOpen,
        tried: (status) => obstacles(aSituation(STANDS[status], status), HANDLER),
      })),
    ),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T12, T13
describe('an information request', () => {
  const standing = (state: StateOf<typeof machines.informationRequest>): CaseSituation => {
    if (state === 'OPEN') return aSituation('AWAITING_COMPLAINANT', 'OPEN');
    return state === 'ENDED' ? aSituation('WITHDRAWN', 'ENDED') : aSituation('UNDER_INVESTIGATION', 'OPEN');
  };
  const ended = { REPLIED: 'WRONG_STATE', UNANSWERED: 'WRONG_STATE', DROPPED: 'WRONG_STATE', ENDED: 'WRONG_STATE' };

  it.each(
    refusalRows(machines.informationRequest, [
      {
        command: 'recordInfo',
        said: { OPEN: 'done', ...ended },
        tried: (state) => obstaclesToRecordInfo(standing(state), HANDLER),
      },
      {
        command: 'resumeInvestigation',
        said: { OPEN: 'done', ...ended },
        tried: (state) => obstaclesToResume(standing(state), HANDLER),
      },
      {
        command: 'requestInfo',
        said: {
          OPEN: 'NOT_UNDER_INVESTIGATION',
          REPLIED: 'done',
          UNANSWERED: 'done',
          DROPPED: 'done',
          ENDED: 'NOT_UNDER_INVESTIGATION',
        },
        tried: (state) => obstaclesToRequestInfo(standing(state), HANDLER),
      },
      {
        command: 'determine',
        said: {
          OPEN: 'NOT_UNDER_INVESTIGATION',
          REPLIED: 'done',
          UNANSWERED: 'done',
          DROPPED: 'done',
          ENDED: 'NOT_UNDER_INVESTIGATION',
        },
        tried: (state) => obstaclesToDetermine(standing(state), HANDLER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// T14
describe('a request to a third party', () => {
  const standing = (state: StateOf<typeof machines.thirdPartyRequest>): CaseSituation => {
    switch (state) {
      case 'OPEN':
        return aSituation('AWAITING_THIRD_PARTY', 'OPEN', { openThirdParties: [SUPPLIER] });
      case 'REPLIED':
        return aSituation('UNDER_INVESTIGATION', 'OPEN');
      case 'DROPPED':
        return aSituation('DETERMINED', 'DETERMINED');
      case 'ENDED':
        return aSituation('WITHDRAWN', 'ENDED');
    }
  };
  const receive = (situation: CaseSituation) => {
    const reply = { thirdPartyId: SUPPLIER, evidenceIds: [EVIDENCE], repliedAt: NOON };
    InvestigationCase.restore(situation).receiveReply(reply, { by: HANDLER, at: NOON });
    return [];
  };

  it.each(
    refusalRows(machines.thirdPartyRequest, [
      {
        command: 'receiveThirdPartyReply',
        said: {
          OPEN: 'done',
          REPLIED: 'THIRD_PARTY_NOT_AWAITED',
          DROPPED: 'NOT_UNDER_INVESTIGATION',
          ENDED: 'NOT_UNDER_INVESTIGATION',
        },
        tried: (state) => receive(standing(state)),
      },
      {
        command: 'requestThirdParty',
        said: {
          OPEN: 'NOT_UNDER_INVESTIGATION',
          REPLIED: 'done',
          DROPPED: 'NOT_UNDER_INVESTIGATION',
          ENDED: 'NOT_UNDER_INVESTIGATION',
        },
        tried: (state) => obstaclesToRequestThirdParty(standing(state), HANDLER),
      },
      {
        command: 'resumeInvestigation',
        said: { OPEN: 'done', REPLIED: 'WRONG_STATE', DROPPED: 'WRONG_STATE', ENDED: 'WRONG_STATE' },
        tried: (state) => obstaclesToResume(standing(state), HANDLER),
      },
    ]),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});
