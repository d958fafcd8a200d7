import { InvalidPack, lintForPublication, PackRegistry, UnknownPack } from './pack-registry';
import type { PolicyPack } from './policy-pack';
import { generalContent, shanghai } from './sample-packs.spec';

const version = (number: number, effectiveFrom: string): PolicyPack => ({
  ...generalContent(),
  version: number,
  effectiveFrom,
});
const documentOf = (content: PolicyPack) => ({
  id: content.id,
  version: content.version,
  effectiveFrom: new Date(content.effectiveFrom).toISOString(),
  content: content as unknown as Record<string, unknown>,
});
const march = '2026-03-01T00:00:00+08:00';
const april = '2026-04-01T00:00:00+08:00';

describe('the registry of packs', () => {
  it('gives the version in force at a time and any version by its number', () => {
    const registry = new PackRegistry();
    registry.put(documentOf(version(2, april)));
    registry.put(documentOf(version(1, march)));

    const inForce = ['2026-02-28T23:59', '2026-03-01T00:00', '2026-03-31T23:59', '2026-04-01T00:00'].map(
      (at) => registry.effective('GENERAL_SERVICE', shanghai(at))?.reference.version,
    );

    expect(inForce).toEqual([undefined, 1, 1, 2]);
    expect(registry.get('GENERAL_SERVICE', 1).reference).toEqual({ id: 'GENERAL_SERVICE', version: 1 });
    expect(registry.all().map((pack) => pack.reference.version)).toEqual([1, 2]);
  });

  it('gives an organisation its own version, and every other one what is for all', () => {
    const registry = new PackRegistry();
    registry.put(documentOf(version(1, march)));
    registry.put({ ...documentOf(version(2, april)), organisationId: 'acme' });

    const inForce = ['acme', 'globex', undefined].map(
      (organisation) =>
        registry.effective('GENERAL_SERVICE', shanghai('2026-05-01T00:00'), organisation)?.reference.version,
    );

    expect(inForce).toEqual([2, 1, 1]);
  });

  it('takes the same document twice', () => {
    const registry = new PackRegistry();
    registry.put(documentOf(version(1, march)));
    registry.put(documentOf(version(1, march)));

    expect(registry.all()).toHaveLength(1);
  });

  it('says which version it does not know', () => {
    expect(() => new PackRegistry().get('GENERAL_SERVICE', 9)).toThrow(UnknownPack);
    expect(() => new PackRegistry().get('GENERAL_SERVICE', 9)).toThrow('GENERAL_SERVICE version 9');
  });

  it('refuses a document whose content is broken or is another pack', () => {
    const registry = new PackRegistry();
    const broken = documentOf({ ...version(1, march), routing: [] });
    const other = { ...documentOf(version(1, march)), version: 2 };

    expect(() => registry.put(broken)).toThrow(InvalidPack);
    expect(() => registry.put(other)).toThrow(/document-differs/);
    expect(registry.all()).toEqual([]);
  });
});

describe('publishing a pack', () => {
  const published = new PackRegistry();
  published.put(documentOf(version(1, march)));
  const now = shanghai('2026-03-31T23:00');
  const rulesBroken = (pack: PolicyPack, more: object = {}) =>
    lintForPublication(pack, { now, published, ...more }).map(({ rule }) => rule);

  it('is allowed for the next version that counts ten minutes from now or later', () => {
    expect(rulesBroken(version(2, april))).toEqual([]);
    expect(rulesBroken(version(2, '2026-03-31T23:10:00+08:00'))).toEqual([]);
  });

  // contracts, section 7
  it('is refused when not everybody could have read it in time', () => {
    expect(rulesBroken(version(2, '2026-03-31T23:09:59+08:00'))).toEqual(['effective-too-soon']);
  });

  // SY-06
  it('is refused when it would change what is published', () => {
    expect(rulesBroken(version(1, april))).toEqual(['version-order']);
    expect(rulesBroken(version(2, '2026-02-01T00:00:00+08:00'))).toEqual(['effective-order', 'effective-too-soon']);
  });

  it('may reach back when the platform is being installed', () => {
    expect(rulesBroken(version(1, march), { published: new PackRegistry(), installing: true })).toEqual([]);
  });

  it('also checks that calendar and units exist', () => {
    expect(rulesBroken(version(2, april), { calendars: [], units: ['CS', 'QA', 'LOG'] })).toEqual([
      'calendar-unknown',
      'unit-unknown',
    ]);
  });
});
