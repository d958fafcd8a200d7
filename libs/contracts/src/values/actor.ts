import { z } from 'zod';

export const actorSchema = z
  .object({
    kind: z.enum(['STAFF', 'COMPLAINANT', 'SYSTEM', 'PARTNER']).describe('Who acted'),
    id: z.string().min(1).max(128).describe('Opaque id of the actor, never a name'),
  })
  .describe('Who did it');

export type Actor = z.infer<typeof actorSchema>;
