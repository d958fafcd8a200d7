import type { IntakeDossier } from '@redress/contracts';

/** The numbers at which the complainant can be called, in the order in which the dossier has them; a contact names one by its index. */
export function numbersIn({ submission }: IntakeDossier): readonly string[] {
  const { phone } = submission.complainant;
  return phone === undefined ? [] : [phone];
}
