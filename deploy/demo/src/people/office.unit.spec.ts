import { type Api, type Call, Refused } from '@redress/local/driving';
import { Office } from './office';

const handler = { id: 'staff:han.handler', token: async () => 'token' };
const moved = { complaintId: 'c', state: 'UNDER_INVESTIGATION', stateSeq: 5, version: 9 };

/** A platform whose resource is changed `changes` times between a look at it and the command of that name that follows. */
function changedInBetween(changes: number, command: string, status = 412) {
  const calls: Call[] = [];
  let version = 1;
  let left = changes;
  const call = async (asked: Call): Promise<unknown> => {
    calls.push(asked);
    if (asked.method === 'GET') {
      const offered = ['acceptAssignment', 'draftPlan'].map((operationId) => ({
        operationId,
        allowed: true,
        blockedBy: [],
      }));
      return { stateSeq: 4, version, commands: offered };
    }
    if (asked.path.endsWith(command) && left-- > 0) version++;
    if (asked.version !== version) throw new Refused(status, 'stale-version', asked, '');
    return { ...moved, version: ++version };
  };
  const commands = () => calls.filter(({ method }) => method !== 'GET');
  return { office: new Office({ call } as unknown as Api, 'row', 'c'), commands };
}

describe('acting on what somebody else changed in between', () => {
  it('looks again and repeats the command on the version that is current, under a key of its own', async () => {
    const { office, commands } = changedInBetween(2, 'acceptance');

    await office.accept(handler);

    expect(commands().map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(new Set(commands().map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
  });

  it('submits a drafted plan without drafting it again', async () => {
    const { office, commands } = changedInBetween(1, 'submission');

    await office.proposePlan(handler, {}, 'draft');

    expect(commands().map(({ path, version }) => [path.split('/').at(-1), version])).toEqual([
      ['plan', 1],
      ['submission', 2],
      ['submission', 3],
    ]);
  });

  it('gives up in the end, and at once on any other refusal', async () => {
    const restless = changedInBetween(99, 'acceptance');
    await expect(restless.office.accept(handler)).rejects.toMatchObject({ status: 412 });
    expect(restless.commands()).toHaveLength(5);

    const forbidden = changedInBetween(99, 'acceptance', 403);
    await expect(forbidden.office.accept(handler)).rejects.toMatchObject({ status: 403 });
    expect(forbidden.commands()).toHaveLength(1);
  });
});
