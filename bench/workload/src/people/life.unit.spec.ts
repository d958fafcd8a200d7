import { SeededRandom } from '@redress/testing';
import { type Course, EVERY_ROAD, nextLife, USUAL_MIX } from './life';

describe('plans of lives', () => {
  it('repeat themselves for a seed and keep the shares of the mix', () => {
    const plans = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 2_000 }, () => nextLife(random));
    };
    const share = (course: Course) => (plans(1).filter((plan) => plan.course === course).length * 100) / 2_000;

    expect(plans(1)).toEqual(plans(1));
    for (const course of ['PLAIN', 'DISSATISFIED', 'WITHDRAWN', 'REJECTED'] as const) {
      expect(Math.abs(share(course) - (USUAL_MIX.courses[course] ?? 0))).toBeLessThan(4);
    }
  });

  it('take every road where the mix has it, by shares of a hundred', () => {
    const random = new SeededRandom(3);
    const taken = new Set(Array.from({ length: 2_000 }, () => nextLife(random, EVERY_ROAD).course));

    expect([...taken].toSorted()).toEqual(Object.keys(EVERY_ROAD.courses).toSorted());
    expect(Object.values(EVERY_ROAD.courses).reduce((sum, share) => sum + share, 0)).toBe(100);
  });
});
