import { Blocked, WrongFields, type CaseWorker } from '@redress/commands';
import { faultsOfDetermination, obstaclesToAddEvidence, obstaclesToDetermine, readsWords } from './case-commands';
import type { Determination } from './determination';
import { InvestigationCase, type CaseSituation, type InvestigationRound } from './investigation-case';

const EVIDENCE = '019a9d6e-7a00-7000-8000-0000000000ad';
const ELSEWHERE = '019a9d6e-7a00-7000-8000-0000000000ff';
const isUnit = (unitId: string) => ['HQ', 'QA', 'CS'].includes(unitId);

const aCase = (replaced: Partial<InvestigationRound> = {}): InvestigationRound => ({
  complaintId: '019a9d6e-7a00-7000-8000-000000000001',
  complaintNo: 'GSCS-260302-00001',
  cycle: 0,
  round: 1,
  assignmentId: '019a9d6e-7a00-7000-8000-0000000000ab',
  unitId: 'QA',
  handlerId: 'staff:zhao.qa',
  category: 'PRODUCT_QUALITY.DEFECT',
  severity: 'MAJOR',
  urgency: 'NORMAL',
  priority: 'P2',
  flags: [],
  status: 'OPEN',
  version: 1,
  openedAt: new Date('2026-03-02T05:00:00Z'),
  closedAt: null,
  ...replaced,
});

const aSituation = (replaced: Partial<CaseSituation> = {}): CaseSituation => ({
  investigation: aCase(),
  complaintState: 'UNDER_INVESTIGATION',
  evidenceIds: [EVIDENCE],
  minEvidenceItems: 1,
  pauses: 0,
  openQuestions: null,
  openThirdParties: [],
  thirdPartyAskedAt: null,
  ...replaced,
});

const aDetermination = (replaced: Partial<Determination> = {}): Determination => ({
  verdict: 'VALID',
  reasonableness: 'DEMAND_REASONABLE',
  responsibility: [{ party: 'COMPANY_UNIT', unitId: 'QA', percent: 100 }],
  rootCause: 'MATERIAL',
  findings: [{ text: 'The seal was cracked on delivery', evidenceIds: [EVIDENCE] }],
  scope: 'One batch',
  ...replaced,
});

const aWorker = (id: string, roles: CaseWorker['roles'], unitIds: string[] = []): CaseWorker => ({
  id,
  roles,
  isOver: (unitId) => unitIds.includes(unitId),
});

const handler = aWorker('staff:zhao.qa', ['UNIT_HANDLER'], ['QA']);
const codes = (obstacles: readonly { code: string }[]) => obstacles.map((obstacle) => obstacle.code);
const pointers = (faults: readonly { pointer: string }[]) => faults.map((fault) => fault.pointer);

describe('who investigates', () => {
  it.each([
    ['the handler', handler],
    ['an investigator of the unit', aWorker('staff:b', ['INVESTIGATOR'], ['QA'])],
    ['the manager of the unit', aWorker('staff:c', ['UNIT_MANAGER'], ['QA'])],
    ['an investigator of the unit above', aWorker('staff:d', ['INVESTIGATOR'], ['HQ', 'QA'])],
  ])('%s may determine', (_, worker) => {
    expect(obstaclesToDetermine(aSituation(), worker)).toEqual([]);
  });

  it.each([
    ['another handler of the unit', aWorker('staff:e', ['UNIT_HANDLER'], ['QA'])],
    ['an investigator of another unit', aWorker('staff:f', ['INVESTIGATOR'], ['CS'])],
    ['an approver', aWorker('staff:g', ['REMEDY_APPROVER'], ['QA'])],
  ])('%s may not, and is told who can', (_, worker) => {
    expect(obstaclesToDetermine(aSituation(), worker)).toEqual([
      {
        code: 'NOT_INVESTIGATOR_OF_THE_CASE',
        whoCan: [
          { person: 'staff:zhao.qa' },
          { role: 'INVESTIGATOR', unit: 'QA' },
          { role: 'UNIT_MANAGER', unit: 'QA' },
        ],
      },
    ]);
  });

  it('shows words to those who work on the case only', () => {
    expect(readsWords(aCase(), handler)).toBe(true);
    expect(readsWords(aCase(), aWorker('staff:h', ['CASE_LEAD']))).toBe(true);
    expect(readsWords(aCase(), aWorker('staff:i', ['ANALYST'], ['QA']))).toBe(false);
    expect(readsWords(aCase(), aWorker('staff:j', ['UNIT_HANDLER'], ['CS']))).toBe(false);
  });
});

