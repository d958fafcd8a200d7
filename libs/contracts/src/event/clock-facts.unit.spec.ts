import { clockFactsOf, namesForClocks } from './clock-meaning';

const event = (clocks: Parameters<typeof clockFactsOf>[0]['clocks']) => ({ fact: 'item-moved', clocks });

// contracts, section 4: an event file exports the clock names that its data mean
describe('what an event means to clocks', () => {
  it('is its own name, with what it is about and the day that was agreed', () => {
    const contract = event({ subject: { kind: 'ITEM', id: 'itemId' }, until: 'dueOn' });

    expect(clockFactsOf(contract, { itemId: 7, dueOn: '2026-03-05' })).toEqual([
      { fact: 'item-moved', subject: { kind: 'ITEM', id: '7' }, detail: { until: '2026-03-05' } },
    ]);
    expect(clockFactsOf(contract, { dueOn: '2026-03-05' })).toEqual([]);
    expect(clockFactsOf(event(undefined), {})).toEqual([]);
  });

  it('are the names whose conditions hold, alone or beside its own', () => {
    const means = {
      told: { letter: 'OFFER' },
      critical: { 'assessment.severity': ['CRITICAL'], letter: ['A', 'OFFER'] },
    };
    const data = { letter: 'OFFER', assessment: { severity: 'CRITICAL' } };

    expect(clockFactsOf(event({ means }), data).map(({ fact }) => fact)).toEqual(['item-moved', 'told', 'critical']);
    expect(clockFactsOf(event({ means, onlyMeans: true }), { letter: 'OFFER' })).toEqual([{ fact: 'told' }]);
    expect(clockFactsOf(event({ means, onlyMeans: true }), { letter: 'CLOSURE' })).toEqual([]);
    expect(namesForClocks(event({ means, onlyMeans: true }))).toEqual(['told', 'critical']);
  });

  it('is about one clock where it names one', () => {
    const data = { clock: 'RESOLUTION', run: 1, subject: { kind: 'X', id: 'y' }, dueAt: '2026-03-05T01:00:00.000Z' };

    expect(clockFactsOf(event({ ofClock: true, until: 'dueAt' }), data)).toEqual([
      {
        fact: 'item-moved',
        subject: { kind: 'X', id: 'y' },
        detail: { clock: 'RESOLUTION', run: 1, pack: undefined, until: '2026-03-05T01:00:00.000Z' },
      },
    ]);
  });
});
