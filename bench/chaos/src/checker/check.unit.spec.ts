import { smallWorld, violationsIn } from './world/small-world.spec';
import { judge } from './check';
import { VIOLATIONS } from './finding';

describe('judging a world', () => {
  it('finds nothing where nothing was broken', () => {
    expect(violationsIn(smallWorld())).toEqual([]);
  });

  it('names every violation, those that were not found as well', () => {
    expect(judge(smallWorld()).map(({ name }) => name)).toEqual([...VIOLATIONS]);
  });

  it('counts everything and shows the first of it', () => {
    const rows = Array.from({ length: 60 }, (_, id) => ({ id: String(id), topic: 't', key: 'k', isBlocked: false }));
    const world = smallWorld();
    const intake = { ...world.services.intake, outbox: rows };

    const found = violationsIn({ ...world, services: { ...world.services, intake } });

    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ name: 'outboxes', count: 60 });
    expect(found[0]?.evidence).toHaveLength(50);
  });
});
