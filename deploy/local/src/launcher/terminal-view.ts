import type { WriteStream } from 'node:tty';
import type { LaunchEvent, LaunchReporter } from './launch-events';

/**
 * Shows the launcher's steps with their times. On a terminal the steps under way stay at the bottom and are redrawn; elsewhere each
 * event is one line.
 */
export function terminalView(
  out: NodeJS.WriteStream & Partial<WriteStream>,
  now: () => number = Date.now,
): LaunchReporter {
  const underWay = new Map<string, number>();
  let drawn = 0;
  const isLive = out.isTTY === true;
  const draw = (settled: string) => {
    if (!isLive) {
      out.write(`${settled}\n`);
      return;
    }
    const pending = [...underWay.keys()].map((name) => `  … ${name}`);
    const erase = drawn > 0 ? `\u001b[${drawn}A\u001b[0J` : '';
    out.write(erase + [...(settled ? [settled] : []), ...pending].map((line) => `${line}\n`).join(''));
    drawn = pending.length;
  };
  return (event: LaunchEvent) => {
    if (event.kind === 'notice') return draw(`  ! ${event.text}`);
    if (event.kind === 'begun') {
      underWay.set(event.step, now());
      if (isLive) draw('');
      return;
    }
    const seconds = ((now() - (underWay.get(event.step) ?? now())) / 1000).toFixed(1);
    underWay.delete(event.step);
    const detail = event.detail ? `: ${event.detail}` : '';
    draw(`  ${event.kind === 'done' ? '✓' : '✗'} ${event.step}${detail} (${seconds} s)`);
  };
}
