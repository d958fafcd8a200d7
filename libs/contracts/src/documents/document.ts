import type { z } from 'zod';
import type { ServiceName } from '../custody/services';
import type { TopicName } from '../topics';

/** A whole document on a compacted topic; a tombstone is a null value. */
export interface DocumentContract<T = unknown, S extends ServiceName = ServiceName> {
  readonly type: string;
  readonly topic: TopicName;
  readonly emitter: S;
  readonly kind: 'document';
  readonly schema: z.ZodType<T>;
  readonly description: string;
  readonly example: T;
}

/** Declares the document of a compacted topic. */
export function defineDocument<T, S extends ServiceName>(
  definition: Omit<DocumentContract<T, S>, 'kind'>,
): DocumentContract<T, S> {
  return { ...definition, kind: 'document' };
}
