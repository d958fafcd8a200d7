import type { HeaderMove, StoryRecord } from '../world/snapshot';
import {
  anew,
  COMPLAINT,
  evidenceOf,
  recordOf,
  REQUEST,
  smallWorld,
  violationsIn,
  withChanged,
  WITHDRAWN,
  without,
  withRepeated,
  withStory,
} from '../world/small-world.spec';

const illegal = (world: ReturnType<typeof smallWorld>) => evidenceOf('illegalStories', world).join('\n');

const moved =
  (change: Partial<HeaderMove>) =>
  (record: StoryRecord): StoryRecord => ({
    ...record,
    move: { ...record.move!, ...change },
    value: { ...(record.value as object), ...change },
  });

const told =
  (change: object) =>
  (record: StoryRecord): StoryRecord => ({ ...record, value: { ...(record.value as object), ...change } });

describe('legality of stories', () => {
  it('lets an event stand on the log twice with the same bytes', () => {
    const world = smallWorld();

    const doubled = withStory(world, (story) => [...story, ...story.map((record) => ({ ...record, offset: 99n }))]);

    expect(violationsIn(doubled)).toEqual([]);
  });

  it('finds an id that stands for two events', () => {
    const original = recordOf(smallWorld(), 'complaint-assessed');
    const world = withStory(smallWorld(), (story) => [...story, { ...original, offset: 99n, digest: 'other' }]);

    expect(illegal(world)).toContain(`${COMPLAINT} at 3/99 repeats the id of another event with other bytes`);
  });

  it('finds a step that is missing', () => {
    expect(illegal(without(smallWorld(), 'complaint-assigned'))).toContain('stateSeq 4 where 3 was due');
  });

  it('finds a step that was made twice', () => {
    expect(illegal(withRepeated(smallWorld(), 'complaint-closed'))).toContain('stateSeq 11 where 12 was due');
  });

  it('finds steps in the wrong order', () => {
    const world = withStory(smallWorld(), (story) => {
      const drafted = recordOf(smallWorld(), 'resolution-drafted');
      const rest = story.filter(({ id }) => id !== drafted.id);
      const at = rest.findIndex(({ type }) => type.includes('resolution-submitted'));
      return [...rest.slice(0, at + 1), drafted, ...rest.slice(at + 1)];
    });

    expect(illegal(world)).toContain('stateSeq 7 where 6 was due');
  });

  it('finds a step that begins elsewhere than the last one ended', () => {
    expect(illegal(withChanged(smallWorld(), 'complaint-determined', moved({ from: 'ASSIGNED' })))).toContain(
      'from ASSIGNED where the story stands at UNDER_INVESTIGATION',
    );
  });

  it('finds a step that the custody table does not have', () => {
    expect(illegal(withChanged(smallWorld(), 'complaint-closed', moved({ to: 'DETERMINED' })))).toContain(
      'the custody table does not let resolution say complaint-closed from RESOLVED to DETERMINED',
    );
  });

  it('finds a state that there is not', () => {
    expect(illegal(withChanged(smallWorld(), 'complaint-closed', moved({ to: 'FORGOTTEN' })))).toContain(
      'there is no state FORGOTTEN',
    );
  });

  it('finds a holder that the table does not name', () => {
    expect(illegal(withChanged(smallWorld(), 'complaint-closed', moved({ holder: 'routing' })))).toContain(
      'holder routing where resolution holds it',
    );
  });

  it('finds a move by a service that did not hold the complaint', () => {
    const world = withChanged(
      smallWorld(),
      'withdrawn',
      (record) => ({ ...moved({ holder: 'investigation' })(record), source: '/redress/investigation' }),
      WITHDRAWN,
    );

    expect(illegal(world)).toContain('investigation moved it while routing held it');
  });

  it('finds a service that says what is not its own', () => {
    const world = withChanged(smallWorld(), 'remedy-executed', (record) => ({ ...record, source: '/redress/routing' }));

    expect(illegal(world)).toContain('/redress/routing may not say redress.resolution.remedy-executed.v1');
  });

  it('finds an event of a type that no contract has', () => {
    const world = withChanged(smallWorld(), 'remedy-executed', (record) => ({ ...record, type: 'redress.x.y.v1' }));

    expect(illegal(world)).toContain('no contract has the type redress.x.y.v1');
  });

  it('finds a value that breaks its contract, and names where', () => {
    const world = withChanged(smallWorld(), 'remedy-executed', told({ evidenceSha256: 'none' }));

    expect(illegal(world)).toContain('not of its contract at /evidenceSha256');
  });

  it.each(['complaint-registered', 'clocks-changed', 'complaint-assessed', 'complaint-closed'])(
    'finds a %s without a value, and goes on',
    (fact) => {
      const world = withChanged(smallWorld(), fact, (record) => ({ ...record, value: undefined }));

      expect(illegal(world)).toContain('not of its contract at /');
    },
  );

  it.each([
    ['the key', (record: StoryRecord) => ({ ...record, key: WITHDRAWN })],
    ['the time', told({ occurredAt: '2026-03-02T09:00:00.000Z' })],
    ['the place in the story', told({ stateSeq: 12 })],
  ])('finds %s in disagreement with the rest of the record', (_, change) => {
    expect(illegal(withChanged(smallWorld(), 'complaint-closed', change))).toContain('headers, key and value disagree');
  });

  it('finds custody in the headers of a fact, and none in those of a move', () => {
    const fact = withChanged(smallWorld(), 'remedy-executed', (record) => ({
      ...record,
      move: { stateSeq: 12, from: 'CLOSED', to: 'CLOSED', holder: 'resolution' },
    }));
    const move = withChanged(smallWorld(), 'complaint-closed', (record) => ({ ...record, move: undefined }));

    expect(illegal(fact)).toContain('custody is said where there is none, or not');
    expect(illegal(move)).toContain('custody is said where there is none, or not');
  });

  it('finds a story on two partitions', () => {
    const world = withChanged(smallWorld(), 'complaint-closed', (record) => ({ ...record, partition: 4 }));

    expect(illegal(world)).toContain(`${COMPLAINT} is on partitions 3, 4`);
  });

  it('finds facts about a complaint that was never registered', () => {
    const world = withStory(smallWorld(), (story) =>
      story.filter(({ subject, move }) => subject !== WITHDRAWN || move === undefined),
    );

    expect(illegal(world)).toContain(`${WITHDRAWN} has a story without a registration`);
  });

  it('finds a request that was answered twice', () => {
    const granted = recordOf(smallWorld(), 'withdrawn', WITHDRAWN);
    const refusal = {
      ...told({ kind: 'WITHDRAWAL' })(anew(granted)),
      type: 'redress.complaint.request-refused.v1',
      move: undefined,
    };
    const world = withStory(smallWorld(), (story) => [...story, refusal]);

    expect(illegal(world)).toContain(`request ${REQUEST} was answered 2 times`);
  });

  it('finds an answer to what nobody asked', () => {
    expect(illegal(without(smallWorld(), 'withdrawal-requested', WITHDRAWN))).toContain(
      `request ${REQUEST} was answered and never made`,
    );
  });
});
