import { Metrics } from './metrics';

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

  it('belong to one service each', async () => {
    const [one, two] = [bare(), bare()];
    one.counter({ name: 'a_total', help: 'A' }).inc();

    expect((await two.expose()).text).not.toContain('redress_a_total');
  });
});
