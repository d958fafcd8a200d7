import { STATES, type ComplaintState } from '@redress/contracts';
import { publicStatusOf } from './public-status';

// CM-08
describe('the public status', () => {
  it('says finished or passed on for every ended state but never before', () => {
    for (const [state, { ended }] of Object.entries(STATES)) {
      const status = publicStatusOf(state as ComplaintState);
      if (ended) expect(['FINISHED', 'PASSED_ON']).toContain(status);
      else if (state !== 'RESOLVED') expect(['FINISHED', 'PASSED_ON']).not.toContain(status);
    }
  });
});
