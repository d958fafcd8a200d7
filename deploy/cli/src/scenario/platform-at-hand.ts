import type { Api, Browser, Caller, Refused, Stage } from '@redress/local/driving';
import type { CaughtLetters } from './caught-letters';

/** Who can sign in. */
export interface KnownPerson {
  readonly id: string;
  readonly roles: readonly string[];
  readonly unitId: string;
}

/** Puts a submission on its topic. */
export type Publish = (record: { id: string; source: string; submission: unknown }, at: Date) => Promise<void>;

/** A running platform whose clock is driven, from outside: HTTP with people's own tokens, the submissions topic, the catchers. */
export interface PlatformAtHand {
  readonly api: Api;
  readonly stage: Stage;
  readonly letters: CaughtLetters;
  readonly people: readonly KnownPerson[];
  readonly publish: Publish;
  caller(id: string): Caller;
  browser(language: string): Browser;
}

/** Whether a call was answered with a problem. */
export function isRefusal(error: unknown): error is Refused {
  return error instanceof Error && 'problem' in error && 'document' in error && 'status' in error;
}
