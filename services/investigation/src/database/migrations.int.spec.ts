import { upDownUp } from '@redress/service-testing';
import { investigationService } from '../investigation.service-definition';

describe('the migrations of investigation', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(investigationService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
