/** Where a command writes and what it may assume about the reader. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Whether bold and dim may be used. */
  readonly isStyled: boolean;
  /** Width of the window; undefined when there is none. */
  readonly columns?: number | undefined;
}

/** The terminal (or pipe) of this process. */
export function processTerminal(): Terminal {
  // The reader of a pipe may have seen enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    isStyled: process.stdout.isTTY === true && !process.env['NO_COLOR'],
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  };
}

/** Bold and dim, where the terminal takes them. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
}

export function styleOf({ isStyled }: Pick<Terminal, 'isStyled'>): Style {
  const wrapped = (on: number, off: number) => (text: string) =>
    isStyled && text ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: wrapped(1, 22), dim: wrapped(2, 22) };
}
