import { upDownUp } from '@redress/service-testing';
import { resolutionService } from '../resolution.service-definition';

describe('the migrations of resolution', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(resolutionService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
