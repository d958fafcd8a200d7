import { InMemoryDirectory } from '@redress/access';
import { aPerson, aUnit } from '@redress/testing';
import { shippedPack } from '../../sla-clock/clock-builders.spec';
import { levelOf, type EscalationCause } from './escalation-causes';
import { escalationTarget } from './escalation-target';

const general = shippedPack('GENERAL_SERVICE');
const manufacturing = shippedPack('MANUFACTURING_8D');

function aDirectory() {
  const directory = new InMemoryDirectory();
  for (const entry of [
    aUnit('HQ', { headId: 'staff:gu' }),
    aUnit('QA', { parentId: 'HQ', headId: 'staff:qian' }),
    aUnit('LAB', { parentId: 'QA' }),
    aPerson('staff:gu', ['EXECUTIVE'], { unitId: 'HQ' }),
    aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA' }),
    aPerson('staff:abel', ['UNIT_MANAGER'], { unitId: 'QA' }),
  ]) {
    directory.apply(entry.id, entry);
  }
  return directory;
}

// ES-07
describe('who answers at a level', () => {
  it('is nobody but the handler at level 0', () => {
    expect(escalationTarget(general, 0, 'QA', aDirectory())).toBeUndefined();
  });

  it('is the head of the unit before others with the role', () => {
    expect(escalationTarget(general, 1, 'QA', aDirectory())).toBe('staff:qian');
  });

  it('is the next with the role when the head is not active', () => {
    const directory = aDirectory();
    directory.apply('staff:qian', aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA', active: false }));

    expect(escalationTarget(general, 1, 'QA', directory)).toBe('staff:abel');
  });

  it('is somebody above when the unit has nobody', () => {
    expect(escalationTarget(general, 1, 'LAB', aDirectory())).toBe('staff:qian');
  });

  it('is the head of the parent unit whatever his role', () => {
    expect(escalationTarget(general, 2, 'QA', aDirectory())).toBe('staff:gu');
  });

  it('is the top of the ladder above it', () => {
    expect(escalationTarget(general, 5, 'QA', aDirectory())).toBe('staff:gu');
  });

  it('is unknown for a unit that is not in the directory', () => {
    expect(escalationTarget(general, 1, 'GONE', aDirectory())).toBeUndefined();
  });
});

describe('the level of a complaint', () => {
  const breach = (key: string, profile: 'A' | 'B' | 'C' | 'D' = 'A'): EscalationCause => ({
    key,
    kind: 'BREACH',
    profile,
  });

  it('rises by one with every missed limit', () => {
    expect(levelOf([breach('one'), breach('two', 'B')], general)).toBe(2);
  });

  // domain section 4.1: 150 and 200 per cent of A and B
  it('rises by two in place of one at 150 per cent, and to level 4 at 200', () => {
    const overrun = (percent: 150 | 200, profile: 'A' | 'B' | 'C' | 'D' = 'A'): EscalationCause[] => [
      breach('before', profile),
      { key: 'one', kind: 'BREACH', profile, overrun: percent },
    ];

    expect(levelOf(overrun(150), general)).toBe(3);
    expect(levelOf(overrun(150).slice(1), general)).toBe(2);
    expect(levelOf(overrun(200, 'B'), general)).toBe(4);
    expect(levelOf(overrun(200), manufacturing)).toBe(3);
    expect(levelOf(overrun(200, 'C'), general)).toBe(3);
    expect(levelOf(overrun(200, 'D'), general)).toBe(0);
  });

  it('goes to level 3 at once when a statutory limit is missed', () => {
    expect(levelOf([breach('one', 'C')], general)).toBe(3);
  });

  it('falls again by what a withdrawn breach had raised, and by no more', () => {
    const causes: EscalationCause[] = [breach('one'), { key: 'asked', kind: 'ASKED', level: 2 }, breach('three')];

    expect(levelOf(causes, general)).toBe(3);
    expect(levelOf(causes.slice(1), general)).toBe(3);
    expect(levelOf(causes.slice(0, 2), general)).toBe(2);
  });

  it('rises with the first failed follow-up or the second, as the pack says', () => {
    const failed = (failures: number): EscalationCause => ({ key: `r${failures}`, kind: 'DISSATISFIED', failures });

    expect(levelOf([failed(1)], general)).toBe(1);
    expect(levelOf([failed(1)], manufacturing)).toBe(0);
    expect(levelOf([failed(1), failed(2)], manufacturing)).toBe(1);
  });
});
