import { HealthRegistry } from './health';

describe('health', () => {
  it('is ready when every check is', async () => {
    const health = new HealthRegistry();
    health.register('database', async () => ({ ok: true }));
    health.register('broker', async () => ({ ok: false, detail: 'partition count differs' }));

    const report = await health.ready();

    expect(report.ok).toBe(false);
    expect(report.checks).toMatchObject({ database: { ok: true }, broker: { detail: 'partition count differs' } });
  });

  it('takes a check that throws as not ready and repeats none of its words', async () => {
    const health = new HealthRegistry();
    health.register('database', () => Promise.reject(new TypeError('Wang Xiaoming')));

    expect((await health.ready()).checks['database']).toEqual({ ok: false, detail: 'TypeError' });
  });

  it('does not wait for a check that hangs', async () => {
    jest.useFakeTimers();
    const health = new HealthRegistry();
    health.register('broker', () => new Promise(() => undefined));

    const ready = health.ready();
    await jest.advanceTimersByTimeAsync(2_000);

    expect((await ready).checks['broker']).toEqual({ ok: false, detail: 'no answer in time' });
    jest.useRealTimers();
  });

  it('refuses two checks of one name', () => {
    const health = new HealthRegistry();
    health.register('database', async () => ({ ok: true }));

    expect(() => health.register('database', async () => ({ ok: true }))).toThrow('"database"');
  });

  it('is alive and not ready while it shuts down', async () => {
    const health = new HealthRegistry();

    health.drain();

    expect(health.live().ok).toBe(true);
    expect(await health.ready()).toMatchObject({ ok: false, checks: { process: { detail: 'shutting down' } } });
  });

  it('keeps the first reason for which it wants to be restarted', () => {
    const health = new HealthRegistry();

    health.fail('the consumer stopped');
    health.fail('later trouble');

    expect(health.live()).toEqual({ ok: false, checks: { process: { ok: false, detail: 'the consumer stopped' } } });
  });
});
