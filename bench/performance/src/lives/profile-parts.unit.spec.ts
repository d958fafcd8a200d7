import type { Profiler } from 'node:inspector';
import { timeByPart } from './profile-parts';

/** Frames from the outermost to the innermost, as `function@script`, each with the time in which it was the innermost. */
function profileOf(...stacks: { frames: string[]; us: number }[]): Profiler.Profile {
  const nodes: Profiler.ProfileNode[] = [];
  const samples: number[] = [];
  for (const { frames } of stacks) {
    for (const [depth, frame] of frames.entries()) {
      const [functionName = '', url = ''] = frame.split('@@');
      const id = nodes.length + 1;
      const callFrame = { functionName, url, scriptId: '', lineNumber: 0, columnNumber: 0 };
      nodes.push({ id, callFrame, hitCount: 0, ...(depth < frames.length - 1 ? { children: [id + 1] } : {}) });
    }
    samples.push(nodes.length);
  }
  return { nodes, samples, timeDeltas: stacks.map(({ us }) => us), startTime: 0, endTime: 0 };
}

const PG = 'query@@file:///app/node_modules/pg/lib/client.js';
const HANDLER = 'handle@@/app/services/intake/dist/complaint/register.handler.js';

describe('the parts of a profile', () => {
  const times = (profile: Profiler.Profile) => Object.fromEntries([...timeByPart(profile)].filter(([, us]) => us > 0));

  it.each([
    ['SQL', [HANDLER, PG]],
    ['SQL', [HANDLER, PG, 'write@@node:net']],
    ['JSON', [HANDLER, 'stringify@@']],
    ['own code', [HANDLER]],
    ['own code', [HANDLER, 'map@@']],
    ['relay', ['work@@/app/libs/outbox/dist/relay.js']],
    ['Kafka', ['send@@/app/node_modules/kafkajs/src/network/connection.js', 'update@@']],
    ['crypto', ['seal@@/app/libs/security/dist/sealing.js', 'update@@node:internal/crypto/cipher']],
    ['HTTP', ['onTimeout@@node:_http_server']],
    ['garbage collection', [HANDLER, '(garbage collector)@@']],
    ['Node itself', ['(program)@@']],
    ['Node itself', ['processTicks@@node:internal/process/task_queues']],
  ])('count time for %s by who asked for it', (part, frames) => {
    expect(times(profileOf({ frames, us: 70 }))).toEqual({ [part]: 70 });
  });

  it('add up, without the time in which nothing was to be done', () => {
    const profile = profileOf(
      { frames: [HANDLER, PG], us: 30 },
      { frames: ['(idle)@@'], us: 500 },
      { frames: [HANDLER], us: 5 },
      { frames: [PG], us: 12 },
    );

    expect(times(profile)).toEqual({ SQL: 42, 'own code': 5 });
  });
});
