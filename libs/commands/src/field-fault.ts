import { FAULTS, codeWords, type FaultArguments, type FaultCode } from '@redress/contracts';

/** One faulty field of a command. */
export interface FieldFault {
  /** Where a request carried the field, when not in its body. */
  readonly in?: 'query' | 'path' | 'header';
  /** JSON Pointer (RFC 6901) to the field. */
  readonly pointer: string;
  /** The rule that is broken: one of `FAULTS` in the contracts, which has its words. */
  readonly code: FaultCode;
  /** For the words. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** The rule in English, for people who look at the answer; never the value. */
  readonly detail: string;
  /** Where the fault stands in a body that is a text. */
  readonly line?: number;
  readonly column?: number;
  /** Of the linter that found it. */
  readonly rule?: string;
}

/** The fault of the field at `pointer` (JSON Pointer), with the English words of its code. */
export function faultAt<C extends FaultCode>(pointer: string, code: C, ...[params]: FaultArguments<C>): FieldFault {
  const named = params as Readonly<Record<string, string | number>> | undefined;
  return { pointer, code, ...(named ? { params: named } : {}), detail: codeWords(FAULTS, code, named) };
}
