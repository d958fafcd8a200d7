import { SeededRandom } from '@redress/testing';
import { type Course, nextLife, USUAL_MIX } from './life';

describe('plans of lives', () => {
  it('repeat themselves for a seed and keep the shares of the mix', () => {
    const plans = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 2_000 }, () => nextLife(random));
    };
    const share = (course: Course) => (plans(1).filter((plan) => plan.course === course).length * 100) / 2_000;

    expect(plans(1)).toEqual(plans(1));
    for (const course of ['PLAIN', 'DISSATISFIED', 'WITHDRAWN', 'REJECTED'] as const) {
      expect(Math.abs(share(course) - USUAL_MIX.courses[course])).toBeLessThan(4);
    }
  });
});
