import { terminalView } from './terminal-view';

const screen = (isTTY: boolean) => {
  const written: string[] = [];
  let nowMs = 0;
  const out = { isTTY, write: (text: string) => written.push(text) > 0 } as unknown as NodeJS.WriteStream;
  return { written, view: terminalView(out, () => nowMs), pass: (ms: number) => (nowMs += ms) };
};

describe('the view of a launch', () => {
  it('writes one line for each step that ended, with its time', () => {
    const { written, view, pass } = screen(false);
    view({ kind: 'begun', step: 'topics' });
    pass(1_240);
    view({ kind: 'done', step: 'topics', detail: '11 new' });
    view({ kind: 'notice', text: 'port 3001 is taken; intake listens on 40123' });
    expect(written).toEqual(['  ✓ topics: 11 new (1.2 s)\n', '  ! port 3001 is taken; intake listens on 40123\n']);
  });

  it('keeps the steps under way at the bottom of a terminal', () => {
    const { written, view } = screen(true);
    view({ kind: 'begun', step: 'intake' });
    view({ kind: 'begun', step: 'routing' });
    view({ kind: 'failed', step: 'intake' });
    expect(written.at(-1)).toBe('\u001b[2A\u001b[0J  ✗ intake (0.0 s)\n  … routing\n');
  });
});
