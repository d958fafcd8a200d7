import { createHash } from 'node:crypto';
import type { OutcomeCode, RemedyType } from '@redress/contracts';
import type { Money } from '@redress/policy';

/** What the complainant is shown and agrees to. */
export interface OfferContent {
  readonly complaintNo: string;
  readonly revision: number;
  readonly outcome: OutcomeCode;
  readonly explanation: string;
  readonly apology: string | null;
  readonly remedies: readonly { readonly type: RemedyType; readonly amount: Money | null; readonly dueOn: string }[];
}

/** Hash of the wording, for the consent record: it proves later which text was accepted. */
export function wordingSha256({
  complaintNo,
  revision,
  outcome,
  explanation,
  apology,
  remedies,
}: OfferContent): string {
  const wording = [
    complaintNo,
    revision,
    outcome,
    explanation,
    apology,
    remedies.map(({ type, amount, dueOn }) => [type, amount?.amountMinor ?? null, amount?.currency ?? null, dueOn]),
  ];
  return createHash('sha256').update(JSON.stringify(wording)).digest('hex');
}
