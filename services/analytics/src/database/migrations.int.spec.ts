import { upDownUp } from '@redress/service-testing';
import { analyticsService } from '../analytics.service-definition';

describe('the migrations of analytics', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(analyticsService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
