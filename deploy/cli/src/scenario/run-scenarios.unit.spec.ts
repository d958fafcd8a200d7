import type { Call, Page } from '@redress/local/driving';
import { Operations } from './operations';
import type { PlatformAtHand } from './platform-at-hand';
import { parseScenario } from './read-scenarios';
import { isFlawless, runScenarios, summaryOf } from './run-scenarios';

const operations = Operations.ofRepository();
let Refused: typeof import('@redress/local/driving').Refused;

beforeAll(async () => {
  ({ Refused } = await import('@redress/local/driving'));
});

interface Answers {
  readonly [path: string]: unknown;
}

/** A platform that answers as told; a Refused among the answers is thrown. */
function platformThat(answers: Answers, letters: { subject: string; text: string }[] = []) {
  const calls: Call[] = [];
  let now = new Date('2026-03-02T00:00:00Z');
  const platform = {
    api: {
      call: (call: Call) => {
        calls.push(call);
        const found = Object.entries(answers).find(([path]) => call.path.endsWith(path));
        if (!found) return Promise.reject(new Refused(404, 'not-found', call, ''));
        return found[1] instanceof Refused ? Promise.reject(found[1]) : Promise.resolve(found[1]);
      },
    },
    stage: {
      get now() {
        return now;
      },
      advanceTo: async (at: Date) => {
        now = at;
      },
      settle: async () => undefined,
    },
    letters: {
      untaken: async () =>
        letters.map((letter, id) => ({ id: String(id), by: 'mail', to: ['a@example.com'], ...letter })),
      take: () => undefined,
    },
    people: [{ id: 'staff:tang.triage', roles: ['TRIAGE_OFFICER'], unitId: 'CS' }],
    publish: async () => undefined,
    caller: (id: string) => ({ id, token: async () => id }),
    browser: () => ({ open: async (): Promise<Page> => ({ url: '', status: 200, html: '', forms: [] }) }),
  } as unknown as PlatformAtHand;
  return { platform, calls };
}

const registered = { complaintId: 'c1', complaintNo: 'GS-260302-00001', receivedAt: '2026-03-02T01:00:00.000Z' };
const assignment = (state: string, allowed = true) => ({
  state,
  version: 3,
  handlerId: 'staff:he.handler',
  commands: [{ operationId: 'acceptAssignment', allowed, blockedBy: [{ code: 'NOT_THE_HANDLER' }] }],
});

async function run(steps: readonly string[], platform: PlatformAtHand) {
  const yaml = [
    'id: S01',
    'title: { zh: 一, en: one }',
    'given: { starts: workday 09:00 }',
    'plays:',
    '  - title: { zh: 一, en: one }',
    '    steps:',
    ...steps.map((step) => `      - { when: { zh: 做, en: do }, ids: [RG-01], ${step} }`),
  ].join('\n');
  const parsed = await parseScenario(yaml, operations, {});
  expect(parsed.problems).toBeUndefined();
  const told: string[] = [];
  const style = { bold: (text: string) => text, dim: (text: string) => text };
  const results = await runScenarios([parsed.scenario!], platform, operations, {
    language: 'en',
    style,
    tell: (line) => told.push(line),
  });
  return { result: results.get('S01')!, told: told.join('\n'), results };
}

const register = 'by: staff:lin.intake, do: registerComplaint, with: {}';

