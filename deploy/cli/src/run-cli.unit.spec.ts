import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from './run-cli';
import type { Environment } from './settings/settings';

async function cli(args: readonly string[], environment: Environment = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = { out: (text: string) => out.push(text), err: (text: string) => err.push(text), isStyled: false };
  const exitCode = await runCli(args, terminal, environment);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

describe('calling redress', () => {
  let folder: string;
  let endpoints: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-cli-'));
    endpoints = join(folder, 'endpoints.json');
    writeFileSync(endpoints, JSON.stringify({ brokers: [] }));
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints its help and that of every command', async () => {
    expect(await cli(['--help'])).toMatchObject({ exitCode: 0, err: '', out: expect.stringContaining('topics') });
    const help = await cli(['parked', 'retry', '--help']);
    expect(help).toMatchObject({ exitCode: 0, out: expect.stringContaining('--signature <text>') });
    expect(help.out).toContain('--json');
  });

  it.each([
    [['nonsense'], "unknown command 'nonsense'"],
    [['topics', 'drop'], "unknown command 'drop'"],
    [['complaint', 'show'], "missing required argument 'number'"],
    [['complaint', 'show', 'N', '--locale', 'fr'], 'Allowed choices are zh, en'],
    [['complaint', 'show', 'N', '--zone', 'Mars/Base'], 'IANA time zone'],
    [['parked', 'list', '--limit', '0'], 'positive whole number'],
    [['parked', 'list', '--service', 'billing'], 'Allowed choices are intake'],
    [['parked', 'skip', '019a9d6e-7a00-7000-8000-000000000001'], "required option '--reason <text>'"],
    [['parked', 'retry'], 'Give either the id of a parked event or --signature'],
    [['parked', 'retry', 'x', '--signature', 's'], 'Give either the id of a parked event or --signature'],
    [['parked', 'show', 'x'], '"x" is not the id of a parked event'],
    [['parked', 'resume', 'intake', 'complaint.lifecycle.v1', 'one'], 'The partition must be a number'],
    [['packs', 'lint'], "missing required argument 'file'"],
    [['token'], 'Give either --user <name> or --client <id>'],
    [['topics', 'check', '--brokers', 'kafka'], 'Brokers must be host:port'],
    [['packs', 'list', '--url', 'billing=http://x'], '--url billing=http://x: must be <service>=<URL>'],
    [['packs', 'list', '--url', 'intake=ftp://x'], 'The URL of intake must be an http or https URL'],
  ])('refuses %j with exit code 2', async (args, message) => {
    const result = await cli(args);
    expect(result).toMatchObject({ exitCode: 2, out: '' });
    expect(result.err).toContain(message);
  });

  it('says which file is not what it should be', async () => {
    expect(await cli(['story', 'check', '--endpoints', join(folder, 'none.json')])).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/none\.json does not exist/),
    });
    expect(await cli(['story', 'check', '--endpoints', endpoints])).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/endpoints\.json is not what npm start writes: \/brokers /),
    });
  });

  it('tells errors as JSON to programs', async () => {
    const { exitCode, out, err } = await cli(['parked', 'retry', '--json']);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(JSON.parse(err)).toEqual({ error: { message: expect.stringContaining('--signature') } });
  });
});

describe('redress packs lint', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-lint-'));
    writeFileSync(join(folder, 'broken.yaml'), 'id: GENERAL_SERVICE\nversion: 1\nversion: 2\n');
    writeFileSync(join(folder, 'unread.yaml'), 'id: GENERAL_SERVICE\nversion: 0\ncoffee: black\n');
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it('finds the packs of the product in order', async () => {
    const file = join(__dirname, '../../../libs/policy/packs/general-service.v1.yaml');
    const { exitCode, out } = await cli(['packs', 'lint', file]);
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: `${file}: GENERAL_SERVICE version 1 is in order` });
  });

  it('names file, line, column and rule of every problem', async () => {
    const [broken, unread] = [join(folder, 'broken.yaml'), join(folder, 'unread.yaml')];
    const { exitCode, out } = await cli(['packs', 'lint', broken, unread]);
    const lines = out.split('\n');
    expect(exitCode).toBe(1);
    expect(lines[0]).toMatch(/broken\.yaml:3:1 {2}yaml-duplicate-key {2}/);
    expect(lines).toContain(`${unread}:3:1  unknown-key  coffee is not a rule that anything reads`);
    expect(out).toMatch(/unread\.yaml:2:\d+ {2}too-small {2}/);
    expect(lines.at(-1)).toMatch(/^\d+ problems$/);
  });

  it('gives programs the same as JSON', async () => {
    const { exitCode, out } = await cli(['packs', 'lint', join(folder, 'broken.yaml'), '--json']);
    expect(exitCode).toBe(1);
    expect(JSON.parse(out)).toEqual({
      files: [
        {
          file: join(folder, 'broken.yaml'),
          problems: [expect.objectContaining({ line: 3, column: 1, rule: 'yaml-duplicate-key' })],
        },
      ],
    });
  });

  it('says that a file cannot be read', async () => {
    const { exitCode, err } = await cli(['packs', 'lint', join(folder, 'none.yaml')]);
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: expect.stringMatching(/none\.yaml cannot be read: ENOENT/) });
  });
});
