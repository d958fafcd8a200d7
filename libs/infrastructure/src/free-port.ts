import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (Linux: 32768 and above; macOS and Windows: 49152 and above), so that no
 * connection of any process takes the port between the moment it is chosen, or its server restarts, and the moment the server listens.
 */
const CHOSEN_FROM = { first: 20_000, last: 32_767 } as const;
const ATTEMPTS = 100;

const given = new Set<number>();

/**
 * A TCP port on 127.0.0.1 that is free now: the preferred one if it is free, else one by chance that no connection is
 * given by the system and that this process was not given before. Throws when a hundred in a row are taken.
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(CHOSEN_FROM.first, CHOSEN_FROM.last + 1);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`No free TCP port on 127.0.0.1 among ${ATTEMPTS} from ${CHOSEN_FROM.first} to ${CHOSEN_FROM.last}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}