describe('playing a scenario', () => {
  it('acts as the people that it names, on the version that they see, and counts what it showed', async () => {
    const { platform, calls } = platformThat({
      '/v1/complaints': registered,
      '/acceptance': {},
      '/assignment': assignment('ASSIGNED'),
    });
    const { result, told } = await run(
      [register, 'by: handler, do: acceptAssignment, with: {}, then: { state: ASSIGNED }'],
      platform,
    );

    expect(result).toEqual({ played: 2, later: 0, failed: 0, ids: ['RG-01'], failures: [] });
    const acceptance = calls.find(({ path }) => path.endsWith('/acceptance'));
    expect(acceptance).toMatchObject({ path: '/v1/complaints/c1/assignment/acceptance', version: 3 });
    expect(acceptance?.by?.id).toBe('staff:he.handler');
    expect(told).toContain('Mon 2026-03-02 09:00  do  [RG-01]');
  });

  it.each([
    ['a state', 'then: { state: CLOSED }', 'It stands in ASSIGNED, expected CLOSED'],
    [
      'a refusal that does not come',
      `by: staff:a, do: showClocks, then: { refused: blocked }`,
      'It was done, and blocked was expected',
    ],
    ['an answer', 'do: showClocks, then: { answer: { clocks.length: 9 } }', 'has at clocks.length 1, expected 9'],
    ['a due time', 'then: { clocks: { RESOLUTION: { due: received + 25h } } }', 'expected 2026-03-03T02:00:00.000Z'],
    ['a clock', 'then: { clocks: { VISIT: {} } }', 'There is no clock VISIT'],
    ['a letter', 'then: { letters: [{ subject: Offer }] }', 'There is no letter by mail with "Offer"'],
    ['what a letter says', 'then: { letters: [{ subject: Accepted, says: [sorry] }] }', 'does not say "sorry"'],
    ['that no letter came', 'then: { noLetter: [{ subject: Accepted }] }', 'none was expected'],
    [
      'a command that is offered',
      'by: handler, do: acceptAssignment, with: {}',
      'is not offered acceptAssignment: NOT_THE_HANDLER',
    ],
    ['a button', 'page: { open: "http://x", press: [{ button: ACCEPT }] }', 'has no button ACCEPT'],
    ['a name that is known', 'do: showClocks, path: { id: "{nothing}" }', 'Nothing is known as {nothing}'],
    ['a time to come', 'at: received - 2h', 'is past'],
  ])('fails on %s that is not as expected, and reaches nothing after it', async (_, step, reason) => {
    const { platform } = platformThat(
      {
        '/v1/complaints': registered,
        '/acceptance': {},
        '/assignment': assignment('ASSIGNED', false),
        '/clocks': { clocks: [{ clock: 'RESOLUTION', cycle: 1, state: 'RUNNING', dueAt: '2026-03-03T01:00:00.000Z' }] },
      },
      [{ subject: 'Accepted GS-260302-00001', text: 'thank you' }],
    );
    const { result, results } = await run([register, step, 'then: {}'], platform);

    expect(result).toMatchObject({ played: 1, failed: 2 });
    expect(result.failures[0]).toContain(reason);
    expect(isFlawless(results)).toBe(false);
  });

  it('expects refusals by their problem, their reason and the field', async () => {
    const refusal = new Refused(409, 'blocked', { service: 'routing', method: 'POST', path: '', by: null }, '', {
      blockedBy: [{ code: 'NOT_THE_HANDLER' }],
      errors: [{ pointer: '/findings', code: 'required' }],
    });
    const { platform } = platformThat({
      '/v1/complaints': registered,
      '/acceptance': refusal,
      '/assignment': assignment('ASSIGNED'),
    });
    const refused = (expected: string) =>
      run([register, `by: staff:a, do: acceptAssignment, with: {}, then: { refused: ${expected} }`], platform);

    expect((await refused('blocked')).result.failed).toBe(0);
    expect((await refused('{ problem: blocked, because: NOT_THE_HANDLER, at: /findings }')).told).toContain(
      '409 blocked (NOT_THE_HANDLER, /findings)',
    );
    expect((await refused('forbidden')).result.failures[0]).toContain('Expected forbidden');
    expect((await refused('{ problem: blocked, because: OTHER }')).result.failures[0]).toContain('Expected OTHER');
    expect((await refused('{ problem: blocked, at: /scope }')).result.failures[0]).toContain('a fault at /scope');
  });

  it('counts aloud what comes later, and shows no requirement by it', async () => {
    const { platform } = platformThat({});
    const { result, told, results } = await run(
      [
        'later: { name: { zh: 一, en: review board }, waitsFor: sitOnBoard, because: { zh: 二, en: it is not built } }',
        'then: {}',
      ],
      platform,
    );

    expect(result).toMatchObject({ played: 1, later: 1, failed: 0 });
    expect(told).toContain('later: review board — it is not built');
    expect(summaryOf(results, 'zh')).toContain('已演示 1 步，待建 1 步，失败 0 步');
  });
});
