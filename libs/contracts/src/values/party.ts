import { z } from 'zod';
import { ComplainantType, LetterWay, LocaleCode } from '../codes';
import { contactShape } from './contact';
import { text } from './text';

/** A person or body that complains, with name and contact; it stands in sealed dossiers only, never on the story. */
export const partySchema = z.strictObject({
  type: ComplainantType,
  name: text(100).optional(),
  ...contactShape,
  locale: LocaleCode,
  preferredWay: LetterWay.optional().describe('By which way the complainant wants to get letters'),
});

export type Party = z.infer<typeof partySchema>;
