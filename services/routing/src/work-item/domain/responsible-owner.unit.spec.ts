import { InMemoryDirectory } from '@redress/access';
import type { RoleCode } from '@redress/contracts';
import { aPerson, aUnit } from '@redress/testing';
import { leadsDispatching, managesFor, ownerOf } from './responsible-owner';

function aDirectory() {
  const directory = new InMemoryDirectory();
  for (const entry of [
    aUnit('HQ', { headId: 'staff:he' }),
    aUnit('QA', { parentId: 'HQ', headId: 'staff:qian' }),
    aUnit('LAB', { parentId: 'QA' }),
    aUnit('CS', { parentId: 'HQ', headId: 'staff:sun' }),
    aPerson('staff:he', ['EXECUTIVE'], { unitId: 'HQ' }),
    aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA', deputies: ['staff:lu'] }),
    aPerson('staff:lu', ['UNIT_HANDLER'], { unitId: 'QA' }),
    aPerson('staff:wu', ['UNIT_HANDLER'], { unitId: 'QA', deputies: ['staff:zhou'] }),
    aPerson('staff:zhou', ['UNIT_HANDLER'], { unitId: 'QA' }),
    aPerson('staff:sun', ['UNIT_MANAGER'], { unitId: 'CS' }),
    aPerson('staff:deng', ['DISPATCHER'], { unitId: 'CS', reportsTo: 'staff:mo' }),
    aPerson('staff:mo', ['CASE_LEAD'], { unitId: 'QA' }),
  ]) {
    directory.apply(entry.id, entry);
  }
  return directory;
}

const directory = aDirectory();
const reader = (id: string, roles: readonly RoleCode[] = directory.person(id)?.roles ?? []) => ({
  id,
  roles,
  unitId: directory.person(id)?.unitId ?? null,
});

// RT-03
describe('who answers for the complaints of a unit', () => {
  it('is who leads it, of a unit without a head who leads the one above', () => {
    expect(ownerOf(directory, 'QA')).toBe('staff:qian');
    expect(ownerOf(directory, 'LAB')).toBe('staff:qian');
  });

  it('is never the person complained about', () => {
    expect(ownerOf(directory, 'QA', 'staff:qian')).toBe('staff:he');
  });

  it('is no one where no one is left up to the top', () => {
    expect(ownerOf(directory, 'HQ', 'staff:he')).toBeNull();
  });
});

// RT-04
describe('acting for a unit', () => {
  it.each([
    ['its manager', 'staff:qian', 'QA', true],
    ['a manager of the unit above', 'staff:qian', 'LAB', true],
    ['a deputy of who leads it', 'staff:lu', 'QA', true],
    ['a deputy of who leads it, below it', 'staff:lu', 'LAB', false],
    ['a deputy of a handler', 'staff:zhou', 'QA', false],
    ['a handler', 'staff:wu', 'QA', false],
    ['a manager elsewhere', 'staff:sun', 'QA', false],
  ])('%s', (_, id, unit, may) => {
    expect(managesFor(directory, reader(id), unit)).toBe(may);
  });
});

describe('leading those who dispatch for a unit', () => {
  const byDeng = { assignedBy: 'staff:deng', receivingUnit: 'QA' };
  const byRules = { assignedBy: null, receivingUnit: 'QA' };

  it.each([
    ['an executive', 'staff:he', byDeng, true],
    ['who the dispatcher reports to', 'staff:mo', byDeng, true],
    ['a manager of the dispatcher’s unit', 'staff:sun', byDeng, true],
    ['a manager of the unit it came to', 'staff:qian', byDeng, false],
    ['the dispatcher', 'staff:deng', byDeng, false],
    ['a manager of the unit that received it, of what the rules assigned', 'staff:qian', byRules, true],
    ['a manager elsewhere, of what the rules assigned', 'staff:sun', byRules, false],
  ])('%s', (_, id, assignment, leads) => {
    expect(leadsDispatching(directory, reader(id), assignment)).toBe(leads);
  });

  it('is nothing that one does of an assignment of one’s own', () => {
    expect(leadsDispatching(directory, reader('staff:deng', ['EXECUTIVE']), byDeng)).toBe(false);
  });
});
