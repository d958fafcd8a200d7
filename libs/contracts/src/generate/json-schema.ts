import { z } from 'zod';
import type { DocumentContract } from '../documents';
import type { EventContract } from '../event';

/** The JSON Schema (2020-12) of what stands on the topic; unknown fields are allowed, so that old readers keep reading. */
export function jsonSchemaOf(contract: EventContract | DocumentContract): Record<string, unknown> {
  const schema = z.toJSONSchema(contract.schema, { io: 'input' }) as Record<string, unknown>;
  return {
    $id: `urn:redress:schema:${contract.type}`,
    title: contract.type,
    ...schema,
    description: contract.description,
  };
}
