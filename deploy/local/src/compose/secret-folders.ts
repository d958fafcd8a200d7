import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { keyRingIn, providerSecrets, sourceKeysIn } from '../secrets-file';

/** The user `node` of the public Node image, under which the services run. */
const NODE_USER = 1000;
/** The user `postgres` of the public PostgreSQL image. */
const POSTGRES_USER = 999;

/** Below the folder of secrets each container has a folder of its own, a volume in compose, and sees no other. */
export const KEY_RING_FILE = 'key-ring.json';
export const SOURCE_KEYS_FILE = 'source-keys.json';
export const DATABASE_URL_FILE = 'database.url';
export const PASSWORD_FILE = 'postgres-password';

/**
 * Makes what is missing in the folder of secrets and leaves what is there: the key ring (the original in `original`, a copy for each service
 * but analytics, which never has it), the keys of sources for intake alone, the password of PostgreSQL and the OpenID provider's keys and client secrets. Each file can be
 * read by the user of the container that needs it, and by no other.
 */
export async function makeSecrets(
  folder: string,
  clientIds: readonly string[],
  sourceKeyIds: readonly string[] = [],
): Promise<void> {
  const own = (name: string): string => {
    mkdirSync(join(folder, name), { recursive: true });
    return join(folder, name);
  };
  const keyRing = JSON.stringify(keyRingIn(join(own('original'), KEY_RING_FILE)));
  for (const service of SERVICES) {
    const file = join(own(service), KEY_RING_FILE);
    if (service !== 'analytics') writeFileSync(file, keyRing, { mode: 0o600 });
  }
  await sourceKeysIn(join(own('intake'), SOURCE_KEYS_FILE), sourceKeyIds);
  await providerSecrets(join(own('oidc'), 'secrets.json'), clientIds);
  const password = join(own('postgres'), PASSWORD_FILE);
  if (!existsSync(password)) writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 });
  if (process.getuid?.() !== 0) return;
  for (const name of [...SERVICES, 'oidc', 'postgres']) {
    for (const path of [
      join(folder, name),
      ...readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
    ]) {
      chownSync(path, NODE_USER, NODE_USER);
    }
    chmodSync(join(folder, name), 0o700);
  }
  // The server reads its password as its own user, the container that makes databases as its group.
  for (const [path, mode] of [
    [join(folder, 'postgres'), 0o750],
    [password, 0o640],
  ] as const) {
    chownSync(path, POSTGRES_USER, NODE_USER);
    chmodSync(path, mode);
  }
}

/** The password of PostgreSQL's administrator. */
export function administratorPassword(folder: string): string {
  return readFileSync(join(folder, 'postgres', PASSWORD_FILE), 'utf8').trim();
}
