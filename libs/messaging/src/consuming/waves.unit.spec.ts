import fc from 'fast-check';
import { inWaves, type Delivery } from './waves';

const deliver = (orderKey: string | null, event: string, ...consumers: string[]): Delivery<string, string> => ({
  event,
  consumers,
  orderKey,
});
const callsOf = (...deliveries: Delivery<string, string>[]): string[] =>
  [...inWaves(deliveries)].map(({ consumer, events }) => `${consumer}(${events.join(' ')})`);

describe('waves', () => {
  it('gives one consumer all of its events in one call', () => {
    expect(callsOf(deliver('c1', 'a1', 'A'), deliver('c2', 'a2', 'A'), deliver('c1', 'a3', 'A'))).toEqual([
      'A(a1 a2 a3)',
    ]);
  });

  it('collects for two consumers side by side as long as no complaint needs both', () => {
    expect(callsOf(deliver('c1', 'a1', 'A'), deliver('c2', 'b1', 'B'), deliver('c3', 'a2', 'A'))).toEqual([
      'A(a1 a2)',
      'B(b1)',
    ]);
  });

  it('begins a new wave when a complaint goes on with another consumer', () => {
    expect(callsOf(deliver('c1', 'a1', 'A'), deliver('c1', 'b1', 'B'), deliver('c1', 'a2', 'A'))).toEqual([
      'A(a1)',
      'B(b1)',
      'A(a2)',
    ]);
  });

  it('lets every consumer of an event finish before the next event of the complaint', () => {
    expect(callsOf(deliver('c1', 'e1', 'A', 'B'), deliver('c1', 'e2', 'A', 'B'))).toEqual([
      'A(e1)',
      'B(e1)',
      'A(e2)',
      'B(e2)',
    ]);
  });

  it('holds back nobody for records without a key', () => {
    expect(callsOf(deliver(null, 'a1', 'A'), deliver(null, 'b1', 'B'), deliver(null, 'a2', 'A'))).toEqual([
      'A(a1 a2)',
      'B(b1)',
    ]);
  });

  it('keeps the order of every complaint, whatever the mixture', () => {
    const consumers = fc.uniqueArray(fc.constantFrom('A', 'B', 'C'), { maxLength: 3 });
    const mixture = fc.array(fc.record({ key: fc.constantFrom('c1', 'c2', 'c3'), consumers }), { maxLength: 40 });
    fc.assert(
      fc.property(mixture, (events) => {
        const deliveries = events.map(({ key, consumers: who }, at) => deliver(key, `${key}:${at}`, ...who));

        const seen = [...inWaves(deliveries)].flatMap(({ events: batch }) => batch);

        for (const key of ['c1', 'c2', 'c3']) {
          const order = seen.filter((event) => event.startsWith(key)).map((event) => Number(event.split(':')[1]));
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        expect(seen).toHaveLength(events.reduce((sum, { consumers: who }) => sum + who.length, 0));
      }),
    );
  });
});
