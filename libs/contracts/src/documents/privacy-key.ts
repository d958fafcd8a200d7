import { z } from 'zod';
import { complaintIdSchema } from '../values';
import { base64Schema } from './base64';
import { defineDocument } from './document';

export const privacyKey = defineDocument({
  type: 'redress.intake.privacy-key.v1',
  topic: 'privacy.keys.v1',
  emitter: 'intake',
  schema: z.object({
    complaintId: complaintIdSchema,
    keyRingId: z.string().min(1).max(64).describe('Key of the ring that wraps it'),
    wrappedKey: base64Schema.describe('The data key of the complaint, wrapped'),
  }),
  description: "A complaint's data key, wrapped by the key ring.",
  example: { complaintId: '019a9d6e-7a00-7000-8000-000000000001', keyRingId: 'k1', wrappedKey: 'AQIDBA==' },
});
