import { EVENTS, type StateMove, type StoryBase } from '@redress/contracts';
import { HEADER } from '@redress/outbox';
import type { KafkaMessage } from 'kafkajs';
import type { StoryEvent } from '../domain/story-event';

const factOf = new Map<string, string>(EVENTS.map((contract) => [contract.type, contract.fact]));

/**
 * The event in a message of the story; undefined for a type that projections do not look at.
 *
 * The value is not checked against its contract again, which would take longer than all the rest: the live service has
 * checked everything before its position, and what failed is parked.
 * @throws SyntaxError when the value is not JSON
 */
export function storyEventIn(message: KafkaMessage): StoryEvent | undefined {
  const fact = factOf.get(String(message.headers?.[HEADER.type] ?? ''));
  if (fact === undefined) return undefined;
  const data = JSON.parse(String(message.value)) as StoryBase & Partial<StateMove>;
  return {
    id: String(message.headers?.[HEADER.id]),
    fact,
    complaintId: data.complaintId,
    organisationId: data.organisationId,
    stateSeq: data.stateSeq,
    to: data.to,
    holder: data.holder,
    data,
  };
}
