import { closedDoorProblem, closedDoorWords, faultBox, moment, noticePage, proofPage, retryHeaders } from '../index';
import { pageFrame } from './page';

const VERIFY = { title: 'Title', intro: 'Intro.', button: 'Go on', unknown: 'Not <known>.' };
const frame = pageFrame('Acme', 'en');
const HOSTILE = '"><script>alert(1)</script>&';

describe('pages that number and code open', () => {
  it('ask for both, fill in the number and escape it, also in the address of the other language', () => {
    const shown = proofPage(frame, VERIFY, HOSTILE);
    expect(shown).not.toContain('<script>');
    expect(shown).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;"');
    expect(shown).toContain('href="?lang=zh&amp;no=%22%3E%3Cscript%3Ealert%281%29%3C%2Fscript%3E%26"');
    expect(shown).not.toContain('aria-invalid="true"');
  });

  it('say what is wrong first, in title and box, and lead to the field', () => {
    const shown = proofPage(frame, VERIFY, '', 'unknown');
    expect(shown).toContain('<title>Error: Title · Acme</title>');
    expect(shown).toContain('<a href="#trackingCode">Not &lt;known&gt;.</a>');
    expect(shown).toContain('aria-invalid="true"');
    expect(proofPage(frame, VERIFY, '', 'missing')).toContain('Enter the complaint number and the tracking code.');
  });

  it('say the same to programs, and when to try again', () => {
    expect(closedDoorProblem({ kind: 'UNKNOWN' }).status).toBe(404);
    expect(closedDoorProblem({ kind: 'ERASED' }).status).toBe(410);
    expect(closedDoorProblem({ kind: 'LOCKED', retryAfterSeconds: 61 }).status).toBe(429);
    expect(closedDoorProblem({ kind: 'NOT_YET' }).status).toBe(503);
    expect(retryHeaders({ kind: 'LOCKED', retryAfterSeconds: 61 } as { kind: string })).toEqual({
      'retry-after': '61',
    });
    expect(retryHeaders({ kind: 'NOT_YET' })).toEqual({ 'retry-after': '60' });
    expect(retryHeaders({ kind: 'ERASED' })).toEqual({});
  });

  it('give the time to wait in whole minutes', () => {
    const text = (retryAfterSeconds: number, locale: 'zh-CN' | 'en') =>
      closedDoorWords({ kind: 'LOCKED', retryAfterSeconds }, locale).text;
    expect(text(61, 'en')).toContain('in 2 minutes.');
    expect(text(60, 'en')).toContain('in 1 minute.');
    expect(text(61, 'zh-CN')).toContain('2 分钟后');
  });
});

describe('parts of pages', () => {
  it('show each fault as a link to where it is put right', () => {
    const box = faultBox('Heading', { message: '<a>', target: '#a' }, { message: 'b', target: '#b' }).text;
    expect(box).toContain('<a href="#a">&lt;a&gt;</a><a href="#b">b</a>');
  });

  it('say with role and colour what was done, and plainly what was not', () => {
    const notice = { title: 'Done', text: 'It is.' };
    expect(noticePage(frame, notice, true)).toContain('<div class="done" role="status"><p>It is.</p></div>');
    expect(noticePage(frame, notice)).not.toContain('class="done"');
  });

  it('name the zone of an instant', () => {
    const at = new Date('2026-03-17T01:00:00Z');
    expect(moment(at, 'Asia/Shanghai', 'en')).toBe('Mar 17, 2026, 9:00 AM GMT+8');
    expect(moment(at, 'Asia/Shanghai', 'zh-CN')).toContain('2026年3月17日');
  });
});
