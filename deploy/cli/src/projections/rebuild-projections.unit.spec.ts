import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Settings } from '../settings/settings';
import { rebuildProjections } from './rebuild-projections';

describe('redress projections rebuild', () => {
  let folder: string;
  const settings = (environment: Record<string, string> = {}, options = {}) =>
    new Settings(options, {
      REDRESS_DATABASE_URL: 'postgres://analytics@localhost/analytics',
      REDRESS_KAFKA_BROKERS: 'k:9092',
      REDRESS_TOPIC_PREFIX: 'p.',
      ...environment,
    });
  const listener = () => {
    const out: string[] = [];
    const err: string[] = [];
    return {
      out,
      err,
      terminal: { out: (t: string) => out.push(t), err: (t: string) => err.push(t), isStyled: false },
    };
  };
  const script = (name: string, code: string): string => {
    const file = join(folder, name);
    writeFileSync(file, code);
    return file;
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-rebuild-'));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('runs the script of analytics with its settings and shows what it says', async () => {
    const { out, terminal } = listener();
    const names = ['DATABASE_URL', 'KAFKA_BROKERS', 'TOPIC_PREFIX'];
    const file = script(
      'ok.js',
      `console.log(${JSON.stringify(names)}.map((n) => process.env['REDRESS_' + n]).join(' '))`,
    );
    const { text, json } = await rebuildProjections(settings(), terminal, file);
    expect(out).toEqual(['postgres://analytics@localhost/analytics k:9092 p.']);
    expect(text).toMatch(/^The projections are rebuilt, in \d+\.\d s\.$/);
    expect(json).toMatchObject({ rebuilt: true });
  });

  it('keeps standard output for the outcome when a program reads it', async () => {
    const { out, err, terminal } = listener();
    await rebuildProjections(settings({}, { json: true }), terminal, script('ok2.js', `console.log('read 5')`));
    expect({ out, err }).toEqual({ out: [], err: ['read 5'] });
  });

  it('fails with the script', async () => {
    const { err, terminal } = listener();
    const file = script('bad.js', `console.error('no database'); process.exitCode = 3`);
    await expect(rebuildProjections(settings(), terminal, file)).rejects.toThrow(
      'The rebuild failed (3); the projections are as they were.',
    );
    expect(err).toEqual(['no database']);
  });

  it('says what to build when there is no script', async () => {
    const missing = join(folder, 'none.js');
    await expect(rebuildProjections(settings(), listener().terminal, missing)).rejects.toThrow(
      'Analytics is not built',
    );
  });
});
