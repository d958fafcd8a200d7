import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { breakingChanges } from './compatibility/breaking-changes';
import { isLegalMove, TRANSITIONS, type Transition } from './custody';
import { DOCUMENTS } from './documents';
import { EVENTS } from './events';
import { artefacts } from './generate/artefacts';
import { asyncApiOf } from './generate/async-api';
import { goldenSampleOf, type GoldenSample } from './generate/golden-sample';
import { jsonSchemaOf } from './generate/json-schema';
import { SERVICES } from './services';
import { COMPLAINT_STATES } from './states';

const root = resolve(__dirname, '../../..');
const releasedRoot = join(root, 'libs/contracts/released');
const contracts = [...EVENTS, ...DOCUMENTS];
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;

const compile = (schema: Record<string, unknown>) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  return ajv.compile(schema);
};

// contracts, section 1
describe('generated artefacts', () => {
  it('are those that are checked in (npm run contracts)', () => {
    for (const [path, text] of artefacts()) {
      expect({ path, text: existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null }).toEqual({
        path,
        text,
      });
    }
  });

  it.each(contracts.map((contract) => [contract.type, contract] as const))(
    'golden sample of %s satisfies its schema',
    (_type, contract) => {
      expect(contract.schema.safeParse(goldenSampleOf(contract).value)).toMatchObject({ success: true });
    },
  );

  it.each(SERVICES)('AsyncAPI document of %s is valid AsyncAPI 3', (service) => {
    const schema = read(require.resolve('@asyncapi/specs/schemas/3.0.0-without-$id.json'));
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      validateSchema: false,
    });
    addFormats(ajv);
    const validate = ajv.compile(schema);

    const valid = validate(asyncApiOf(service));

    expect({ valid, errors: (validate.errors ?? []).slice(0, 3) }).toEqual({ valid: true, errors: [] });
  });

  // architecture 4.2
  it('describes every field of every event', () => {
    const nameless = EVENTS.flatMap((event) =>
      Object.entries(
        (
          event.payload as unknown as {
            shape: Record<string, { description?: string; unwrap?: () => { description?: string } }>;
          }
        ).shape,
      )
        .filter(([, field]) => !field.description && !field.unwrap?.().description)
        .map(([name]) => `${event.type} ${name}`),
    );

    expect(nameless).toEqual([]);
  });
});

describe('released versions', () => {
  const versions = readdirSync(releasedRoot);
  const released = versions.flatMap((version) =>
    readdirSync(join(releasedRoot, version, 'schemas')).map((file) => [version, file.replace(/\.json$/, '')] as const),
  );

  it('exist', () => expect(released.length).toBeGreaterThan(0));

  it.each(released)('%s: %s still exists and has not changed in a breaking way', (version, type) => {
    const contract = contracts.find((candidate) => candidate.type === type);

    expect(contract).toBeDefined();
    expect(
      breakingChanges(read(join(releasedRoot, version, 'schemas', `${type}.json`)), jsonSchemaOf(contract!)),
    ).toEqual([]);
  });

  it.each(released)(
    '%s: an old sample of %s is read today, and an old reader reads a sample of today',
    (version, type) => {
      const contract = contracts.find((candidate) => candidate.type === type)!;
      const oldSample = read(join(releasedRoot, version, 'samples', `${type}.json`)) as unknown as GoldenSample;
      const oldReader = compile(read(join(releasedRoot, version, 'schemas', `${type}.json`)));

      expect(contract.schema.safeParse(oldSample.value)).toMatchObject({ success: true });
      expect({ read: oldReader(goldenSampleOf(contract).value), errors: oldReader.errors }).toEqual({
        read: true,
        errors: null,
      });
    },
  );
});

describe('breaking changes', () => {
  const released = {
    type: 'object',
    properties: {
      level: { type: 'integer', minimum: 0 },
      reason: { type: 'string', enum: ['A', 'B'] },
      note: { type: 'string' },
    },
    required: ['level', 'reason'],
  };

  it.each([
    [
      'a required field that is new',
      {
        ...released,
        properties: { ...released.properties, unit: { type: 'string' } },
        required: ['level', 'reason', 'unit'],
      },
      'new reader, old event',
    ],
    [
      'a field that is gone',
      { ...released, properties: { level: released.properties.level, reason: released.properties.reason } },
      'old reader, new event',
    ],
    ['a required field that became optional', { ...released, required: ['level'] }, 'old reader, new event'],
    [
      'a value that is gone',
      { ...released, properties: { ...released.properties, reason: { type: 'string', enum: ['A'] } } },
      'new reader, old event',
    ],
    [
      'a value that is new',
      { ...released, properties: { ...released.properties, reason: { type: 'string', enum: ['A', 'B', 'C'] } } },
      'old reader, new event',
    ],
    ['another type', { ...released, properties: { ...released.properties, level: { type: 'string' } } }, 'both'],
    [
      'another bound',
      { ...released, properties: { ...released.properties, level: { type: 'integer', minimum: 1 } } },
      'both',
    ],
  ])('finds %s', (_name, present, direction) => {
    expect(breakingChanges(released, present)).toEqual(
      expect.arrayContaining([expect.objectContaining({ direction })]),
    );
  });

  it('allows a new optional field and other words', () => {
    const present = {
      ...released,
      description: 'better',
      properties: { ...released.properties, unit: { type: 'string' } },
    };

    expect(breakingChanges(released, present)).toEqual([]);
  });
});

// architecture 3.5
describe('the custody table', () => {
  const rows: readonly Transition[] = TRANSITIONS;

  it('holds T1 to T38, each once', () => {
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 38 }, (_, index) => `T${index + 1}`));
  });

  it('names known states only', () => {
    const named = rows.flatMap((row) => [...row.from, ...row.to]).filter((state) => state !== null);

    expect(named.filter((state) => !COMPLAINT_STATES.includes(state))).toEqual([]);
  });

  it('knows the transition of every state event, and lets its emitter make it', () => {
    for (const event of EVENTS.filter((candidate) => candidate.kind === 'state')) {
      const row = rows.find((candidate) => candidate.id === event.transition)!;
      expect(row.facts).toContain(event.fact);
      expect(row.from.some((from) => row.to.some((to) => isLegalMove(row.id, event.emitter, from, to)))).toBe(true);
    }
  });

  it('lets nobody else make a move', () => {
    expect(isLegalMove('T28', 'resolution', 'RESOLVED', 'CLOSED')).toBe(true);
    expect(isLegalMove('T28', 'routing', 'RESOLVED', 'CLOSED')).toBe(false);
    expect(isLegalMove('T28', 'resolution', 'DETERMINED', 'CLOSED')).toBe(false);
  });
});
