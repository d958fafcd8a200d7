import { InMemoryDirectory } from '@redress/access';
import { aPerson, aUnit } from '@redress/testing';
import { Addressees } from './addressees';

describe('those who are above a unit', () => {
  const directory = new InMemoryDirectory();
  for (const entry of [
    aUnit('HQ'),
    aUnit('DIVISION', { parentId: 'HQ' }),
    aUnit('QA', { parentId: 'DIVISION' }),
    aPerson('staff:zhou.qa', ['UNIT_MANAGER'], { unitId: 'QA' }),
    aPerson('staff:he.division', ['UNIT_MANAGER'], { unitId: 'DIVISION' }),
    aPerson('staff:gu.ceo', ['EXECUTIVE'], { unitId: 'HQ' }),
  ]) {
    directory.apply(entry.id, entry);
  }
  const people = new Addressees(directory, {
    complaintId: '019a9d6e-7a00-7000-8000-000000000001',
    organisationId: 'ACME',
    unitId: 'QA',
    receivingUnit: 'QA',
    participants: [],
  });

  // T31
  it('are asked at the nearest level where anyone is left who took no part', () => {
    const roles = ['UNIT_MANAGER', 'EXECUTIVE'] as const;
    expect(people.above(roles, new Set())).toEqual(['staff:he.division']);
    expect(people.above(roles, new Set(['staff:he.division']))).toEqual(['staff:gu.ceo']);
    expect(people.above(roles, new Set(['staff:he.division', 'staff:gu.ceo']))).toEqual([]);
  });
});
