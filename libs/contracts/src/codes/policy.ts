import { z } from 'zod';

/** A pack at one version, as pinned on a complaint. */
export const PackReference = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,39}$/, 'must be capitals, digits and underscores')
    .describe('Policy pack'),
  version: z.int().min(1).describe('Version of the pack'),
});
export type PackReference = z.infer<typeof PackReference>;
