import { DECLARED_REQUESTS, type ComplaintState } from '@redress/contracts';
import { obstaclesToRequest } from './request.rules';

const [withdrawal] = DECLARED_REQUESTS;
const obstacles = (state: ComplaintState, { isOpen = false } = {}) =>
  obstaclesToRequest({ request: withdrawal, state, isOpen }).map(({ code }) => code);

describe('asking for a withdrawal', () => {
  it('is possible while the complaint is open, also while remedies are executed: the holder decides', () => {
    expect(obstacles('UNDER_INVESTIGATION')).toEqual([]);
    expect(obstacles('REMEDY_IN_PROGRESS')).toEqual([]);
  });

  it('is blocked by the end of the complaint and by a withdrawal that is still open', () => {
    expect(obstacles('CLOSED')).toEqual(['ALREADY_ENDED']);
    expect(obstacles('ASSIGNED', { isOpen: true })).toEqual(['WITHDRAWAL_OPEN']);
  });
});
