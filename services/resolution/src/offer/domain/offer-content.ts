import { createHash } from 'node:crypto';
import { amountOf, detailsOf, type OutcomeCode, type PromisedRemedy } from '@redress/contracts';

/** What the complainant is shown and agrees to. */
export interface OfferContent {
  readonly complaintNo: string;
  readonly revision: number;
  /** No further offer follows when it is refused. */
  readonly isFinal: boolean;
  readonly outcome: OutcomeCode;
  readonly explanation: string;
  readonly apology: string | null;
  readonly remedies: readonly PromisedRemedy[];
}

/** Hash of the wording, for the consent record: it proves later which text was accepted. */
export function wordingSha256({
  complaintNo,
  revision,
  isFinal,
  outcome,
  explanation,
  apology,
  remedies,
}: OfferContent): string {
  const wording = [
    complaintNo,
    revision,
    isFinal,
    outcome,
    explanation,
    apology,
    remedies.map((remedy) => {
      const amount = amountOf(remedy);
      const details = detailsOf(remedy).map(({ name, value }) => [name, value]);
      return [remedy.type, amount?.amountMinor ?? null, amount?.currency ?? null, details, remedy.dueOn];
    }),
  ];
  return createHash('sha256').update(JSON.stringify(wording)).digest('hex');
}
