import { randomUUID } from 'node:crypto';

/** A letter as it is to be put into a message. */
export interface MimeLetter {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** With its angle brackets. */
  readonly messageId: string;
  /** The complaint that the letter is about: a report that it came back holds it. */
  readonly complaintId: string;
  /** BCP 47. */
  readonly language: string;
  readonly date: Date;
}

const CRLF = '\r\n';
/** RFC 5322 allows 998; a little less does no harm. */
const LONGEST_LINE = 900;
const BASE64_LINE = /.{1,76}/g;
/** An encoded word has 75 characters at most (RFC 2047), of which twelve frame it: 45 bytes make 60 of base64. */
const ENCODED_WORD_BYTES = 45;
const IS_ASCII = /^[\t\n\r\x20-\x7e]*$/;
const IS_PLAIN_NAME = /^[A-Za-z0-9 ]*$/;
const IS_CONTROL = /\p{Cc}+/gu;

/**
 * A letter as an Internet message with its words as text and as HTML. The mail library can write any message there is, in
 * streams that cost some twenty times as much; this is the one form that all letters have.
 */
export function mimeMessage(letter: MimeLetter): string {
  const boundary = `=_${randomUUID()}`;
  return [
    `From: ${nameOf(letter.from.name)} <${letter.from.address}>`,
    `To: ${letter.to.replace(IS_CONTROL, '')}`,
    `Subject: ${unstructured(letter.subject)}`,
    `Message-ID: ${letter.messageId}`,
    `Redress-Complaint: ${letter.complaintId}`,
    `Date: ${letter.date.toUTCString().replace('GMT', '+0000')}`,
    'Auto-Submitted: auto-generated',
    `Content-Language: ${letter.language}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...part('text/plain', letter.text),
    `--${boundary}`,
    ...part('text/html', letter.html),
    `--${boundary}--`,
    '',
  ].join(CRLF);
}

function part(type: string, content: string): string[] {
  const lines = content.split(/\r\n?|\n/);
  const isPlain = IS_ASCII.test(content) && lines.every(({ length }) => length <= LONGEST_LINE);
  return [
    `Content-Type: ${type}; charset=utf-8`,
    `Content-Transfer-Encoding: ${isPlain ? '7bit' : 'base64'}`,
    '',
    ...(isPlain ? lines : (base64(lines.join(CRLF)).match(BASE64_LINE) ?? [])),
  ];
}

/** A display name: as it is, quoted, or encoded. */
function nameOf(name: string): string {
  const line = unstructured(name);
  return line.startsWith('=?') || IS_PLAIN_NAME.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
}

function unstructured(text: string): string {
  const line = text.replace(IS_CONTROL, ' ');
  return IS_ASCII.test(line) && line.length <= LONGEST_LINE && !line.includes('=?') ? line : encodedWords(line);
}

/** No character is divided between two words. */
function encodedWords(text: string): string {
  const words: string[] = [];
  let word = '';
  for (const character of text) {
    if (Buffer.byteLength(word + character) > ENCODED_WORD_BYTES) {
      words.push(word);
      word = '';
    }
    word += character;
  }
  return [...words, word].map((one) => `=?UTF-8?B?${base64(one)}?=`).join(`${CRLF} `);
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
