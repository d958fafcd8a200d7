import { parsePack } from './parse-pack';
import { shippedYaml } from './sample-packs.spec';

const yaml = shippedYaml('general-service.v1.yaml');

/** The pack with one passage changed, and the line on which the change stands. */
function changed(passage: string, replacement: string) {
  if (yaml.split(passage).length !== 2) throw new Error(`"${passage}" must be in the pack exactly once`);
  return { text: yaml.replace(passage, replacement), line: yaml.slice(0, yaml.indexOf(passage)).split('\n').length };
}

const problemsOf = (text: string) =>
  parsePack(text, { calendars: ['CN'] }).problems?.map(({ line, rule, message }) => ({ line, rule, message }));

describe('reading a pack', () => {
  it('gives the pack when there is nothing to find fault with', () => {
    const { pack, problems } = parsePack(yaml, { calendars: ['CN'], units: ['CS', 'QA', 'LOG', 'FIN'] });

    expect(problems).toBeUndefined();
    expect(pack).toMatchObject({ id: 'GENERAL_SERVICE', version: 1 });
  });

  it('names line and rule of a key that nothing reads', () => {
    const { text, line } = changed('  minEvidenceItems: 1\n', '  minEvidenceItems: 1\n  needsLabTest: true\n');

    expect(problemsOf(text)).toEqual([
      { line: line + 1, rule: 'unknown-key', message: 'needsLabTest is not a rule that anything reads' },
    ]);
  });

  it('names line and rule of a limit of nothing', () => {
    const { text, line } = changed(
      'limit: { amount: 48, unit: CAL_H }\n    extension: { atMost',
      'limit: { amount: 0, unit: CAL_H }\n    extension: { atMost',
    );

    expect(problemsOf(text)).toEqual([{ line, rule: 'too-small', message: 'must be more than 0' }]);
  });

  it('names what is missing, at the place where it should be', () => {
    const { text, line } = changed(
      '    CRITICAL: { IMMEDIATE: P1, TODAY: P1, NORMAL: P1, LOW: P2 }',
      '    CRITICAL: { IMMEDIATE: P1, TODAY: P1, NORMAL: P1 }',
    );

    expect(problemsOf(text)).toEqual([{ line, rule: 'required', message: 'LOW is missing' }]);
  });

  it('says what a key must look like and that a rule needs exactly one effect', () => {
    const key = changed('  CS: {', '  cs: {');
    const effect = changed('C: { raiseTo: 3 }', 'C: { raiseTo: 3, raiseBy: 1 }');

    expect(problemsOf(key.text)).toMatchObject([{ line: key.line, message: expect.stringContaining('capitals') }]);
    expect(problemsOf(effect.text)).toMatchObject([{ line: effect.line, message: 'needs either raiseBy or raiseTo' }]);
  });

  it('refuses a clock that stops on an event that does not exist', () => {
    const { text, line } = changed('stop: [complaint-acknowledged]', 'stop: [letter-read]');

    expect(problemsOf(text)).toMatchObject([{ line, rule: 'invalid-value' }]);
  });

  it.each([
    ['category-unknown', 'categories: [PRODUCT_QUALITY] }', 'categories: [PRODUCT_QUALTY] }'],
    ['category-unknown', '  category: OTHER\n  urgency', '  category: NOTHING\n  urgency'],
    ['category-parent', '- code: AFTER_SALES.REPAIR', '- code: AFTERSALES.REPAIR'],
    ['duplicate-code', '  - code: ASSIGNEE_ACCEPT', '  - code: ASSESSMENT'],
    ['unit-unknown', 'unit: LOG }', 'unit: LOGISTICS }'],
    [
      'remedy-instalments',
      '{ type: REPAIR, needsAmount: false, executeWithinDays: 7',
      '{ type: REPAIR, needsAmount: false, executeWithinDays: 7, instalments: { atMost: 2, withinDays: 30 }',
    ],
    ['remedy-amount', '{ type: REPAIR, needsAmount: false', '{ type: REPAIR, needsAmount: true'],
    [
      'routing-catch-all',
      '{ id: everything-else, unit: CS }',
      '{ id: everything-else, when: { flags: [vulnerable] }, unit: CS }',
    ],
    [
      'routing-unreachable',
      '{ id: product, when: { categories: [PRODUCT_QUALITY] }, unit: QA }',
      '{ id: product, unit: QA }',
    ],
    [
      'priority-order',
      'MAJOR: { IMMEDIATE: P1, TODAY: P2, NORMAL: P2, LOW: P3 }',
      'MAJOR: { IMMEDIATE: P1, TODAY: P3, NORMAL: P2, LOW: P3 }',
    ],
    [
      'clock-stop',
      'stop: [complaint-assigned, summary-resolved, complaint-answered, complaint-declined, complaint-referred]',
      'stop: [complaint-assigned, received]',
    ],
    [
      'clock-subject',
      'start: [offer-accepted, decision-told, resolution-imposed]',
      'start: [offer-accepted, remedy-executed]',
    ],
    ['clock-pause', '{ in: AWAITING_COMPLAINANT, reason: WAIT_COMPLAINANT }', '{ in: CLOSED, reason: LEGAL_HOLD }'],
    ['clock-outlives', 'outlives: [CLOSED, NOT_ACCEPTED, MERGED]', 'outlives: [RESOLVED]'],
    [
      'window-clock',
      'outlives: [CLOSED, NOT_ACCEPTED, MERGED]\n    limit: { amount: 30, unit: CAL_D }',
      'outlives: [CLOSED, NOT_ACCEPTED, MERGED]\n    limit: { amount: 30, unit: WD }',
    ],
    [
      'clock-expiry',
      'atDue: EXPIRE\n    reminders: { on: [offer-reminded]',
      'atDue: BREACH\n    reminders: { on: [offer-reminded]',
    ],
    ['clock-stop', 'taken-up-again, remedy-renegotiated]', 'taken-up-again]'],
    ['clock-expiry', 'start: [information-asked]', 'start: [approval-asked]'],
    ['ladder-order', '{ level: 3, role: EXECUTIVE', '{ level: 5, role: EXECUTIVE'],
    ['ladder-top', 'C: { raiseTo: 3 }', 'C: { raiseTo: 5 }'],
    ['authority-rank', 'withoutMoney: REMEDY_APPROVER', 'withoutMoney: FINANCE_OFFICER'],
    ['authority-order', '- { role: REMEDY_APPROVER, upToMinor: 500000 }', '- { role: REMEDY_APPROVER }'],
    ['letter-clock', 'expectedTimeClock: RESOLUTION', 'expectedTimeClock: CAPA_REPLY'],
    ['letter-clock', '{ ENQUIRY: ANSWER, SUGGESTION: ANSWER }', '{ ENQUIRY: ANSWER }'],
    ['letter-clock', '{ ENQUIRY: ANSWER, SUGGESTION: ANSWER }', '{ ENQUIRY: RESOLUTION, SUGGESTION: ANSWER }'],
    ['numbering-pattern', "'{prefix}{unit}-{yyMMdd}-{serial:5}'", "'{prefix}{unit}-{serial:5}'"],
    ['calendar-unknown', 'calendar: CN', 'calendar: MARS'],
  ])('refuses what breaks the rule %s', (rule, passage, replacement) => {
    const { text, line } = changed(passage, replacement);

    expect(problemsOf(text)?.map((problem) => problem.rule)).toContain(rule);
    const near = problemsOf(text)!.filter((problem) => problem.rule === rule && Math.abs(problem.line - line) <= 1);
    expect(rule === 'routing-catch-all' || near.length > 0).toBe(true);
  });

  it('finds every problem at once', () => {
    const { text } = changed('prefix: GS', 'prefix: gs');

    const both = problemsOf(text.replace('effectiveFrom:', 'effectiveSince:'))!.map((problem) => problem.rule);

    expect(both).toEqual(expect.arrayContaining(['unknown-key', 'required', 'invalid-format']));
  });

  it('says where YAML itself is broken and where a key is there twice', () => {
    const broken = changed('calendar: CN', 'calendar: [CN');
    const doubled = changed('calendar: CN', 'calendar: CN\ncalendar: CN');

    expect(problemsOf(broken.text)?.[0]?.rule).toMatch(/^yaml-/);
    expect(problemsOf(doubled.text)).toMatchObject([{ line: doubled.line + 1, rule: 'yaml-duplicate-key' }]);
  });

  it('does not unfold a file that unfolds without end, nor read one that is too big', () => {
    const bomb = [
      'a: &a [x, x]',
      'b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]',
      'c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]',
      'd: [*c, *c, *c, *c, *c, *c, *c]',
    ];

    expect(problemsOf(bomb.join('\n'))).toMatchObject([{ rule: 'yaml-aliases' }]);
    expect(problemsOf('#'.repeat(600_000))).toMatchObject([{ rule: 'too-big' }]);
  });

  it('reports an empty file and one that is no mapping', () => {
    expect(problemsOf('')).toMatchObject([{ line: 1 }]);
    expect(problemsOf('just words')).toMatchObject([{ line: 1, rule: 'invalid-type' }]);
  });
});
