import { workerOf, type Caller } from './caller';
import { faultAt } from './field-fault';
import { commandView, obstaclesOf, type Obstacle } from './obstacle';
import { Blocked, mustBeFree, mustBeTheRightPerson, mustBeValid, WrongFields, WrongPerson } from './refusals';

const WRONG_STATE: Obstacle = { code: 'WRONG_STATE', params: { state: 'CLOSED', needed: 'ASSIGNED' } };
const NOT_YOURS: Obstacle = { code: 'NOT_THE_DRAFTER', whoCan: [{ person: 'staff:zhao' }] };

const refusalOf = (work: () => void): unknown => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
};

describe('refusing a command', () => {
  it('lets one without obstacles and faults pass', () => {
    expect(() => {
      mustBeFree([]);
      mustBeTheRightPerson([WRONG_STATE]);
      mustBeValid([]);
    }).not.toThrow();
  });

  it('names all obstacles, in the words in which a read announces them', () => {
    const obstacles = obstaclesOf(WRONG_STATE, undefined, NOT_YOURS);

    expect(refusalOf(() => mustBeFree(obstacles))).toMatchObject({ obstacles: [WRONG_STATE, NOT_YOURS] });
    expect(commandView('draftPlan', ...obstacles)).toEqual({
      operationId: 'draftPlan',
      allowed: false,
      blockedBy: obstacles,
    });
  });

  it('tells the wrong person who could do it, and nothing of the rest', () => {
    const refusal = refusalOf(() => mustBeTheRightPerson([WRONG_STATE, NOT_YOURS]));

    expect(refusal).toBeInstanceOf(WrongPerson);
    expect(refusal).toBeInstanceOf(Blocked);
    expect(refusal).toMatchObject({ obstacles: [NOT_YOURS] });
  });

  it('names every faulty field', () => {
    const faults = [faultAt('/a', 'required'), faultAt('/b', 'absent-for', { by: 'UNREACHABLE' })];

    const refusal = refusalOf(() => mustBeValid(faults));

    expect(refusal).toBeInstanceOf(WrongFields);
    expect(refusal).toMatchObject({ faults });
  });
});

describe('a caller as a worker', () => {
  const caller: Caller = {
    sub: 'staff:zhao',
    roles: ['UNIT_HANDLER'],
    unitId: 'HQ',
    organisationId: 'acme',
    onStory: { kind: 'STAFF', id: 'staff:zhao' },
  };
  const units = { isWithin: (unit: string, above: string) => unit === above || above === 'HQ' };

  it('is over the own unit and those below it, and over none without a unit', () => {
    expect(workerOf(caller, units).isOver('QA')).toBe(true);
    expect(workerOf({ ...caller, unitId: 'QA' }, units).isOver('CS')).toBe(false);
    expect(workerOf({ ...caller, unitId: null }, units).isOver('QA')).toBe(false);
  });
});
