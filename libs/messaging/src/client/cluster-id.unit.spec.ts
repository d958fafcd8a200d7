import type { Admin } from 'kafkajs';
import { clusterIdOf } from './cluster-id';

/** What the client throws when no broker answers. */
const ofNothing = () => new TypeError("Cannot destructure property 'brokers' of '(intermediate value)' as it is null.");

function anAdmin(...outcomes: (string | Error)[]): Pick<Admin, 'describeCluster'> & { readonly left: number } {
  return {
    get left() {
      return outcomes.length;
    },
    async describeCluster() {
      const outcome = outcomes.shift() ?? 'none';
      if (outcome instanceof Error) throw outcome;
      return { brokers: [], controller: 1, clusterId: outcome };
    },
  };
}

describe('the id of the cluster', () => {
  it('is asked for again when no broker answered at that moment', async () => {
    expect(await clusterIdOf(anAdmin(ofNothing(), ofNothing(), 'c1'), 0)).toBe('c1');
  });

  it('is not to be had when none answers five times, or when the client says why', async () => {
    const silent = anAdmin(...Array.from({ length: 6 }, ofNothing));
    await expect(clusterIdOf(silent, 0)).rejects.toThrow(TypeError);
    expect(silent.left).toBe(1);

    const refused = anAdmin(new Error('SASL'), 'c1');
    await expect(clusterIdOf(refused, 0)).rejects.toThrow('SASL');
    expect(refused.left).toBe(1);
  });
});
