import type { RoleCode } from '@redress/contracts';
import { InMemoryDirectory, type DirectoryUnit } from './directory';
import { staffRankOf } from './staff-rank';

const directory = new InMemoryDirectory();
directory.apply('QA', {
  kind: 'UNIT',
  id: 'QA',
  organisationId: 'acme',
  name: { zh: 'QA', en: 'QA' },
  parentId: null,
  headId: 'staff:head',
} satisfies DirectoryUnit);

const rankOf = (roles: RoleCode[], sub = 'staff:one', unitId: string | null = 'QA') =>
  staffRankOf({ sub, roles, unitId }, directory);

// SL-08, contracts, section 7
describe('the rank of a member of staff', () => {
  it('follows from the highest of the roles', () => {
    expect(rankOf(['FRONTLINE'])).toBe('EMPLOYEE');
    expect(rankOf(['FRONTLINE', 'CASE_LEAD'])).toBe('LEAD');
    expect(rankOf(['CASE_LEAD', 'UNIT_MANAGER'])).toBe('MANAGER');
    expect(rankOf(['UNIT_MANAGER', 'EXECUTIVE'])).toBe('EXECUTIVE');
  });

  it('is a manager’s for the head of a unit, whatever the roles', () => {
    expect(rankOf(['UNIT_HANDLER'], 'staff:head')).toBe('MANAGER');
    expect(rankOf(['UNIT_HANDLER'], 'staff:head', null)).toBe('EMPLOYEE');
  });
});
