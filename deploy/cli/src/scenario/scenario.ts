import { COMPLAINT_STATES } from '@redress/contracts';
import { z } from 'zod';

/** What a reader sees, in both languages. */
const words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** Times of a scenario; `Times` says how they are read. */
const time = z
  .string()
  .regex(/^[a-z0-9+<][A-Za-z0-9+:. <>-]*$/, 'must be a time such as "day 2 09:30" or "received + 24h"');

const name = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'must be a name in camel case');
const requirementId = z
  .string()
  .regex(/^(?:[A-Z]{2}-\d{2}|[TD]\d{1,2})$/, 'must be an id of docs/domain.md, such as RG-02 or T9');

const person = z.union([
  z.string().regex(/^(?:staff|client):[A-Za-z0-9._-]+$/, 'must be the id of a person or a program'),
  z.strictObject({ role: z.string(), unit: z.string().optional() }),
]);

/** A value or a rule for one; see `matching.ts`. */
const expected: z.ZodType<unknown> = z.unknown();
const answer = z.record(z.string().min(1), expected);

const pack = z.strictObject({
  of: z.string().describe('Pack whose newest version is taken'),
  as: z.string().describe('Id under which it is published'),
  set: z
    .record(z.string().startsWith('/'), z.unknown())
    .default({})
    .describe('Values by JSON pointer; null removes one'),
});

const given = z.strictObject({
  starts: time.optional().describe('When it begins: a date and time, or "workday 09:00", "friday 16:00"'),
  people: z.record(name, person).default({}),
  packs: z.array(pack).default([]).describe('Published before it begins'),
  complainant: z.record(z.string(), z.unknown()).optional().describe('Who complains, as in a submission'),
});

const letter = z.strictObject({
  by: z.enum(['mail', 'sms']).default('mail'),
  to: z.string().optional(),
  subject: z.string().optional().describe('Part of its subject'),
  says: z.array(z.string()).default([]),
  saysNot: z.array(z.string()).default([]),
  keep: z.record(name, z.string()).default({}).describe('Patterns whose first group is kept'),
});

const refusal = z.union([
  z.string(),
  z.strictObject({
    problem: z.string(),
    because: z.string().optional().describe('Code of an obstacle'),
    at: z.string().optional().describe('Pointer to a faulty field'),
  }),
]);

const clock = z.strictObject({
  state: z.enum(['RUNNING', 'PAUSED', 'MET', 'BREACHED', 'CANCELLED']).optional(),
  due: time.or(z.null()).optional(),
  cycle: z.int().positive().optional(),
  subject: z.string().optional(),
});

const read = z.strictObject({
  do: z.string(),
  by: z.string().optional(),
  with: z.unknown().optional(),
  path: z.record(z.string(), z.string()).default({}),
  query: z.record(z.string(), z.string()).default({}),
  answer: answer.default({}),
  refused: refusal.optional(),
  keep: z.record(name, z.string()).default({}),
});

const outcome = z.strictObject({
  refused: refusal.optional(),
  state: z.enum(COMPLAINT_STATES).optional(),
  answer: answer.optional(),
  page: z.strictObject({ status: z.int().optional(), says: z.array(z.string()).default([]) }).optional(),
  letters: z.array(letter).default([]),
  noLetter: z.array(letter).default([]),
  clocks: z.record(z.string(), clock).default({}),
  reads: z.array(read).default([]),
});

const press = z.strictObject({
  button: z.string().describe('Value of the button'),
  fill: z.record(z.string(), z.string()).default({}),
});

const step = z
  .strictObject({
    when: words,
    ids: z.array(requirementId).default([]),
    at: time.optional().describe('The clock is driven to it first'),
    complaint: name.default('it'),
    by: z.string().optional(),
    do: z.string().optional().describe('operationId, with the service before it where two have it: routing.showClocks'),
    with: z.unknown().optional().describe('Body'),
    form: z.record(z.string(), z.string()).optional().describe('Fields of an upload'),
    file: z.strictObject({ name: z.string(), text: z.string() }).optional(),
    path: z.record(z.string(), z.string()).default({}).describe('Parts of the address'),
    query: z.record(z.string(), z.string()).default({}),
    publish: z.strictObject({ source: z.string(), submission: z.record(z.string(), z.unknown()) }).optional(),
    page: z.strictObject({ open: z.string(), press: z.array(press).default([]) }).optional(),
    later: z.strictObject({ name: words, waitsFor: z.string(), because: words }).optional(),
    keep: z.record(name, z.string()).default({}).describe('Places of the answer that are kept under names'),
    mark: name.optional().describe('Name of the business time of this step'),
    then: outcome.optional(),
  })
  .superRefine((content, context) => {
    const acts = (['do', 'publish', 'page', 'later'] as const).filter((key) => content[key] !== undefined);
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    if (acts.length > 1) fault(`a step does one thing: ${acts.join(' and ')} are too many`);
    if (acts.length === 0 && content.at === undefined && !content.then) {
      fault('a step needs one of do, publish, page, later, at, then');
    }
    if (content.later && content.then) fault('what comes later can expect nothing yet');
    if (content.do === undefined) {
      for (const key of ['with', 'form', 'file', 'by'] as const) {
        if (content[key] !== undefined && !content.later) fault(`${key} belongs to do`);
      }
    }
  });

const onRoad = z.strictObject({
  road: name.describe('Steps of `roads.yaml` that are played here'),
  with: z.record(name, z.unknown()).default({}).describe('Values for `<name>` in them'),
  complaint: name.optional(),
});

/** Judged by what it says it is, so that a fault in it is told at its place. */
function stepOrRoad(content: unknown, context: z.RefinementCtx): z.infer<typeof onRoad> | z.infer<typeof step> {
  const isRoad = content !== null && typeof content === 'object' && 'road' in content;
  const result = isRoad ? onRoad.safeParse(content) : step.safeParse(content);
  if (result.success) return result.data;
  for (const issue of result.error.issues) context.issues.push({ ...issue, input: content } as never);
  return z.NEVER;
}

const play = z.strictObject({
  title: words,
  given: given.optional(),
  steps: z.array(z.unknown().transform(stepOrRoad)).min(1),
});

export const scenarioSchema = z.strictObject({
  blocks: z.unknown().optional().describe('Pieces that the rest names by YAML anchors'),
  id: z.string().regex(/^(?:S\d{2}|edge)$/),
  title: words,
  given: given.optional().describe('For all plays; a play may add to it'),
  plays: z.array(play).min(1),
});

/** Steps that many scenarios play: in their place stands `road: <name>`. */
export const roadsSchema = z.record(
  name,
  z.strictObject({ with: z.record(name, z.unknown()).default({}), steps: z.array(step).min(1) }),
);
export type Roads = z.infer<typeof roadsSchema>;

/** A procedure of the sources as data: what is given, what people do, what must come of it. */
type ScenarioFile = z.infer<typeof scenarioSchema>;
export type Scenario = Omit<ScenarioFile, 'plays'> & { readonly plays: readonly Play[] };
export type Play = Omit<z.infer<typeof play>, 'steps'> & { readonly steps: readonly Step[] };
export type OnRoad = z.infer<typeof onRoad>;
export type Given = z.infer<typeof given>;
export type Step = z.infer<typeof step>;
export type Outcome = z.infer<typeof outcome>;
export type LetterExpectation = z.infer<typeof letter>;
export type Refusal = z.infer<typeof refusal>;
export type ClockExpectation = z.infer<typeof clock>;
export type Read = z.infer<typeof read>;
export type Words = z.infer<typeof words>;
export type Language = keyof Words;
export type PackToPublish = z.infer<typeof pack>;
