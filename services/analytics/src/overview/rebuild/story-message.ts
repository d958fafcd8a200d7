import { EVENTS, type EventContract, type StateMove, type StoryBase } from '@redress/contracts';
import { HEADER } from '@redress/outbox';
import type { KafkaMessage } from 'kafkajs';
import type { StoryEvent } from '../domain/story-event';

const contractOf = new Map<string, EventContract>(EVENTS.map((contract) => [contract.type, contract]));

/**
 * The event in a message of the story; undefined for a type that projections do not look at.
 * @throws Error naming the field when the value does not satisfy its contract
 */
export function storyEventIn(message: KafkaMessage): StoryEvent | undefined {
  const contract = contractOf.get(String(message.headers?.[HEADER.type] ?? ''));
  if (!contract) return undefined;
  const parsed = contract.schema.safeParse(JSON.parse(String(message.value)));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`the value does not satisfy ${contract.type}: /${issue?.path.join('/')} ${issue?.message}`);
  }
  const data = parsed.data as StoryBase & Partial<StateMove>;
  return {
    id: String(message.headers?.[HEADER.id]),
    fact: contract.fact,
    complaintId: data.complaintId,
    organisationId: data.organisationId,
    stateSeq: data.stateSeq,
    to: data.to,
    holder: data.holder,
    data,
  };
}
