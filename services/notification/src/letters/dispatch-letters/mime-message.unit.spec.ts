import { simpleParser } from 'mailparser';
import { mimeMessage, type MimeLetter } from './mime-message';

const LETTER: MimeLetter = {
  from: { name: 'Acme Customer Care', address: 'care@acme.example' },
  to: 'ann@mail.example',
  subject: 'We have accepted your complaint CS-1',
  text: 'Dear Ann,\n\n.the point is kept.\nGoodbye',
  html: '<p>Dear Ann,</p>\n<p>Goodbye</p>',
  messageId: '<5c7c2f4e@acme.example>',
  complaintId: '019a9d6e-7a00-7000-8000-000000000001',
  language: 'en',
  date: new Date('2026-03-02T01:10:00.000Z'),
};

const linesOf = (letter: Partial<MimeLetter>) => mimeMessage({ ...LETTER, ...letter }).split('\r\n');

describe('a letter as a message', () => {
  it('is read as it was written', async () => {
    const mail = await simpleParser(mimeMessage(LETTER));

    expect(mail.from?.value).toEqual([{ name: 'Acme Customer Care', address: 'care@acme.example' }]);
    expect([mail.to].flat()[0]?.text).toBe('ann@mail.example');
    expect(mail.subject).toBe(LETTER.subject);
    expect(mail.messageId).toBe(LETTER.messageId);
    expect(mail.date).toEqual(LETTER.date);
    expect(mail.text?.trim()).toBe(LETTER.text);
    expect((mail.html || '').trim()).toBe(LETTER.html);
    expect(mail.headers.get('redress-complaint')).toBe(LETTER.complaintId);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('content-language')).toBe('en');
  });

  it.each([
    ['Chinese', '投诉受理函：您的投诉已经受理，我们会在规定的时间之内办结并且告知处理结果，请您耐心等待 CS-1'],
    ['pairs of surrogates', '😀'.repeat(40)],
    ['what looks like an encoded word', '=?UTF-8?B?aGk=?='],
    ['a long line', 'word '.repeat(300).trim()],
  ])('carries %s in name, subject and words', async (_what, words) => {
    const message = mimeMessage({
      ...LETTER,
      from: { ...LETTER.from, name: words },
      subject: words,
      text: words,
      html: words,
    });
    const mail = await simpleParser(message);

    expect(mail.subject).toBe(words);
    expect(mail.from?.value).toEqual([{ name: words, address: 'care@acme.example' }]);
    expect(mail.text?.trim()).toBe(words);
    expect((mail.html || '').trim()).toBe(words);
    expect(Math.max(...message.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
    expect(message).toMatch(/^[\t\r\n\x20-\x7e]*$/);
  });

  it('lets nothing into the header that is not of it', () => {
    const lines = linesOf({
      to: 'ann@mail.example\r\nBcc: all@mail.example',
      subject: 'Hello\r\nBcc: all@mail.example',
      from: { name: 'A "B"\r\nBcc: all', address: 'care@acme.example' },
    });

    expect(lines.some((line) => /^bcc:/i.test(line))).toBe(false);
    expect(lines[0]).toBe('From: "A \\"B\\" Bcc: all" <care@acme.example>');
  });

  it('divides its parts by a line that is another one each time', () => {
    const boundaryOf = (lines: string[]) => lines.find((line) => line.startsWith('Content-Type: multipart/'));

    expect(boundaryOf(linesOf({}))).not.toBe(boundaryOf(linesOf({})));
  });
});
