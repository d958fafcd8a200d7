import {
  complaintAcknowledged,
  letterSent,
  type EventContract,
  type LetterKind,
  type LocaleCode,
  type ToldBy,
} from '@redress/contracts';

/** How a complainant was told of a letter. */
export interface Told {
  readonly letterId: string;
  readonly kind: LetterKind;
  readonly locale: LocaleCode;
  readonly by: ToldBy;
  /** Of the platform; 0 when it made none. */
  readonly attempts: number;
  /** Whether the story says already that the complaint is acknowledged. */
  readonly wasAcknowledged: boolean;
  readonly contactId?: string | undefined;
}

/** What the story is told: what first tells of the acceptance acknowledges the complaint (T3), everything else is a letter sent. */
export function toldFact(told: Told, at: Date): { readonly contract: EventContract; readonly payload: object } {
  const { attempts, by, contactId, kind, letterId, locale, wasAcknowledged } = told;
  const instant = at.toISOString();
  const common = {
    letterId,
    by,
    locale,
    ...(attempts > 0 ? { attempts } : {}),
    ...(contactId === undefined ? {} : { contactId }),
  };
  return kind === 'ACKNOWLEDGEMENT' && !wasAcknowledged
    ? { contract: complaintAcknowledged as EventContract, payload: { ...common, acknowledgedAt: instant } }
    : { contract: letterSent as EventContract, payload: { ...common, letter: kind, sentAt: instant } };
}
