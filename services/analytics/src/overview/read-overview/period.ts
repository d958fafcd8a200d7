import { faultAt, WrongFields } from '@redress/commands';
import { z } from 'zod';

const DEFAULT_DAYS = 30;
const LONGEST_DAYS = 800;
const DAY_MS = 86_400_000;

/** Days of receipt, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A day on which there can have been complaints. */
export const daySchema = z.iso.date().refine((day) => day >= '1970-01-01', 'must not be before 1970');

export const periodQueryShape = {
  from: daySchema.optional().describe(`First day of receipt; ${DEFAULT_DAYS - 1} days before \`to\` if absent`),
  to: daySchema.optional().describe('Last day of receipt; today if absent'),
};

/**
 * The period that was asked for.
 * @throws WrongFields when it ends before it begins or is longer than 800 days
 */
export function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, now: Date): Period {
  // Tomorrow as UTC sees it is today in the east.
  const last = to ?? dayOf(now.getTime() + DAY_MS / 2);
  const first = from ?? dayOf(Date.parse(last) - (DEFAULT_DAYS - 1) * DAY_MS);
  const days = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;
  if (days < 1) throw new WrongFields({ in: 'query', ...faultAt('/to', 'before-the-start') });
  if (days > LONGEST_DAYS) {
    throw new WrongFields({ in: 'query', ...faultAt('/from', 'period-too-long', { days: LONGEST_DAYS }) });
  }
  return { from: first, to: last };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
