import { PollingSeenGate } from './seen-gate';

describe('the gate for callers who have seen more', () => {
  it('opens at once when the service is level', async () => {
    const known = jest.fn(async () => 7);

    await expect(new PollingSeenGate(known).waitFor('c', 7, 3_000)).resolves.toBe(true);
    expect(known).toHaveBeenCalledTimes(1);
  });

  it('opens as soon as the service catches up', async () => {
    const answers = [5, 6, 7];

    await expect(new PollingSeenGate(async () => answers.shift() ?? 7).waitFor('c', 7, 3_000)).resolves.toBe(true);
    expect(answers).toEqual([]);
  });

  it('stays shut when the service does not catch up in time', async () => {
    await expect(new PollingSeenGate(async () => 6).waitFor('c', 7, 60)).resolves.toBe(false);
  });
});
