import { readFileSync } from 'node:fs';
import type { LetterKind, LocaleCode } from '@redress/contracts';
import { create, type Font } from 'fontkit';
import PDFDocument from 'pdfkit';
import { HEADINGS } from '../compose-letter/headings';

/** A letter as it is put on paper. */
export interface PrintedLetter {
  readonly kind: LetterKind;
  readonly locale: LocaleCode;
  readonly complaintNo: string;
  /** Under which name it is sent. */
  readonly sender: string;
  /** Where the sender is found: a slip has to go back somewhere, and a counter to be. */
  readonly letterhead?: string | undefined;
  /** Without what only the complainant may know. */
  readonly text: string;
  /** For the properties of the file: when it was written, business time. */
  readonly writtenAt: Date;
}

/** Stands for a character that the font lacks, as printers do it. */
const MISSING = '〓';
const MARGIN = 64;
const FOOTER = 34;
const SIZE = { body: 11, heading: 18, small: 9 } as const;
const LINE_GAP = 4;
const BOX = 9;
const RULE = '#52606d';

/** Letters to which their reader answers on the paper itself. */
const ANSWERED_ON_PAPER: readonly LetterKind[] = ['OFFER', 'OFFER_REMINDER'];

interface PaperWords {
  readonly page: (no: string, page: number, of: number) => string;
  readonly slip: string;
  readonly choices: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly missing: (codes: string) => string;
}

const WORDS: Readonly<Record<LocaleCode, PaperWords>> = {
  'zh-CN': {
    page: (no, page, of) => `投诉编号 ${no}　第 ${page} 页，共 ${of} 页`,
    slip: '答复回执（请勾选一项，签名后交回或寄回）',
    choices: ['接受方案', '不接受方案', '提出其他要求：'],
    signature: '签名：',
    date: '日期：',
    missing: (codes) => `“${MISSING}”处的字无法打印，请手写补上（${codes}）。`,
  },
  en: {
    page: (no, page, of) => `Complaint ${no} · page ${page} of ${of}`,
    slip: 'Your answer (tick one, sign, and hand or send it back)',
    choices: ['I accept the proposal', 'I do not accept the proposal', 'I propose something else:'],
    signature: 'Signature:',
    date: 'Date:',
    missing: (codes) => `A character could not be printed where ${MISSING} stands; please write it by hand (${codes}).`,
  },
};

interface PaperFont {
  readonly bytes: Buffer;
  readonly font: Font;
}

const FONTS = {
  body: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  strong: '@expo-google-fonts/noto-sans-sc/600SemiBold/NotoSansSC_600SemiBold.ttf',
} as const;

let fonts: Readonly<Record<keyof typeof FONTS, PaperFont>> | undefined;

/** Ten megabytes each, so they are read when the first letter is printed; Chinese and Latin letters are in both. */
function paperFonts(): Readonly<Record<keyof typeof FONTS, PaperFont>> {
  fonts ??= { body: fontAt(FONTS.body), strong: fontAt(FONTS.strong) };
  return fonts;
}

function fontAt(path: string): PaperFont {
  const bytes = readFileSync(require.resolve(path));
  return { bytes, font: create(bytes) as Font };
}

/**
 * The letter as a PDF of A4 pages (CM-11). What the font cannot draw is marked, and named at the end by its code point, for
 * those who print it to write by hand.
 */
