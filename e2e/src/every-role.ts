import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES, type RoleCode } from '@redress/contracts';
import { demoDirectoryFile } from '@redress/local';

/** Every role that members of staff have. */
export const STAFF_ROLES = (Object.keys(ROLES) as RoleCode[]).filter(
  (role) => role !== 'COMPLAINANT' && role !== 'SYSTEM',
);

/** The `sub` of the one who has this role and no other. */
export const memberFor = (role: RoleCode) => `staff:each.${role.toLowerCase().replaceAll('_', '-')}`;

/** The demo organisation with one more member of staff for every role there is, as a file in `folder`. */
export function directoryWithEveryRole(folder: string): string {
  const directory = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { staff: object[] };
  const staff = STAFF_ROLES.map((role) => ({
    id: memberFor(role),
    kind: 'STAFF',
    name: role,
    roles: [role],
    unitId: 'HQ',
    capacity: 0,
    active: true,
    reportsTo: null,
    deputies: [],
    email: `${role.toLowerCase()}@acme.example`,
    locale: 'en',
  }));
  const file = join(folder, 'directory.json');
  writeFileSync(file, JSON.stringify({ ...directory, staff: [...directory.staff, ...staff] }));
  return file;
}
