import type { Caller } from '@redress/commands';
import { ACCESS, REACH, ROLES, type RoleCode } from '@redress/contracts';
import { aPerson, aUnit } from '@redress/testing';
import { AccessDenied } from './authorise';
import { CaseAccess, RemedyUnits, type CaseOperation, type CaseStanding, type Queryable } from './case-access';
import { InMemoryDirectory } from './directory';

const directory = new InMemoryDirectory();
for (const entry of [
  aUnit('HQ'),
  aUnit('CS', { parentId: 'HQ' }),
  aUnit('QA', { parentId: 'HQ', headId: 'staff:head' }),
  aUnit('LAB', { parentId: 'QA' }),
  aPerson('staff:handler', ['UNIT_HANDLER'], { unitId: 'QA', deputies: ['staff:deputy'] }),
]) {
  directory.apply(entry.id, entry);
}

class Owners extends RemedyUnits {
  asked = 0;

  override of(): Promise<readonly string[]> {
    this.asked += 1;
    return Promise.resolve(['CS']);
  }
}

const aCase = (over: Partial<CaseStanding> = {}): CaseStanding => ({
  organisationId: 'acme',
  unitId: 'QA',
  receivingUnit: 'CS',
  handlerId: 'staff:handler',
  tookPart: false,
  ...over,
});

const asDatabase = (standing: CaseStanding | null): Queryable => ({
  query: <R extends object>() => Promise.resolve({ rows: (standing ? [standing] : []) as unknown as R[] }),
});

const aReader = (roles: readonly RoleCode[], unitId: string | null = 'CS', over: Partial<Caller> = {}): Caller => ({
  sub: 'staff:reader',
  roles,
  unitId,
  organisationId: 'acme',
  onStory: { kind: 'STAFF', id: 'staff:reader' },
  ...over,
});

/** What a reader is told: that they may, that there is nothing, or what they lack. */
async function told(
  reader: Caller,
  standing: CaseStanding | null = aCase(),
  { operation = 'authenticated', owners }: { operation?: CaseOperation; owners?: Owners } = {},
): Promise<unknown> {
  const access = new CaseAccess(directory, owners);
  return access.mustSee(asDatabase(standing), '019a9d6e-7a00-7000-8000-000000000001', reader, operation).then(
    () => 'allowed',
    (error: unknown) => (error instanceof AccessDenied ? error.missing : (error as Error).name),
  );
}

// SY-01, SY-04, architecture 5.12
describe('who sees a complaint', () => {
  const roles = Object.keys(ROLES) as RoleCode[];

  it.each(roles)('%s of another organisation sees none, whatever they did and wherever they are', async (role) => {
    const everywhere = aCase({ tookPart: true, handlerId: 'staff:reader', unitId: 'HQ', receivingUnit: 'HQ' });

    expect(await told(aReader([role], 'HQ', { organisationId: 'globex' }), everywhere)).toBe('NotFound');
  });

  it('a complaint that is not there looks like one that is another’s', async () => {
    expect(await told(aReader(['EXECUTIVE']), null)).toBe('NotFound');
  });

  it.each(roles.filter((role) => REACH[role].includes('organisation')))(
    '%s sees every complaint of theirs',
    async (role) => {
      expect(await told(aReader([role], 'LAB'))).toBe('allowed');
    },
  );

  it('a handler sees what their unit or one below it is responsible for, and nothing beside or above it', async () => {
    const seen = async (unitId: string) => told(aReader(['UNIT_HANDLER'], 'QA'), aCase({ unitId }));

    expect(await Promise.all(['QA', 'LAB', 'CS', 'HQ'].map(seen))).toEqual([
      'allowed',
      'allowed',
      'NotFound',
      'NotFound',
    ]);
  });

  it('an approver sees cases on the own line', async () => {
    expect(await told(aReader(['REMEDY_APPROVER'], 'HQ'))).toBe('allowed');
    expect(await told(aReader(['REMEDY_APPROVER'], 'CS'))).toBe('NotFound');
  });

  it('the front line sees what the own unit received or is responsible for', async () => {
    expect(await told(aReader(['FRONTLINE'], 'CS'))).toBe('allowed');
    expect(await told(aReader(['FRONTLINE'], 'QA'))).toBe('allowed');
    expect(await told(aReader(['FRONTLINE'], 'QA'), aCase({ unitId: 'LAB' }))).toBe('NotFound');
  });

  it('handler, deputy of the handler and participants see it wherever they are', async () => {
    expect(await told(aReader(['UNIT_HANDLER'], 'CS', { sub: 'staff:handler' }))).toBe('allowed');
    expect(await told(aReader(['UNIT_HANDLER'], 'CS', { sub: 'staff:deputy' }))).toBe('allowed');
    expect(await told(aReader(['UNIT_HANDLER'], 'CS'), aCase({ tookPart: true }))).toBe('allowed');
  });

  it('those who are to carry out a remedy see it where remedies are known, and others cost no look for it', async () => {
    const owners = new Owners();

    expect(await told(aReader(['UNIT_HANDLER'], 'CS'), aCase(), { owners })).toBe('allowed');
    expect(await told(aReader(['INVESTIGATOR'], 'CS'), aCase(), { owners })).toBe('NotFound');
    expect(await told(aReader(['UNIT_HANDLER'], 'QA'), aCase(), { owners })).toBe('allowed');
    expect(owners.asked).toBe(1);
  });

  it('somebody without a unit sees only what is theirs', async () => {
    expect(await told(aReader(['UNIT_HANDLER'], null))).toBe('NotFound');
  });
});

describe('who may do something with a complaint that they see', () => {
  it('is told which role is missing', async () => {
    const operation = ACCESS.routing.assessComplaint;

    expect(await told(aReader(['ANALYST']), aCase(), { operation })).toEqual([{ kind: 'ROLE', anyOf: operation }]);
  });

  it('is told which relation is missing to the role that could', async () => {
    const operation = ACCESS.investigation.determine;

    expect(await told(aReader(['ANALYST', 'INVESTIGATOR']), aCase(), { operation })).toEqual([
      { kind: 'RELATION', anyOf: REACH.INVESTIGATOR, unit: 'QA' },
    ]);
  });

  it('is let pass with role and relation', async () => {
    const operation = ACCESS.investigation.determine;

    expect(await told(aReader(['INVESTIGATOR'], 'QA'), aCase(), { operation })).toBe('allowed');
  });
});
