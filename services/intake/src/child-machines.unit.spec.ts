import { DECLARED_REQUESTS, machines } from '@redress/contracts';
import { refusalRows } from '@redress/testing';
import { draftObstacles } from './draft/draft-desk';
import { obstaclesToRequest } from './request/domain/request.rules';

const ID = '019a9d6e-7a00-7000-8000-000000000001';

// T1, T2
describe('a draft', () => {
  it.each(
    refusalRows(
      machines.draft,
      ['editDraft', 'registerDraft'].map((command) => ({
        command,
        said: { OPEN: 'done', REGISTERED: 'DRAFT_REGISTERED' },
        tried: (state) => draftObstacles({ state }),
      })),
    ),
  )('%s of one that is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});

// contracts, section 2
describe('a request', () => {
  it.each(
    DECLARED_REQUESTS.flatMap((request) => {
      const [transition] = request.asks.transitions;
      return refusalRows(machines.request, [
        {
          command: `asking again for ${request.kind}`,
          said: { OPEN: `${request.kind}_OPEN`, GRANTED: 'done', REFUSED: 'done' },
          tried: (state) =>
            obstaclesToRequest({
              request,
              complaintId: ID,
              state: transition === 'T30' ? 'CLOSED' : 'UNDER_INVESTIGATION',
              standing: {
                caseId: ID,
                caseState: 'UNDER_INVESTIGATION',
                caseSince: new Date('2026-03-02T01:00:00.000Z'),
                isParty: true,
                partyIds: [ID],
              },
              isOpen: state === machines.request.state.OPEN,
            }),
        },
      ]);
    }),
  )('%s while it is %s: %s', async (_, __, said, tried) => {
    expect(await tried()).toBe(said);
  });
});
