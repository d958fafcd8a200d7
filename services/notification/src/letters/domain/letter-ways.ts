import type { LetterKind, LetterWay } from '@redress/contracts';

/** What a complainant gave for letters to arrive by. */
export interface Addressee {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly preferredWay?: LetterWay | undefined;
}

/** The ways that bring a letter to the complainant; the others lay it ready. */
export type SendingWay = Extract<LetterWay, 'EMAIL' | 'SMS'>;

/** What besides the addressee decides on the ways of a letter. */
export interface WayConditions {
  /** Whether there is a gateway for text messages. */
  readonly hasGateway: boolean;
  /** Whether the complainant was given the code that opens the mailbox. */
  readonly holdsCode: boolean;
}

/**
 * The ways by which a letter is to be tried, in this order: the preferred one, then what else brings it. The mailbox is for
 * those who asked for it or gave nothing else, and only once they hold the code that opens it; paper is for those who asked
 * for it. A one-time code is of use only at once. None: a member of staff has to tell the complainant (CM-11).
 */
export function waysOf(kind: LetterKind, addressee: Addressee, conditions: WayConditions): LetterWay[] {
  const { email, phone, preferredWay } = addressee;
  const sending: SendingWay[] = [
    ...(email ? (['EMAIL'] as const) : []),
    ...(phone && conditions.hasGateway ? (['SMS'] as const) : []),
  ];
  if (preferredWay === 'SMS') sending.reverse();
  if (kind === 'ONE_TIME_CODE') return sending;
  if (preferredWay === 'PRINT') return ['PRINT'];
  if (conditions.holdsCode && (preferredWay === 'MAILBOX' || sending.length === 0)) return ['MAILBOX'];
  return sending;
}

/** Whether it matters to {@link waysOf} that the complainant holds the code; to find out costs a statement. */
export function dependsOnCode(kind: LetterKind, addressee: Addressee, hasGateway: boolean): boolean {
  const [held, missing] = [true, false].map((holdsCode) => waysOf(kind, addressee, { hasGateway, holdsCode }));
  return held?.[0] !== missing?.[0];
}
