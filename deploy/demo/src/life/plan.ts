import type { OutcomeCode } from '@redress/contracts';
import type { SampleRow } from '../sample/sample-row';
import { wordsFor } from './words';

/** What the investigator concludes, as the row's script says. */
export function determinationOf(row: SampleRow, evidenceId: string): object {
  const { script, demand } = row;
  const words = wordsFor(row);
  return {
    verdict: script.verdict,
    reasonableness:
      demand === undefined ? 'NO_DEMAND' : script.verdict === 'INVALID' ? 'DEMAND_EXCESSIVE' : 'DEMAND_REASONABLE',
    responsibility: script.shares,
    rootCause: script.rootCause,
    findings: [{ text: words.finding, evidenceIds: [evidenceId] }],
    scope: words.scope,
  };
}

/**
 * The plan that the case lead writes, as the row's script says; each of several complainants gets all of it.
 * @param dueOn promised local date of a remedy that takes so many days
 * @param parties empty where the case has one complainant
 */
export function planOf(row: SampleRow, dueOn: (days: number) => string, parties: readonly string[]): object {
  const words = wordsFor(row);
  const outcome = outcomeOf(row.script);
  return {
    outcome,
    explanation: words.explanation,
    ...(outcome === 'NOT_UPHELD' ? {} : { apology: words.apology }),
    remedies: (parties.length === 0 ? [undefined] : parties).flatMap((partyId) =>
      row.script.remedies.map((remedy) => ({
        type: remedy.type,
        ownerUnitId: remedy.ownerUnit,
        ...whenAndHowMuch(remedy, dueOn),
        ...(partyId === undefined ? {} : { partyId }),
      })),
    ),
  };
}

function whenAndHowMuch(
  { amountMinor, currency, days, instalments }: SampleRow['script']['remedies'][number],
  dueOn: (days: number) => string,
): object {
  if (amountMinor === undefined || currency === undefined) return { dueOn: dueOn(days) };
  const amount = { amountMinor, currency };
  if (instalments === undefined) return { dueOn: dueOn(days), amount };
  const part = Math.floor(amountMinor / instalments);
  return {
    amount,
    instalments: Array.from({ length: instalments }, (_, at) => ({
      // The last one pays what does not divide.
      amount: { amountMinor: at + 1 < instalments ? part : amountMinor - part * at, currency },
      dueOn: dueOn(days * (at + 1)),
    })),
  };
}

function outcomeOf({ verdict, remedies }: SampleRow['script']): OutcomeCode {
  const pays = remedies.some(({ amountMinor }) => amountMinor !== undefined);
  switch (verdict) {
    case 'VALID':
      return 'UPHELD';
    case 'PARTLY_VALID':
    case 'PENDING_IMPROVEMENT':
      return 'PARTLY_UPHELD';
    case 'INVALID':
    case 'UNDETERMINED':
      return pays ? 'GOODWILL' : 'NOT_UPHELD';
  }
}
