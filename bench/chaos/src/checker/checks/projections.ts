import type { World } from '../world/world';

/** The projections are equal to a rebuild, and what is published of each complaint is where its story stands. */
export function findProjectionDifferences(world: World): string[] {
  const states = new Map(world.snapshot.states.map((state) => [state.complaintId, state]));
  const published = [...world.stories.keys()].flatMap((complaintId) => {
    const last = world.lastMove(complaintId)?.move;
    if (!last) return [];
    const state = states.get(complaintId);
    const isSame = state?.stateSeq === last.stateSeq && state.state === last.to && state.holder === last.holder;
    return isSame
      ? []
      : [`${complaintId} is published at ${state?.stateSeq ?? 'nothing'}, its story stands at ${last.stateSeq}`];
  });
  return [...world.snapshot.rebuildDifferences, ...published];
}
