import type { Type } from '@nestjs/common';
import type { DocumentContract, EventContract, TopicName } from '@redress/contracts';

/** What a service reacts to, and the class with `@EventConsumer` that handles it. */
export interface Subscription {
  /** One contract, several of them, or a topic whose records are handled as they are. */
  readonly event: SubscribedContract | readonly SubscribedContract[] | TopicName;
  readonly handler: Type;
}

type SubscribedContract = EventContract | DocumentContract;
