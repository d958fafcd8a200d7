import { z } from 'zod';
import { trackingPair } from '../complaint/track-complaint/tracking-pair.dto';

/** What complainants can send by a form. */
export const FORM_KINDS = ['supplement', 'reopening', 'withdrawal', 'message'] as const;
export type FormKind = (typeof FORM_KINDS)[number];

export const formParams = z.object({ form: z.enum(FORM_KINDS).describe('Which form') });

export const formQuery = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
});

export const formBody = z.strictObject({
  ...trackingPair,
  formKey: z.uuid().describe('Of the page that was sent: the same words from it count once'),
  words: z.string().trim().min(1).max(5_000).describe('Kept sealed'),
});

export type FormBody = z.infer<typeof formBody>;
