import { restMs } from './fetch-pace';

describe('the rest before the next fetch', () => {
  it('is short when the machine has room, and longer when there was nothing to tell', () => {
    expect(restMs({ elapsedMs: 5, hasNews: true, isBehind: false })).toBe(45);
    expect(restMs({ elapsedMs: 5, hasNews: false, isBehind: false })).toBe(145);
  });

  it('grows with the work, up to a limit', () => {
    expect(restMs({ elapsedMs: 80, hasNews: true, isBehind: false })).toBe(80);
    expect(restMs({ elapsedMs: 2_000, hasNews: true, isBehind: false })).toBe(200);
  });

  it('is none for whoever has a backlog', () => {
    expect(restMs({ elapsedMs: 80, hasNews: true, isBehind: true })).toBe(0);
    expect(restMs({ elapsedMs: 5, hasNews: true, isBehind: true })).toBe(45);
  });
});