export function letterPdf(letter: PrintedLetter): Promise<Buffer> {
  const { complaintNo, kind, letterhead, locale, sender, text, writtenAt } = letter;
  const words = WORDS[locale];
  const { body, strong } = paperFonts();
  const missing = new Set<string>();
  const drawn = (said: string) => drawable(said, body.font, missing);
  const heading = HEADINGS[kind][locale];
  const document = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
    bufferPages: true,
    lang: locale,
    displayTitle: true,
    info: { Title: `${heading} ${complaintNo}`, Author: sender, CreationDate: writtenAt, ModDate: writtenAt },
  });
  const finished = collected(document);
  document.registerFont('body', body.bytes);
  document.registerFont('strong', strong.bytes);
  document.font('strong').fontSize(SIZE.body).text(drawn(sender));
  if (letterhead) document.font('body').fontSize(SIZE.small).text(drawn(letterhead));
  document.moveDown(1.5);
  document.font('strong').fontSize(SIZE.heading).text(heading, { align: 'center' });
  document.moveDown(1);
  document.font('body').fontSize(SIZE.body);
  for (const line of text.trim().split('\n')) {
    if (line.trim() === '') document.moveDown(0.6);
    else document.text(drawn(line), { lineGap: LINE_GAP });
  }
  if (ANSWERED_ON_PAPER.includes(kind)) answerSlip(document, words);
  if (missing.size > 0) {
    document
      .moveDown(1)
      .fontSize(SIZE.small)
      .fillColor(RULE)
      .text(words.missing([...missing].join(', ')));
  }
  pageNumbers(document, (page, of) => words.page(complaintNo, page, of));
  document.end();
  return finished;
}

/** The text with a mark for each character that the font lacks, whose code points are noted. */
function drawable(said: string, font: Font, missing: Set<string>): string {
  return [...said]
    .map((character) => {
      const code = character.codePointAt(0) as number;
      if (font.hasGlyphForCodePoint(code)) return character;
      // Marks that change others and blanks of odd width leave no gap.
      if (/^[\p{M}\p{Cf}\p{Zs}]$/u.test(character)) return /^\p{Zs}$/u.test(character) ? ' ' : '';
      missing.add(`U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
      return MISSING;
    })
    .join('');
}

function answerSlip(document: PDFKit.PDFDocument, { choices, date, signature, slip }: PaperWords): void {
  const right = document.page.width - MARGIN;
  const needed = (choices.length + 5) * 26;
  if (document.y + needed > document.page.height - MARGIN) document.addPage();
  else document.moveDown(1.5);
  rule(document, MARGIN, document.y, right);
  document.moveDown(0.8).font('strong').fontSize(SIZE.body).text(slip).font('body');
  for (const choice of choices) {
    document.moveDown(0.6);
    const { y } = document;
    document
      .lineWidth(0.8)
      .strokeColor('black')
      .rect(MARGIN, y + 3, BOX, BOX)
      .stroke();
    document.text(choice, MARGIN + BOX + 8, y);
  }
  const from = MARGIN + BOX + 8;
  for (let line = 0; line < 2; line += 1) rule(document, from, document.y + 22 * (line + 1), right);
  const y = document.y + 22 * 2 + 26;
  const middle = (MARGIN + right) / 2;
  document.text(signature, MARGIN, y, { lineBreak: false });
  rule(document, MARGIN + 62, y + SIZE.body + 3, middle - 12);
  document.text(date, middle, y, { lineBreak: false });
  rule(document, middle + 44, y + SIZE.body + 3, right);
  document.x = MARGIN;
  document.y = y + 26;
}

function rule(document: PDFKit.PDFDocument, from: number, y: number, to: number): void {
  document.lineWidth(0.6).strokeColor(RULE).moveTo(from, y).lineTo(to, y).stroke();
}

function pageNumbers(document: PDFKit.PDFDocument, words: (page: number, of: number) => string): void {
  const { count, start } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(start + page);
    // Below the margin, where text would begin another page.
    document.page.margins.bottom = 0;
    document
      .font('body')
      .fontSize(SIZE.small)
      .fillColor(RULE)
      .text(words(page + 1, count), MARGIN, document.page.height - FOOTER, {
        width: document.page.width - 2 * MARGIN,
        align: 'center',
        lineBreak: false,
      });
  }
}

function collected(document: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  return new Promise((resolve, reject) => {
    document.on('data', (part: Buffer) => parts.push(part));
    document.on('end', () => resolve(Buffer.concat(parts)));
    document.on('error', reject);
  });
}
