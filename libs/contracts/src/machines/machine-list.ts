import type { Machine } from './define-machine';
import * as machines from './machines';

/** Every machine, from the investigation of a complaint to the records behind it. A test compares it with the folder. */
export const MACHINES: readonly Machine<string>[] = [
  machines.investigation,
  machines.evidence,
  machines.resolution,
  machines.plan,
  machines.remedyLine,
  machines.offer,
  machines.followUp,
  machines.letter,
  machines.request,
  machines.clock,
  machines.parkedEvent,
] as unknown as readonly Machine<string>[];
