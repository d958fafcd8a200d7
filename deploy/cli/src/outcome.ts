/** What a command has to say: to a person, and with `--json` to a program. */
export interface Outcome {
  readonly text: string;
  readonly json: unknown;
  /** True: the command did its work and found something wrong, exit code 1. */
  readonly isBad?: boolean;
}
