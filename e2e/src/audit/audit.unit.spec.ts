import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { LICENCES_PAGE, licencesPage, productionLicences, unknownLicences } from './licences';
import { findSecrets } from './secret-scan';
import { judgeAudit } from './vulnerabilities';

const root = resolve(__dirname, '../../..');

describe('the audit of licences', () => {
  it('has a page that is that of the lock file', () => {
    expect(readFileSync(join(root, LICENCES_PAGE), 'utf8')).toBe(licencesPage(productionLicences(root)));
  });

  it('knows the licence of every production dependency', () => {
    expect(unknownLicences(productionLicences(root))).toEqual([]);
  });

  it('finds licences that nobody has looked at, and those that are not named', () => {
    const licensed = (licence?: string) => ({ name: 'p', version: '1.0.0', licence });

    expect(unknownLicences(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].map(licensed))).toEqual([]);
    expect(unknownLicences([licensed('GPL-3.0'), licensed('MIT AND GPL-3.0'), licensed()])).toHaveLength(3);
  });
});

describe('the audit of secrets', () => {
  // Put together here, so that the files of the repository hold none.
  const secret = createHash('sha384').update('redress').digest('base64').replace(/[/+]/g, 'a1B');

  it.each([
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
    ['a GitHub token', `ghp${'_'}${'a1B2c3'.repeat(6)}`],
    ['an AWS access key', `AK${'IA'}ABCDEFGHIJKLMNOP`],
    ['a password in a URL', `postgres://redress:${'kR7x'}Qz2Lm9Tv4@db/intake`],
    ['a password or token', `{ "password": "${'kR7x'}Qz2Lm9Tv4Wp" }`],
    ['a random text', `const ring = '${secret}';`],
  ])('finds %s', (what, line) => {
    expect(findSecrets(`one\n${line}\n`)).toEqual([{ line: 2, what }]);
  });

  it('takes names, paths, variables and placeholders for what they are', () => {
    for (const line of [
      'postgres://admin:password@host:5432/postgres',
      'REDRESS_DATABASE_URL_FILE: /var/lib/redress/secrets/database.url',
      'const clientSecrets = { ...kept.clientSecrets };',
      "password: config.text('REDRESS_SMTP_PASSWORD')",
      'token: platform.clientToken(id).then((answer) => answer.accessToken)',
      '019a9d6e-7a00-7000-8000-000000000001',
    ]) {
      expect([line, findSecrets(line)]).toEqual([line, []]);
    }
  });
});

describe('the audit of vulnerabilities', () => {
  it('does not take silence for a pass', () => {
    expect(judgeAudit({}).state).toBe('not checked');
    expect(
      judgeAudit({ message: '404 Not Found - POST /-/npm/v1/security/audits', vulnerabilities: undefined }),
    ).toEqual({
      state: 'not checked',
      lines: ['the registry does not answer npm audit: 404 Not Found - POST /-/npm/v1/security/audits'],
    });
  });

  it('fails on what is high or critical, and names the rest', () => {
    expect(judgeAudit({ vulnerabilities: { a: { severity: 'high', range: '<2' } } })).toEqual({
      state: 'failed',
      lines: ['high: a <2'],
    });
    expect(judgeAudit({ vulnerabilities: { a: { severity: 'low' } } })).toEqual({ state: 'ok', lines: ['low: a'] });
    expect(judgeAudit({ vulnerabilities: {}, metadata: { dependencies: { total: 7 } } }).state).toBe('ok');
  });
});
