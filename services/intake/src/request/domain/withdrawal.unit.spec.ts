import { obstaclesToWithdrawal } from './withdrawal.rules';

describe('asking for a withdrawal', () => {
  it('is possible while the complaint is open, also while remedies are executed: the holder decides', () => {
    expect(obstaclesToWithdrawal({ state: 'UNDER_INVESTIGATION', openWithdrawal: false })).toEqual([]);
    expect(obstaclesToWithdrawal({ state: 'REMEDY_IN_PROGRESS', openWithdrawal: false })).toEqual([]);
  });

  it('is blocked by the end of the complaint and by a withdrawal that is still open', () => {
    expect(obstaclesToWithdrawal({ state: 'CLOSED', openWithdrawal: false })).toEqual(['ALREADY_ENDED']);
    expect(obstaclesToWithdrawal({ state: 'ASSIGNED', openWithdrawal: true })).toEqual(['WITHDRAWAL_OPEN']);
  });
});
