import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { EscalationReason } from './codes';
import { breakingChanges } from './compatibility/breaking-changes';
import {
  COMPLAINT_STATES,
  holderAfter,
  isLegalMove,
  OPEN_STATES,
  SERVICES,
  TRANSITIONS,
  type Transition,
  type ServiceName,
} from './custody';
import { DOCUMENTS, type DocumentContract } from './documents';
import { defineEvent, emittersOf, EVENTS, silent, type EventContract, type Fields } from './event';
import * as events from './events';
import { artefacts } from './generate/artefacts';
import { asyncApiOf } from './generate/async-api';
import { goldenSampleOf, type GoldenSample } from './generate/golden-sample';
import { jsonSchemaOf } from './generate/json-schema';
import { staffIdSchema } from './values';

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

/** What stands in a folder of frozen schemas and samples: one pair a type. */
const frozenIn = (folder: string): string[] =>
  readdirSync(join(folder, 'schemas')).map((file) => file.replace(/\.json$/, ''));

/** Compares a contract with a frozen version of it. */
const compare = (folder: string, type: string, contract: EventContract | DocumentContract) => {
  const schema = read(join(folder, 'schemas', `${type}.json`));
  const sample = read(join(folder, 'samples', `${type}.json`)) as unknown as GoldenSample;
  const oldReader = compile(schema);
  return {
    changes: breakingChanges(schema, jsonSchemaOf(contract)),
    newReaderReadsOldSample: contract.schema.safeParse(sample.value).success,
    oldReaderReadsNewSample: oldReader(goldenSampleOf(contract).value),
  };
};

const COMPATIBLE = { changes: [], newReaderReadsOldSample: true, oldReaderReadsNewSample: true };

describe('released versions', () => {
  const released = readdirSync(releasedRoot, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => frozenIn(join(releasedRoot, name)).map((type) => ({ version: name, type })));

  it('still exist, have not changed in a breaking way, and are read in both directions', () => {
    const found = released.map(({ version, type }) => {
      const contract = contracts.find((candidate) => candidate.type === type);
      return { version, type, ...(contract ? compare(join(releasedRoot, version), type, contract) : {}) };
    });

    expect(found).toEqual(released.map((one) => ({ ...one, ...COMPATIBLE })));
  });
});

describe('a frozen version', () => {
  const frozen = join(__dirname, 'compatibility', 'fixtures');
  const escalated = (fields: Fields, example: object): EventContract =>
    defineEvent({
      emitter: 'routing',
      fact: 'complaint-escalated',
      kind: 'fact',
      title: { zh: '升级', en: 'Escalated' },
      fields,
      description: 'The escalation level changed.',
      example: example as never,
    }) as unknown as EventContract;
  const level = silent(z.number().int().min(0).max(5));
  const targetId = silent(staffIdSchema.optional());
  const reason = silent(EscalationReason);
  const example = { level: 1, targetId: 'staff:sun.cs', reason: 'SLA_BREACH' };
  const compareWith = (fields: Fields, value: object) =>
    compare(frozen, 'redress.routing.complaint-escalated.v1', escalated(fields, value));

  it('is read in both directions after an optional field was added', () => {
    const note = silent(z.string().max(40).optional());

    expect(compareWith({ level, targetId, reason, note }, { ...example, note: 'late' })).toEqual(COMPATIBLE);
  });

  it('fails the new reader when a required field was added', () => {
    const unit = silent(z.string());

    expect(compareWith({ level, targetId, reason, unit }, { ...example, unit: 'QA' })).toEqual({
      changes: [{ pointer: '/unit', direction: 'new reader, old event', rule: 'a new field must be optional' }],
      newReaderReadsOldSample: false,
      oldReaderReadsNewSample: true,
    });
  });

  it('fails the old reader when a required field was dropped', () => {
    expect(compareWith({ level, targetId }, { level: 1 })).toEqual({
      changes: [
        expect.objectContaining({ pointer: '/reason', direction: 'old reader, new event' }),
        expect.objectContaining({ pointer: '/reason', direction: 'old reader, new event' }),
      ],
      newReaderReadsOldSample: true,
      oldReaderReadsNewSample: false,
    });
  });
});

describe('the list of events', () => {
  const folder = join(__dirname, 'events');
  const files = readdirSync(folder)
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace(/\.ts$/, ''));
  const isEvent = (value: unknown): value is EventContract =>
    typeof value === 'object' && value !== null && 'fact' in value && 'payload' in value;

  it('holds every event of the folder, each once', () => {
    const inFolder = Object.values(events).filter(isEvent);

    expect(new Set(EVENTS).size).toBe(EVENTS.length);
    expect(new Set(EVENTS)).toEqual(new Set(inFolder));
  });

  it('has one file a fact, named after it', () => {
    expect([...new Set(EVENTS.map(({ fact }) => fact))].sort()).toEqual(files.sort());
  });

  it('gives every event a title and every field words or none', () => {
    const empty = EVENTS.flatMap(({ type, title, words }) =>
      [title, ...Object.values(words)].filter((label) => label && (!label.zh || !label.en)).map(() => type),
    );

    expect(empty).toEqual([]);
  });
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

  it('holds T1 to T43, each once', () => {
    expect(rows.map((row) => row.id)).toEqual(Array.from({ length: 43 }, (_, index) => `T${index + 1}`));
  });

  it('names known states only', () => {
    const named = rows.flatMap((row) => [...row.from, ...row.to]).filter((state) => state !== null);

    expect(named.filter((state) => !COMPLAINT_STATES.includes(state))).toEqual([]);
  });

  const mayMake = (row: (typeof rows)[number], emitter: ServiceName) =>
    row.from.some((from) => row.to.some((to) => isLegalMove(row.id, emitter, from, to)));

  it('knows the transition of every state event, and lets its emitter make it', () => {
    for (const event of EVENTS.filter((candidate) => candidate.kind === 'state')) {
      expect(event.transitions).not.toEqual([]);
      for (const row of event.transitions.map((id) => rows.find((candidate) => candidate.id === id)!)) {
        expect(row.facts).toContain(event.fact);
        expect(emittersOf(event).some((emitter) => mayMake(row, emitter))).toBe(true);
      }
      for (const emitter of emittersOf(event)) {
        expect(
          rows.some((row) => (event.transitions as readonly string[]).includes(row.id) && mayMake(row, emitter)),
        ).toBe(true);
      }
    }
  });

  it('lets nobody else make a move', () => {
    expect(isLegalMove('T28', 'resolution', 'RESOLVED', 'CLOSED')).toBe(true);
    expect(isLegalMove('T28', 'routing', 'RESOLVED', 'CLOSED')).toBe(false);
    expect(isLegalMove('T28', 'resolution', 'DETERMINED', 'CLOSED')).toBe(false);
  });

  it('lifts a suspension to the state from which the complaint came, and to no other', () => {
    for (const from of OPEN_STATES) {
      const giver = holderAfter(from, 'routing');
      expect(isLegalMove('T35', giver, from, 'SUSPENDED')).toBe(true);
      const open = COMPLAINT_STATES.filter((to) => isLegalMove('T35', giver, 'SUSPENDED', to, from));
      expect(open).toEqual([from]);
    }
    expect(COMPLAINT_STATES.filter((to) => isLegalMove('T35', 'routing', 'SUSPENDED', to))).toEqual([]);
    expect(OPEN_STATES.filter((to) => isLegalMove('T35', 'routing', 'ASSIGNED', to))).toEqual([]);
  });
});
