import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { choose, coursesThatFailedOnce, DrivenPlace, runInterleavings } from '@redress/chaos';
import { testInfrastructure, type TestSuite } from '@redress/testing';

/** What failed once stays for ever; besides twenty seeds, of which `npm run interleavings` tries 200. */
const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);

// PM-02, PM-06; T7, T14, T22, T24, T26, T27, T31, T32, T33, T34, T35, T42
describe('people who act on one complaint at the same time', () => {
  let suite: TestSuite;
  let place: DrivenPlace;
  const home = mkdtempSync(join(tmpdir(), 'redress-interleavings-'));

  beforeAll(async () => {
    suite = await testInfrastructure();
    const { infrastructure, topicPrefix, databasePrefix } = suite;
    place = await DrivenPlace.start({ infrastructure, topicPrefix, databasePrefix, home });
  }, 240_000);

  afterAll(async () => {
    await place?.close();
    await suite?.cleanup();
    rmSync(home, { recursive: true, force: true });
  }, 60_000);

  it('leave legal stories, no letter that contradicts the outcome and no payment without consent', async () => {
    const { violations, interleavings } = await runInterleavings(place, [
      ...coursesThatFailedOnce(),
      ...SEEDS.map(choose),
    ]);

    expect(violations).toEqual([]);
    const outcomes = interleavings.flatMap(({ acts }) => acts.map(({ outcome }) => outcome));
    // That they met each other: some were refused, most were not.
    expect(outcomes.filter((outcome) => outcome !== 'done').length).toBeGreaterThan(0);
    expect(outcomes.filter((outcome) => outcome === 'done').length).toBeGreaterThan(SEEDS.length / 2);
  }, 600_000);
});
