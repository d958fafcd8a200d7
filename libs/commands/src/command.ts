import type { Caller } from './caller';

/** What every command on a complaint says, whichever door it came through. */
export interface ComplaintCommand {
  readonly complaintId: string;
  readonly actor: Caller;
  /** The version that the caller judged by; absent where a door has none, as a clock. */
  readonly expectedVersion?: number | undefined;
}
