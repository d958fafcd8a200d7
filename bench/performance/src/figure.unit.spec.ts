import { against, atLeast, atMost, measured } from './figure';

it('sums rounds up as median, least and most', () => {
  expect(measured([120, 100, 150])).toEqual({ value: 120, min: 100, max: 150 });
});

it('puts a value beside its baseline', () => {
  expect(against(30, 40)).toEqual({ baseline: 40, ratio: 0.75 });
});

it('judges by a least value, the limit included', () => {
  expect(atLeast(0.6, 0.6, 'ratio')).toEqual({ text: 'ratio ≥ 0.6', met: true });
  expect(atLeast(0.6, 0.599, 'ratio').met).toBe(false);
});

it('judges by a most value, the limit included', () => {
  expect(atMost(160, 160, 'memory', 'MB')).toEqual({ text: 'memory ≤ 160 MB', met: true });
  expect(atMost(160, 160.1, 'memory', 'MB').met).toBe(false);
});
