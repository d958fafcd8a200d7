import { pageFrame } from '@redress/http';
import type { ReadLetter } from '../mailbox';
import { keyPage, letterPage, listPage } from './mailbox-page';

const key = { complaintNo: 'GSCS-260302-00001', trackingCode: 'K7MQ2XWP9RTA' };
const frame = pageFrame('Acme', 'en');
const letter = (text: string): ReadLetter => ({
  letterId: '019a9d6e-7a00-7000-8000-0000000000c1',
  kind: 'ACKNOWLEDGEMENT',
  locale: 'en',
  writtenAt: new Date('2026-03-10T01:00:00Z'),
  toldAt: null,
  subject: 'We have your complaint',
  text,
  html: '',
});
const wordsOf = (page: string) => /<div class="words" lang="en">([^]*?)<\/div>/.exec(page)?.[1];

describe('the pages of the mailbox', () => {
  it('keep the lines and paragraphs of a letter', () => {
    const shown = letterPage(frame, { letter: letter('Dear Mr Wang,\n\nWe have it.\nYours') }, key);
    expect(wordsOf(shown)).toBe('Dear Mr Wang,\n\nWe have it.\nYours\n');
  });

  it('make a link of an address on a line of its own, and markup of nothing else', () => {
    const text =
      'See\nhttps://redress.example/v1/portal/letters?no=1&lang=en\n<b>https://x.example</b>\njavascript:alert(1)';
    const address = 'https://redress.example/v1/portal/letters?no=1&amp;lang=en';
    expect(wordsOf(letterPage(frame, { letter: letter(text) }, key))).toBe(
      `See\n<a href="${address}" rel="noreferrer">${address}</a>\n&lt;b&gt;https://x.example&lt;/b&gt;\njavascript:alert(1)\n`,
    );
  });

  it('hand number and code on to each letter and to the other language, escaped and never in an address', () => {
    const shown = listPage(
      frame,
      { complaintNo: key.complaintNo, letters: [letter('')], zone: 'Asia/Shanghai' },
      { ...key, trackingCode: '"><script>' },
    );
    expect(shown.match(/name="trackingCode" value="&quot;&gt;&lt;script&gt;"/g)).toHaveLength(2);
    expect(shown).not.toContain('<script>');
    expect(shown).not.toMatch(/(?:action|href)="[^"]*script/);
  });

  it.each(['zh-CN', 'en'] as const)('ask for number and code in %s, with what is wrong first', (locale) => {
    const shown = keyPage(pageFrame('Acme', locale), 'locked');
    expect(shown).toContain('role="alert"');
    expect(shown).toContain(locale === 'en' ? 'Too many wrong codes' : '错误次数过多');
  });
});
