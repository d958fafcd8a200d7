import { Metrics, type MetricsOptions } from './metrics';

const bare = (): Metrics => new Metrics('intake', { processMetrics: false });

describe('metrics', () => {
  it('are exposed with prefix, service and labels', async () => {
    const metrics = bare();
    metrics.counter({ name: 'registrations_total', help: 'Registered', labels: ['channel'] }).inc({ channel: 'PHONE' });
    metrics.gauge({ name: 'outbox_depth', help: 'Waiting' }).set(7);

    const { text, contentType } = await metrics.expose();

    expect(text).toContain('redress_registrations_total{channel="PHONE",service="intake"} 1');
    expect(text).toContain('redress_outbox_depth{service="intake"} 7');
    expect(contentType).toContain('text/plain');
  });

  it('are shared by name', () => {
    const metrics = bare();
    const define = (): unknown => metrics.histogram({ name: 'handler_seconds', help: 'Time' });

    expect(define()).toBe(define());
  });

  it('measure observed gauges when they are read, and leave a failing one out', async () => {
    const metrics = bare();
    let depth = 1;
    metrics.observedGauge({ name: 'depth', help: 'Depth' }, () => depth);
    metrics.observedGauge({ name: 'broken', help: 'Broken' }, () => Promise.reject(new Error('away')));
    depth = 5;

    const { text } = await metrics.expose();

    expect(text).toContain('redress_depth{service="intake"} 5');
    expect(text).not.toMatch(/^redress_broken/m);
  });

  describe('that are measured', () => {
    const counting = (
      options: Omit<MetricsOptions, 'processMetrics'>,
      measure: () => number | Promise<number> = () => 7,
    ) => {
      const metrics = new Metrics('intake', { processMetrics: false, ...options });
      let count = 0;
      for (const name of ['depth', 'age']) {
        metrics.observedGauge({ name, help: name }, () => {
          count += 1;
          return measure();
        });
      }
      return { expose: async () => (await metrics.expose()).text, count: () => count };
    };

    it('are measured once for all who ask at the same time, and for all who ask while it holds', async () => {
      const { expose, count } = counting({ measuredHoldsMs: 60_000 });

      const texts = await Promise.all(Array.from({ length: 20 }, expose));
      texts.push(await expose());

      expect(count()).toBe(2);
      for (const text of texts) expect(text).toContain('redress_depth{service="intake"} 7');
    });

    it('are measured again when it does not hold any more', async () => {
      const { expose, count } = counting({ measuredHoldsMs: 0 });
      await expose();
      await expose();

      expect(count()).toBe(4);
    });

    it('are measured one after another', async () => {
      let running = 0;
      let most = 0;
      const { expose } = counting({}, async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return 1;
      });
      await expose();

      expect(most).toBe(1);
    });

    it('are left out when they take too long, are not measured beside themselves, and come back', async () => {
      let release = (): void => undefined;
      const slow = new Promise<void>((resolve) => (release = resolve));
      const { expose, count } = counting({ measuringPatienceMs: 5 }, async () => {
        await slow;
        return 3;
      });

      const texts = [await expose(), await expose()];
      expect(count()).toBe(1);
      for (const text of texts) expect(text).not.toMatch(/^redress_(depth|age)\{/m);
      release();
      await new Promise((resolve) => setImmediate(resolve));
      expect(await expose()).toContain('redress_age{service="intake"} 3');
    });

    it('are measured within what is given for it', async () => {
      const around: string[] = [];
      const { expose } = counting({
        measuredWithin: async (run) => {
          around.push('before');
          await run();
          around.push('after');
        },
      });
      await expose();

      expect(around).toEqual(['before', 'after']);
    });
  });

  it('belong to one service each', async () => {
    const [one, two] = [bare(), bare()];
    one.counter({ name: 'a_total', help: 'A' }).inc();

    expect((await two.expose()).text).not.toContain('redress_a_total');
  });
});
