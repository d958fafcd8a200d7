import { upDownUp } from '@redress/service-testing';
import { notificationService } from '../notification.service-definition';

describe('the migrations of notification', () => {
  it('can be reverted one by one, leave nothing, and run again to the same tables', async () => {
    const { up, down, again } = await upDownUp(notificationService);

    expect(up.length).toBeGreaterThan(0);
    expect(down).toEqual([]);
    expect(again).toEqual(up);
  });
});
