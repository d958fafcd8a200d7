import type { RoleCode } from '@redress/contracts';
import { listsOrganisation, listsUnitsBelow, type Reader } from './reader';

const reader = (...roles: RoleCode[]): Reader => ({ id: 'staff:reader', roles, unitId: 'QA' });

describe('whose work list it is', () => {
  it.each<RoleCode>(['EXECUTIVE', 'DISPATCHER', 'TRIAGE_OFFICER', 'FOLLOW_UP_SPECIALIST', 'ORGANISATION_ADMIN'])(
    '%s lists the work of every unit of the organisation',
    (role) => {
      expect(listsOrganisation(reader(role))).toBe(true);
    },
  );

  it('a handler lists the own unit and those below it', () => {
    expect([listsOrganisation(reader('UNIT_HANDLER')), listsUnitsBelow(reader('UNIT_HANDLER'))]).toEqual([false, true]);
  });

  it('the front line lists the own unit only', () => {
    expect([listsOrganisation(reader('FRONTLINE')), listsUnitsBelow(reader('FRONTLINE'))]).toEqual([false, false]);
  });
});
