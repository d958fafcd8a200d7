import { mustChange, WrongRowCount } from './must-change';

describe('mustChange', () => {
  it('answers with the rows of a write that changed what it meant to', async () => {
    expect(await mustChange('plan-submit', 1, Promise.resolve({ rows: [{ version: 2 }], rowCount: 1 }))).toEqual([
      { version: 2 },
    ]);
  });

  it.each([0, 2])('throws when %i rows changed instead of one', async (rowCount) => {
    await expect(mustChange('plan-submit', 1, Promise.resolve({ rows: [], rowCount }))).rejects.toThrow(
      new WrongRowCount('plan-submit', 1, rowCount),
    );
  });
});
