import type { ServiceName } from '@redress/contracts';
import { BusinessTime } from './business-time';

const STARTS_AT = new Date('2026-03-03T01:30:00Z');

describe('business time', () => {
  let told: Map<ServiceName, Date>;
  let time: BusinessTime;

  beforeEach(() => {
    jest.useFakeTimers();
    told = new Map();
    const face = (service: ServiceName) => ({
      service,
      set: (now: Date) => {
        if (service === 'analytics') return Promise.reject(new Error('it is down'));
        told.set(service, now);
        return Promise.resolve();
      },
    });
    time = new BusinessTime(STARTS_AT, [face('intake'), face('routing'), face('analytics')]);
  });

  afterEach(() => {
    time.halt();
    jest.useRealTimers();
  });

  const minutesToldTo = (service: ServiceName) => ((told.get(service)?.getTime() ?? 0) - STARTS_AT.getTime()) / 60_000;

  it('runs two minutes a second and is told to every replica that is there', () => {
    time.run();
    jest.advanceTimersByTime(3_000);

    expect(minutesToldTo('intake')).toBeCloseTo(6, 5);
    expect(minutesToldTo('routing')).toBeCloseTo(6, 5);
    expect(time.now.getTime() - STARTS_AT.getTime()).toBe(360_000);
  });

  it('is told wrongly to services until the skew is taken back', () => {
    time.run();
    time.skew(new Map([['routing', -60_000]]));
    jest.advanceTimersByTime(1_000);
    expect([minutesToldTo('intake'), minutesToldTo('routing')]).toEqual([2, 1]);

    time.skew(new Map());
    jest.advanceTimersByTime(1_000);
    expect([minutesToldTo('intake'), minutesToldTo('routing')]).toEqual([4, 4]);
  });

  it('stands still when it is halted, and then leaps only for those who hear of it', async () => {
    time.run();
    jest.advanceTimersByTime(1_000);
    time.halt();
    jest.advanceTimersByTime(5_000);

    expect(time.now.getTime() - STARTS_AT.getTime()).toBe(120_000);
    await expect(time.leap(86_400_000)).rejects.toThrow('it is down');
    expect(minutesToldTo('intake')).toBe(2 + 24 * 60);
  });
});
