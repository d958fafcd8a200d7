import { InMemoryDirectory } from '@redress/security';
import { aUnit } from '@redress/testing';
import { maySee, type Reader } from './visibility';

const directory = new InMemoryDirectory();
for (const unit of [
  aUnit('HQ'),
  aUnit('QA', { parentId: 'HQ' }),
  aUnit('LAB', { parentId: 'QA' }),
  aUnit('FIN', { parentId: 'HQ' }),
]) {
  directory.apply(unit.id, unit);
}

const reader = (roles: Reader['roles'], unitId: string | null): Reader => ({ id: 'staff:reader', roles, unitId });
const workOf = (queueUnit: string, handlerId: string | null = null) => ({ queueUnit, handlerId });

describe('who sees which work', () => {
  it.each<Reader['roles'][number]>([
    'EXECUTIVE',
    'DISPATCHER',
    'TRIAGE_OFFICER',
    'FOLLOW_UP_SPECIALIST',
    'ORGANISATION_ADMIN',
  ])('%s sees the work of every unit', (role) => {
    expect(maySee(reader([role], 'FIN'), workOf('LAB'), directory)).toBe(true);
  });

  it('a handler sees the own unit and those below it, and nothing beside it', () => {
    const handler = reader(['UNIT_HANDLER'], 'QA');

    expect(
      [workOf('QA'), workOf('LAB'), workOf('FIN'), workOf('HQ')].map((work) => maySee(handler, work, directory)),
    ).toEqual([true, true, false, false]);
  });

  it('the front line sees the own unit only', () => {
    expect(maySee(reader(['FRONTLINE'], 'QA'), workOf('LAB'), directory)).toBe(false);
  });

  it('whoever handles a complaint sees it wherever it lies', () => {
    expect(maySee(reader(['UNIT_HANDLER'], 'QA'), workOf('FIN', 'staff:reader'), directory)).toBe(true);
  });

  it('somebody without a unit sees nothing', () => {
    expect(maySee(reader(['UNIT_HANDLER'], null), workOf('QA'), directory)).toBe(false);
  });
});
