import type { Principal } from '@redress/security';
import { AccessDenied, authorise, authoriseAtMachineEndpoint, DirectoryNotReady } from './authorise';
import { InMemoryDirectory, type DirectoryPerson, type DirectoryUnit } from './directory';

const lin: Principal = { sub: 'staff:lin.intake', clientId: 'console', kind: 'STAFF', scopes: ['openid'] };

const aPerson = (over: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  kind: 'STAFF',
  id: lin.sub,
  organisationId: 'acme',
  name: 'Lin',
  roles: ['INTAKE_OFFICER'],
  unitId: 'CS_EAST',
  capacity: 10,
  active: true,
  reportsTo: null,
  deputies: [],
  email: null,
  locale: 'zh-CN',
  ...over,
});

const aUnit = (id: string, parentId: string | null, headId: string | null): DirectoryUnit => ({
  kind: 'UNIT',
  id,
  organisationId: 'acme',
  name: { zh: id, en: id },
  parentId,
  headId,
});

const aDirectory = (...people: DirectoryPerson[]): InMemoryDirectory => {
  const directory = new InMemoryDirectory();
  const units = [
    aUnit('CS', null, 'staff:qian.head'),
    aUnit('CS_EAST', 'CS', 'staff:sun.east'),
    aUnit('CS_WEST', 'CS', null),
  ];
  for (const entry of [...units, ...people]) directory.apply(entry.id, entry);
  directory.markReady();
  return directory;
};

const denial = (work: () => unknown): AccessDenied => {
  try {
    work();
  } catch (error) {
    if (error instanceof AccessDenied) return error;
    throw error;
  }
  throw new Error('it was allowed');
};

describe('authorising a caller', () => {
  it('answers the directory entry of somebody with one of the roles, in the unit', () => {
    const directory = aDirectory(aPerson());

    const person = authorise(lin, directory, { roles: ['DISPATCHER', 'INTAKE_OFFICER'], unit: 'CS_EAST' });

    expect(person.unitId).toBe('CS_EAST');
  });

  it('lets somebody of a higher unit act below it, and not beside it', () => {
    const head = aDirectory(aPerson({ unitId: 'CS' }));

    expect(authorise(lin, head, { unit: 'CS_WEST' }).id).toBe(lin.sub);
    expect(() => authorise(lin, aDirectory(aPerson()), { unit: 'CS' })).toThrow(AccessDenied);
  });

  it('says everything that is missing and who grants it', () => {
    const refused = denial(() => authorise(lin, aDirectory(aPerson()), { roles: ['DISPATCHER'], unit: 'CS' }));

    expect(refused.missing).toEqual([
      { kind: 'ROLE', anyOf: ['DISPATCHER'] },
      { kind: 'UNIT', unit: 'CS' },
    ]);
    expect(refused.grantedBy).toEqual([{ role: 'ORGANISATION_ADMIN' }, { person: 'staff:qian.head' }]);
  });

  it('names the administrator once when a unit has no head', () => {
    const refused = denial(() => authorise(lin, aDirectory(aPerson()), { roles: ['SYSTEM'], unit: 'CS_WEST' }));

    expect(refused.grantedBy).toEqual([{ role: 'ORGANISATION_ADMIN' }]);
  });

  it.each([
    ['unknown', []],
    ['inactive', [aPerson({ active: false })]],
  ])('refuses somebody %s', (_case, people) => {
    const refused = denial(() => authorise(lin, aDirectory(...people)));

    expect(refused.missing).toEqual([{ kind: 'DIRECTORY_ENTRY' }]);
  });

  it('judges nobody before the directory was read', () => {
    expect(() => authorise(lin, new InMemoryDirectory())).toThrow(DirectoryNotReady);
  });

  // SY-01
  describe('at an endpoint for programs', () => {
    const crm: Principal = { sub: 'client:crm', clientId: 'client:crm', kind: 'CLIENT', scopes: ['complaints:submit'] };
    const entry = aPerson({ id: 'client:crm', kind: 'CLIENT', roles: ['SYSTEM', 'FRONTLINE'] });
    const submitting = { scopes: ['complaints:submit'], people: ['FRONTLINE'] } as const;
    const driving = { scopes: ['clock:drive'] } as const;

    it('a program passes with the scope and an active entry of the directory', () => {
      expect(authoriseAtMachineEndpoint(crm, aDirectory(entry), submitting)).toBe(entry);
    });

    it.each([
      [
        'without the scope',
        { ...crm, scopes: ['operations'] },
        [entry],
        { kind: 'SCOPE', anyOf: ['complaints:submit'] },
      ],
      ['without an entry', crm, [], { kind: 'DIRECTORY_ENTRY' }],
      ['that is not active', crm, [{ ...entry, active: false }], { kind: 'DIRECTORY_ENTRY' }],
    ])('a program %s is refused, whatever its roles', (_case, principal, people, missing) => {
      const refused = denial(() => authoriseAtMachineEndpoint(principal, aDirectory(...people), submitting));

      expect(refused.missing).toEqual([missing]);
    });

    it('a person passes by a role, and by no scope', () => {
      const withScope = { ...lin, scopes: ['complaints:submit', 'clock:drive'] };
      const found = authoriseAtMachineEndpoint(lin, aDirectory(aPerson({ roles: ['FRONTLINE'] })), submitting);

      expect(found.id).toBe(lin.sub);
      const analyst = aDirectory(aPerson({ roles: ['ANALYST'] }));
      expect(denial(() => authoriseAtMachineEndpoint(withScope, analyst, submitting)).missing).toEqual([
        { kind: 'ROLE', anyOf: ['FRONTLINE'] },
      ]);
      expect(denial(() => authoriseAtMachineEndpoint(withScope, analyst, driving)).missing).toEqual([
        { kind: 'SCOPE', anyOf: ['clock:drive'] },
      ]);
    });

    it('the roles of a program open nothing elsewhere', () => {
      const refused = denial(() => authorise(crm, aDirectory(entry), { roles: ['SYSTEM', 'FRONTLINE'] }));

      expect(refused.missing).toEqual([{ kind: 'PERSON' }]);
    });
  });
});

describe('the directory', () => {
  it('forgets what a tombstone removes', () => {
    const directory = aDirectory(aPerson());

    directory.apply(lin.sub, null);

    expect(directory.person(lin.sub)).toBeUndefined();
    expect(directory.membersOf('CS_EAST')).toEqual([]);
  });

  it('ends the line of a unit whose tree loops', () => {
    const directory = aDirectory();
    directory.apply('A', aUnit('A', 'B', null));
    directory.apply('B', aUnit('B', 'A', null));

    expect(directory.lineOf('A')).toEqual(['A', 'B']);
  });
});
