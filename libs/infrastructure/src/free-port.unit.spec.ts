import { createServer } from 'node:net';
import { freePort } from './free-port';

describe('a free port', () => {
  it('is none that the system gives to outgoing connections, and is not given twice', async () => {
    const ports = await Promise.all(Array.from({ length: 50 }, () => freePort()));
    for (const port of ports) {
      expect(port).toBeGreaterThanOrEqual(20_000);
      expect(port).toBeLessThan(32_768);
    }
    expect(new Set(ports).size).toBe(ports.length);
  });

  it('is the preferred one while nobody listens there', async () => {
    const preferred = await freePort();
    expect(await freePort(preferred)).toBe(preferred);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(preferred, '127.0.0.1', listening));
    try {
      expect(await freePort(preferred)).not.toBe(preferred);
    } finally {
      await new Promise((closed) => server.close(closed));
    }
  });
});
