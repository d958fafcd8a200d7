import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoDirectoryFile, readDirectoryFile } from '../directory-file';
import { localSecrets } from '../secrets-file';

/** The user `node` of the public Node image, under which the services run. */
const NODE_USER = 1000;
/** The user `postgres` of the public PostgreSQL image. */
const POSTGRES_USER = 999;

/**
 * First container of the compose file: makes what is missing in the volume of secrets (key ring, database password, the OpenID provider's
 * keys and client secrets) and leaves what is there.
 */
async function main(folder: string | undefined): Promise<void> {
  if (!folder) throw new Error('usage: make-secrets <folder>');
  mkdirSync(folder, { recursive: true });
  const { staff } = readDirectoryFile(process.env['REDRESS_DIRECTORY_FILE'] ?? demoDirectoryFile());
  const clientIds = staff.filter(({ kind }) => kind === 'CLIENT').map(({ id }) => id);
  const secrets = await localSecrets(join(folder, 'secrets.json'), clientIds);
  writeOnce(join(folder, 'key-ring.json'), JSON.stringify(secrets.keyRing));
  const password = join(folder, 'postgres-password');
  writeOnce(password, randomBytes(24).toString('base64url'));
  if (process.getuid?.() !== 0) return;
  for (const file of [folder, ...readdirSync(folder).map((name) => join(folder, name))])
    chownSync(file, NODE_USER, NODE_USER);
  // The server reads its password as its own user, the services as their group.
  chownSync(password, POSTGRES_USER, NODE_USER);
  chmodSync(password, 0o640);
  chmodSync(folder, 0o711);
}

function writeOnce(file: string, content: string): void {
  if (!existsSync(file)) writeFileSync(file, content, { mode: 0o600 });
}

main(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
