import type { WriteStream } from 'node:tty';
import { COMPLAINT_STATES, STATES } from '@redress/contracts';
import type { Tale } from '../platform/story';
import { countBy } from './figures';

/** What the view shows of a run under way. */
export interface Progress {
  /** Business time in words. */
  readonly now: string;
  readonly rows: number;
  readonly ended: number;
  readonly stuck: number;
  readonly tales: readonly Tale[];
  readonly letters: number;
  readonly requests: number;
  readonly realMs: number;
}

const LINE_EVERY_MS = 3_000;
const REDRAW_EVERY_MS = 200;
const BAR = 40;

/** Shows a run while it is under way: redrawn in place on a terminal, else a line every few seconds. */
export class ProgressView {
  private drawn = 0;
  private shownAtMs = Number.NEGATIVE_INFINITY;
  private readonly isLive: boolean;

  constructor(
    private readonly out: NodeJS.WriteStream & Partial<WriteStream>,
    private readonly nowMs: () => number = () => performance.now(),
  ) {
    this.isLive = out.isTTY === true;
  }

  /** Shows the progress if it was not shown a moment ago. */
  show(progress: () => Progress): void {
    const pauseMs = this.isLive ? REDRAW_EVERY_MS : LINE_EVERY_MS;
    if (this.nowMs() - this.shownAtMs < pauseMs) return;
    this.finish(progress());
  }

  /** Shows the progress now. */
  finish(progress: Progress): void {
    this.shownAtMs = this.nowMs();
    if (!this.isLive) {
      this.out.write(`  ${headline(progress)} · ${inOneLine(progress.tales)}\n`);
      return;
    }
    const lines = screen(progress);
    const erase = this.drawn > 0 ? `\u001b[${this.drawn}A\u001b[0J` : '';
    this.out.write(`${erase}${lines.join('\n')}\n`);
    this.drawn = lines.length;
  }
}

function headline({ now, rows, ended, letters, tales, realMs }: Progress): string {
  return `${now} · ${ended}/${rows} ended · ${letters} letters · ${breachesOf(tales)} breaches · ${(realMs / 1000).toFixed(0)} s`;
}

function inOneLine(tales: readonly Tale[]): string {
  return statesOf(tales)
    .map(([state, count]) => `${state} ${count}`)
    .join(', ');
}

function screen(progress: Progress): string[] {
  const states = statesOf(progress.tales);
  const most = Math.max(1, ...states.map(([, count]) => count));
  return [
    '',
    `  ${headline(progress)}`,
    `  ${progress.requests} requests${progress.stuck > 0 ? ` · ${progress.stuck} stuck` : ''}`,
    ...states.map(
      ([state, count]) =>
        `  ${STATES[state].en.padEnd(22)} ${String(count).padStart(4)}  ${'█'.repeat(Math.ceil((BAR * count) / most))}`,
    ),
  ];
}

function statesOf(tales: readonly Tale[]): [Tale['state'], number][] {
  const counts = countBy(tales.map(({ state }) => state));
  return COMPLAINT_STATES.flatMap((state) =>
    counts[state] ? [[state, counts[state]] as [Tale['state'], number]] : [],
  );
}

function breachesOf(tales: readonly Tale[]): number {
  return tales.flatMap(({ clocks }) => [...clocks.values()]).filter(({ fate }) => fate === 'breached').length;
}