describe('when a case takes evidence and a verdict', () => {
  it('takes none after the complaint went on', () => {
    const determined = aSituation({ investigation: aCase({ status: 'DETERMINED' }), complaintState: 'DETERMINED' });

    expect(codes(obstaclesToAddEvidence(determined, handler))).toEqual(['NOT_UNDER_INVESTIGATION']);
    expect(codes(obstaclesToDetermine(determined, handler))).toEqual(['NOT_UNDER_INVESTIGATION']);
  });

  it('takes none in a complaint that was withdrawn a moment ago', () => {
    expect(codes(obstaclesToAddEvidence(aSituation({ complaintState: 'WITHDRAWN' }), handler))).toEqual([
      'NOT_UNDER_INVESTIGATION',
    ]);
  });

  // IV-02
  it('wants the evidence that the pack asks for before a verdict', () => {
    const bare = aSituation({ evidenceIds: [EVIDENCE], minEvidenceItems: 2 });

    expect(obstaclesToDetermine(bare, handler)).toEqual([
      { code: 'NOT_ENOUGH_EVIDENCE', params: { required: 2, present: 1 } },
    ]);
    expect(obstaclesToDetermine(bare, handler, { hasReasonForNone: true })).toEqual([]);
    expect(obstaclesToAddEvidence(bare, handler)).toEqual([]);
  });
});

describe('what a verdict must say', () => {
  const faults = (replaced: Partial<Determination>) =>
    pointers(faultsOfDetermination(aDetermination(replaced), aSituation(), isUnit));

  // RS-08, LI-06
  it('is content with shares of 100 and findings that cite the case', () => {
    expect(faults({})).toEqual([]);
    expect(
      faults({
        responsibility: [
          { party: 'COMPANY_UNIT', unitId: 'QA', percent: 60 },
          { party: 'COMPANY_UNIT', unitId: 'CS', percent: 15 },
          { party: 'SUPPLIER', percent: 25 },
        ],
      }),
    ).toEqual([]);
  });

  it.each([99, 101, 0])('refuses shares that sum to %i', (percent) => {
    expect(faults({ responsibility: [{ party: 'SUPPLIER', percent }] })).toEqual(['/responsibility']);
  });

  // RS-07, IV-24
  it('refuses to blame the company without a unit, a unit that does not exist, and anybody twice', () => {
    expect(faults({ responsibility: [{ party: 'COMPANY_UNIT', percent: 100 }] })).toEqual(['/responsibility/0/unitId']);
    expect(faults({ responsibility: [{ party: 'COMPANY_UNIT', unitId: 'NOWHERE', percent: 100 }] })).toEqual([
      '/responsibility/0/unitId',
    ]);
    expect(
      faults({
        responsibility: [
          { party: 'CUSTOMER', percent: 50 },
          { party: 'CUSTOMER', percent: 50 },
        ],
      }),
    ).toEqual(['/responsibility/1']);
  });

  // IV-09
  it('refuses a finding that cites what is not on the case', () => {
    expect(faults({ findings: [{ text: 'x', evidenceIds: [EVIDENCE, ELSEWHERE] }] })).toEqual([
      '/findings/0/evidenceIds/1',
    ]);
  });
});

describe('the case itself', () => {
  const at = new Date('2026-03-03T05:00:00Z');
  const act = { by: handler, at };
  const naming = { determinationId: '019a9d6e-7a00-7000-8000-0000000000ae', isUnit };

  it('takes evidence in, on which a verdict can then rest', () => {
    const investigation = InvestigationCase.restore(aSituation({ evidenceIds: [] }));
    expect(() => investigation.determine(aDetermination(), naming, act)).toThrow(Blocked);

    const received = investigation.addEvidence({ evidenceId: EVIDENCE }, act);

    expect(received).toMatchObject({ evidenceId: EVIDENCE, cycle: 0, receivedAt: at, addedBy: 'staff:zhao.qa' });
    expect(investigation.determine(aDetermination(), naming, act)).toMatchObject({
      verdict: { verdict: 'VALID', rootCause: 'MATERIAL' },
      findingCount: 1,
      investigatorId: 'staff:zhao.qa',
      determinedAt: at,
      unitId: 'QA',
    });
    expect(investigation.now.investigation).toMatchObject({ status: 'DETERMINED', closedAt: at, version: 3 });
  });

  it('is determined once, and takes no evidence afterwards', () => {
    const investigation = InvestigationCase.restore(aSituation());
    investigation.determine(aDetermination(), naming, act);

    expect(() => investigation.determine(aDetermination(), naming, act)).toThrow(Blocked);
    expect(() => investigation.addEvidence({ evidenceId: ELSEWHERE }, act)).toThrow(Blocked);
  });

  it('refuses evidence from the future and a verdict that does not hold', () => {
    const investigation = InvestigationCase.restore(aSituation());
    const tomorrow = new Date('2026-03-04T05:00:00Z');

    expect(() => investigation.addEvidence({ evidenceId: ELSEWHERE, receivedAt: tomorrow }, act)).toThrow(WrongFields);
    expect(() =>
      investigation.determine(aDetermination({ responsibility: [{ party: 'SUPPLIER', percent: 99 }] }), naming, act),
    ).toThrow(WrongFields);
    expect(investigation.now.investigation.status).toBe('OPEN');
  });
});
