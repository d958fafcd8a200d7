import { SeededRandom } from './seeded-random';

const draw = (random: SeededRandom) => Array.from({ length: 5 }, () => random.next());

describe('seeded random', () => {
  it('repeats itself for the same seed and not for another', () => {
    expect(draw(new SeededRandom(1, 'S001'))).toEqual(draw(new SeededRandom(1, 'S001')));
    expect(draw(new SeededRandom(1, 'S001'))).not.toEqual(draw(new SeededRandom(2, 'S001')));
    expect(draw(new SeededRandom(1, 'S001'))).not.toEqual(draw(new SeededRandom(1, 'S002')));
  });

  it('stays within its bounds', () => {
    const random = new SeededRandom(7);
    const drawn = Array.from({ length: 1000 }, () => random.between(10, 20));

    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...drawn)).toBeLessThan(20);
  });

  it('refuses to pick from nothing', () => {
    expect(() => new SeededRandom(1).pick([])).toThrow('nothing to pick');
  });
});
