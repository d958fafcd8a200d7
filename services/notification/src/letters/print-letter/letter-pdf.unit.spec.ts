import { LetterKind } from '@redress/contracts';
import { linesOfPdf } from '../../testing/pdf-text.spec';
import { letterPdf, type PrintedLetter } from './letter-pdf';

const aLetter = (over: Partial<PrintedLetter> = {}): PrintedLetter => ({
  kind: 'OFFER',
  locale: 'zh-CN',
  complaintNo: 'GSCS-260302-00001',
  sender: '安泰客户服务中心',
  text: '尊敬的王芳：\n\n您的投诉已经调查完毕。\n\n处理结论：支持\n- 退款 CNY 199.00，2026年3月12日前\n',
  writtenAt: new Date('2026-03-04T02:00:00.000Z'),
  ...over,
});

const linesOf = async (letter: Partial<PrintedLetter>) => linesOfPdf(await letterPdf(aLetter(letter)));

// CM-11
describe('a letter on paper', () => {
  it('says in Chinese all that the letter says, with sender, heading, number and pages', async () => {
    const pdf = await letterPdf(aLetter());

    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(linesOfPdf(pdf)).toEqual(
      expect.arrayContaining([
        '安泰客户服务中心',
        '投诉处理方案告知函',
        '尊敬的王芳：',
        '您的投诉已经调查完毕。',
        '- 退款 CNY 199.00，2026年3月12日前',
        '投诉编号 GSCS-260302-00001　第 1 页，共 1 页',
      ]),
    );
  });

  it('says under the name of the sender where answers go and people come', async () => {
    const letterhead = '上海市延安路 1 号 · 021-5555 0100';
    const lines = await linesOf({ letterhead });

    expect(lines.indexOf(letterhead)).toBe(lines.indexOf('安泰客户服务中心') + 1);
  });

  it('says it in English, on as many pages as it needs', async () => {
    const lines = await linesOf({ locale: 'en', text: `Dear Ms O’Neill,\n\n${'It was our fault. '.repeat(200)}` });

    expect(lines).toEqual(
      expect.arrayContaining([
        'Our proposal on your complaint',
        'Dear Ms O’Neill,',
        'Complaint GSCS-260302-00001 · page 1 of 2',
        'Complaint GSCS-260302-00001 · page 2 of 2',
      ]),
    );
  });

  // RM-08
  it('has a slip on which an offer is answered and signed, which other letters have not', async () => {
    expect(await linesOf({})).toEqual(expect.arrayContaining(['接受方案', '不接受方案', '提出其他要求：', '签名：']));
    expect(await linesOf({ locale: 'en' })).toEqual(expect.arrayContaining(['I accept the proposal', 'Signature:']));
    expect(await linesOf({ kind: 'CLOSURE' })).not.toContain('签名：');
  });

  it('draws rare characters of names, and marks what it cannot draw with the code points to write by hand', async () => {
    const lines = await linesOf({ kind: 'CLOSURE', text: '尊敬的王䶮𬱟：\n\u{1F600}ሴ\n' });

    expect(lines).toContain('尊敬的王䶮𬱟：');
    expect(lines).toContain('〓〓');
    expect(lines).toContain('“〓”处的字无法打印，请手写补上（U+1F600, U+1234）。');
  });

  it.each(LetterKind.options)('is made of %s', async (kind) => {
    expect((await linesOf({ kind })).length).toBeGreaterThan(4);
  });
});
