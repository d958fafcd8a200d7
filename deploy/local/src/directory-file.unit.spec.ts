import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES } from '@redress/contracts';
import { demoDirectoryFile, readDirectoryFile } from './directory-file';
import { CLIENT_SCOPES } from './openid-provider/openid-provider';

interface Unit {
  id: string;
  parentId: string | null;
  headId: string;
}
interface Member {
  id: string;
  kind: string;
  roles: string[];
  unitId: string;
  capacity: number;
  reportsTo: string | null;
  deputies: string[];
  submits?: object;
}

describe('the demo organisation', () => {
  const file = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { units: Unit[]; staff: Member[] };
  const ids = new Set(file.staff.map(({ id }) => id));

  it('follows the rules of the directory', () => {
    const { organisationId, staff } = readDirectoryFile(demoDirectoryFile());
    expect(organisationId).toBe('acme');
    expect(staff.filter(({ kind }) => kind === 'STAFF').length).toBeGreaterThanOrEqual(16);
  });

  it('has somebody in every role but the complainant', () => {
    const held = new Set(file.staff.flatMap(({ roles }) => roles));
    expect(Object.keys(ROLES).filter((role) => !held.has(role))).toEqual(['COMPLAINANT']);
  });

  it('names nobody and nothing that is not in it', () => {
    const people = file.staff.flatMap(({ reportsTo, deputies }) => [reportsTo, ...deputies]);
    const heads = file.units.map(({ headId }) => headId);
    expect([...people, ...heads].filter((id) => id !== null && !ids.has(id))).toEqual([]);
    const units = new Set(file.units.map(({ id }) => id));
    expect(file.units.filter(({ parentId }) => parentId !== null && !units.has(parentId))).toEqual([]);
  });

  it('has two handlers with capacity in every unit that handles complaints', () => {
    for (const unit of ['CS', 'QA', 'LOG', 'FIN']) {
      const handlers = file.staff.filter(
        ({ unitId, roles, capacity }) => unitId === unit && roles.includes('UNIT_HANDLER') && capacity > 0,
      );
      expect(handlers.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('keeps handling, approving and following up in different hands', () => {
    const duties = ['CASE_LEAD', 'REMEDY_APPROVER', 'FOLLOW_UP_SPECIALIST'];
    const withTwo = file.staff.filter(({ roles }) => roles.filter((role) => duties.includes(role)).length > 1);
    expect(withTwo).toEqual([]);
  });
});

// SY-01
describe('those who may do much in the demo organisation', () => {
  const file = JSON.parse(readFileSync(demoDirectoryFile(), 'utf8')) as { staff: Member[] };

  it.each(['acme', 'globex'])('are two administrators of %s, so that one confirms what the other proposes', (of) => {
    const administrators = readDirectoryFile(demoDirectoryFile()).staff.filter(
      ({ roles, kind, organisationId }) =>
        roles.includes('ORGANISATION_ADMIN') && kind === 'STAFF' && organisationId === of,
    );

    expect(administrators).toHaveLength(2);
  });

  it('are no programs: each has the one scope that it needs, and who submits says for which units', () => {
    const clients = file.staff.filter(({ kind }) => kind === 'CLIENT');

    expect(clients.map(({ id, roles }) => [id, roles])).toEqual(clients.map(({ id }) => [id, ['SYSTEM']]));
    for (const { id, submits } of clients) {
      const scopes = CLIENT_SCOPES[id] ?? [];
      expect([id, scopes.length]).toEqual([id, 1]);
      expect([id, submits !== undefined]).toEqual([id, scopes.includes('complaints:submit')]);
    }
  });
});

describe('reading a directory file', () => {
  it('names every entry and field that breaks a rule', () => {
    const folder = mkdtempSync(join(tmpdir(), 'redress-directory-'));
    const broken = join(folder, 'broken.json');
    const member = {
      kind: 'STAFF',
      name: 'A',
      roles: [],
      capacity: 1,
      active: true,
      reportsTo: null,
      deputies: [],
      email: null,
      locale: 'en',
    };
    const content = {
      organisationId: 'acme',
      units: [{ id: 'CS', name: { zh: '客服', en: 'CS' }, parentId: null, headId: null }],
      staff: [
        { ...member, id: 'staff:a', unitId: 'CS', roles: ['JUGGLER'] },
        { ...member, id: 'staff:b', unitId: 'MOON' },
        { ...member, id: 'staff:c', unitId: 'CS' },
        { ...member, id: 'staff:c', unitId: 'CS' },
      ],
    };
    writeFileSync(broken, JSON.stringify(content));
    expect(() => readDirectoryFile(broken)).toThrow(
      /\/staff\/0\/roles\/0: [^]*\/staff\/1\/unitId: MOON is not a unit of this file[^]*\/staff\/3\/id: staff:c is there twice/,
    );
    rmSync(folder, { recursive: true });
  });
});
