import { upDownUp } from '@redress/service-testing';
import { intakeService } from '../intake.service-definition';

describe('the migrations of intake', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(intakeService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
