import { upDownUp } from '@redress/service-testing';
import { routingService } from '../routing.service-definition';

describe('the migrations of routing', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(routingService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
