import {
  DOCUMENTS,
  emittersOf,
  EVENTS,
  holderAfter,
  targetsOf,
  type EventContract,
  type Holder,
} from '@redress/contracts';
import type { StoryHeaders } from '@redress/lifecycle';

const EMITTERS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ...EVENTS.map((contract) => [contract.type, new Set<string>(emittersOf(contract))] as const),
  ...DOCUMENTS.map(({ type, emitter }) => [type, new Set<string>([emitter])] as const),
]);

const STATE_EVENTS: ReadonlyMap<string, EventContract> = new Map(
  EVENTS.filter(({ kind }) => kind === 'state').map((contract) => [contract.type, contract]),
);

/**
 * Why a service may not have written an event or document of this type; undefined when it may. Types that are not
 * declared are those of a newer release.
 */
export function emitterFault(type: string, emitter: string): string | undefined {
  const emitters = EMITTERS.get(type);
  return emitters && !emitters.has(emitter)
    ? `header ce_source names a service that does not write ${type}`
    : undefined;
}

/**
 * Why a state event does not fit the custody table: its row does not lead to the state that it names, or the state has another
 * holder. Undefined when it fits. Custody compares the state before, and asks whether the emitter holds the complaint.
 */
export function moveFault(type: string, { emitter, move }: StoryHeaders): string | undefined {
  const contract = STATE_EVENTS.get(type);
  if (!move || !contract) return undefined;
  const { to, holder } = move;
  if (!targetsOf(contract.transitions).includes(to)) return `${type} does not lead to ${to}`;
  const due = holderAfter(to, emitter as Holder);
  return holder === due ? undefined : `header ce_holder must be ${due} in the state ${to}`;
}
