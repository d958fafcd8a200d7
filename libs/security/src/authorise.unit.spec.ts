import { AccessDenied, authorise, DirectoryNotReady, requireScope } from './authorise';
import { InMemoryDirectory, type DirectoryPerson } from './directory';
import type { Principal } from './principal';

const lin: Principal = { sub: 'staff:lin.intake', clientId: 'console', kind: 'STAFF', scopes: ['openid'] };

const aPerson = (over: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  id: lin.sub,
  name: 'Lin',
  roles: ['INTAKE_OFFICER'],
  unitId: 'service-east',
  capacity: 10,
  active: true,
  ...over,
});

const aDirectory = (...people: DirectoryPerson[]): InMemoryDirectory => {
  const directory = new InMemoryDirectory();
  directory.putUnit({ id: 'service', name: 'Service', parentId: null, headId: 'staff:qian.head' });
  directory.putUnit({ id: 'service-east', name: 'East', parentId: 'service', headId: 'staff:sun.east' });
  directory.putUnit({ id: 'service-west', name: 'West', parentId: 'service', headId: null });
  people.forEach((person) => directory.putPerson(person));
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

    const person = authorise(lin, directory, { roles: ['DISPATCHER', 'INTAKE_OFFICER'], unit: 'service-east' });

    expect(person.unitId).toBe('service-east');
  });

  it('lets somebody of a higher unit act below it, and not beside it', () => {
    const head = aDirectory(aPerson({ unitId: 'service' }));

    expect(authorise(lin, head, { unit: 'service-west' }).id).toBe(lin.sub);
    expect(() => authorise(lin, aDirectory(aPerson()), { unit: 'service' })).toThrow(AccessDenied);
  });

  it('says everything that is missing and who grants it', () => {
    const refused = denial(() => authorise(lin, aDirectory(aPerson()), { roles: ['DISPATCHER'], unit: 'service' }));

    expect(refused.missing).toEqual([
      { kind: 'ROLE', anyOf: ['DISPATCHER'] },
      { kind: 'UNIT', unit: 'service' },
    ]);
    expect(refused.grantedBy).toEqual([{ role: 'ORGANISATION_ADMIN' }, { person: 'staff:qian.head' }]);
  });

  it('names the administrator once when a unit has no head', () => {
    const refused = denial(() => authorise(lin, aDirectory(aPerson()), { roles: ['SYSTEM'], unit: 'service-west' }));

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

  it('demands a scope of the token', () => {
    expect(denial(() => requireScope(lin, 'clock:drive')).missing).toEqual([{ kind: 'SCOPE', scope: 'clock:drive' }]);
    expect(() => requireScope({ ...lin, scopes: ['clock:drive'] }, 'clock:drive')).not.toThrow();
  });
});

describe('the directory', () => {
  it('forgets what a tombstone removes', () => {
    const directory = aDirectory(aPerson());

    directory.remove(lin.sub);

    expect(directory.person(lin.sub)).toBeUndefined();
    expect(directory.membersOf('service-east')).toEqual([]);
  });

  it('ends the line of a unit whose tree loops', () => {
    const directory = aDirectory();
    directory.putUnit({ id: 'a', name: 'A', parentId: 'b', headId: null });
    directory.putUnit({ id: 'b', name: 'B', parentId: 'a', headId: null });

    expect(directory.lineOf('a')).toEqual(['a', 'b']);
  });
});
