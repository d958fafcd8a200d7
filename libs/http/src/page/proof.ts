import type { LocaleCode } from '@redress/contracts';
import { z } from 'zod';
import { Problem } from '../problems/problem';
import { html, NOTHING, type Markup } from './html';
import { langOf, otherLang, page, type PageFrame } from './page';
import { faultBox, otherLanguageLink, type NoticeWords } from './page-parts';

/** What a visitor enters to prove to be the complainant. */
export interface NumberAndCode {
  readonly complaintNo: string;
  readonly trackingCode: string;
}

/** Why number and code open nothing. */
export type ClosedDoor =
  /** They do not belong together, or nothing of that kind is known of the complaint. */
  | { readonly kind: 'UNKNOWN' }
  | { readonly kind: 'LOCKED'; readonly retryAfterSeconds: number }
  /** What holds the code has not arrived here yet. */
  | { readonly kind: 'NOT_YET' }
  /** The person was erased: no proof is possible any more. */
  | { readonly kind: 'ERASED' };

/** Status of the page that says so. */
export const CLOSED_DOOR_STATUS = { UNKNOWN: 404, ERASED: 410, LOCKED: 429, NOT_YET: 503 } as const;

const NOT_YET_SECONDS = 60;

/** When to try again, of a page that says so. */
export function retryHeaders(reply: { readonly kind: string }): Record<string, string> {
  if ('retryAfterSeconds' in reply) return { 'retry-after': String(reply.retryAfterSeconds) };
  return reply.kind === 'NOT_YET' ? { 'retry-after': String(NOT_YET_SECONDS) } : {};
}

/** The same for a program. */
export function closedDoorProblem(closed: ClosedDoor): Problem {
  switch (closed.kind) {
    case 'UNKNOWN':
      return new Problem(404, 'unknown-number-or-code', 'Number and code do not belong together');
    case 'LOCKED':
      return new Problem(429, 'too-many-requests', 'Too many wrong codes', {
        retryAfterSeconds: closed.retryAfterSeconds,
      });
    case 'NOT_YET':
      return new Problem(503, 'not-ready', 'The complaint is not here yet', { retryAfterSeconds: NOT_YET_SECONDS });
    case 'ERASED':
      return new Problem(410, 'erased', 'The content was deleted');
  }
}

/** Address of a page that number and code open. */
export const proofQuerySchema = z.object({
  lang: z
    .enum(['zh', 'en'])
    .optional()
    .catch(undefined)
    .describe('Language of the page; else what the browser prefers'),
  no: z.string().max(64).optional().catch(undefined).describe('Number of the complaint, to be filled in on the page'),
});

/** Number and code in the body of a form. */
export const proofFields = {
  complaintNo: z.string().trim().min(1).max(64).describe('Number of the complaint'),
  trackingCode: z.string().trim().min(1).max(40).describe('Tracking code; case and spaces do not matter'),
};

/** What all pages say that number and code open, per language. */
export interface ProofWords {
  readonly errorPrefix: string;
  readonly errorHeading: string;
  readonly otherLanguage: string;
  readonly number: string;
  readonly code: string;
  readonly codeHint: string;
  readonly missing: string;
  readonly locked: { readonly title: string; readonly text: (seconds: number) => string };
  readonly notYet: NoticeWords;
  readonly erased: NoticeWords;
}

const minutes = (seconds: number) => Math.ceil(seconds / 60);

export const PROOF_WORDS: Readonly<Record<LocaleCode, ProofWords>> = {
  'zh-CN': {
    errorPrefix: '错误：',
    errorHeading: '请更正以下内容',
    otherLanguage: 'English',
    number: '投诉编号',
    code: '查询码',
    codeHint: '12 位，见受理函或登记页面；不区分大小写和空格。',
    missing: '请输入投诉编号和查询码。',
    locked: {
      title: '请稍后再试',
      text: (seconds) => `查询码输错次数过多，请在 ${minutes(seconds)} 分钟后再试。`,
    },
    notYet: { title: '正在准备', text: '内容尚未就绪，请一分钟后再试。' },
    erased: { title: '内容已删除', text: '个人信息已按规定删除，此页面不再可用。' },
  },
  en: {
    errorPrefix: 'Error: ',
    errorHeading: 'Please correct the following',
    otherLanguage: '中文',
    number: 'Complaint number',
    code: 'Tracking code',
    codeHint:
      '12 characters, in the acceptance letter or on the page of your registration; case and spaces do not matter.',
    missing: 'Enter the complaint number and the tracking code.',
    locked: {
      title: 'Please try again later',
      text: (seconds) =>
        `Too many wrong codes were entered. Try again in ${minutes(seconds)} ${minutes(seconds) === 1 ? 'minute' : 'minutes'}.`,
    },
    notYet: { title: 'Being prepared', text: 'The complaint is not here yet. Try again in a minute.' },
    erased: {
      title: 'The content was deleted',
      text: 'The personal data were deleted as the rules require, so this page is of no use any more.',
    },
  },
};

/** What a page says why number and code open nothing; a wrong code is said on the page that asks for it. */
export function closedDoorWords(closed: Exclude<ClosedDoor, { kind: 'UNKNOWN' }>, locale: LocaleCode): NoticeWords {
  const words = PROOF_WORDS[locale];
  switch (closed.kind) {
    case 'LOCKED':
      return { title: words.locked.title, text: words.locked.text(closed.retryAfterSeconds) };
    case 'NOT_YET':
      return words.notYet;
    case 'ERASED':
      return words.erased;
  }
}

/** The fields of number and code. @param isWrong whether what was entered did not fit */
export function proofInputs(locale: LocaleCode, complaintNo: string, isWrong = false): Markup {
  const words = PROOF_WORDS[locale];
  return html`<label for="complaintNo">${words.number}</label>
    <input
      type="text"
      id="complaintNo"
      name="complaintNo"
      required
      maxlength="64"
      spellcheck="false"
      value="${complaintNo}"
    />
    <label for="trackingCode">${words.code}</label>
    <span class="muted" id="code-hint">${words.codeHint}</span>
    <input
      type="text"
      id="trackingCode"
      name="trackingCode"
      required
      maxlength="40"
      autocomplete="off"
      autocapitalize="characters"
      spellcheck="false"
      aria-describedby="code-hint"
      ${isWrong ? html`aria-invalid="true"` : NOTHING}
    />`;
}

/** Number and code on their way to the next page. */
export function hiddenProof({ complaintNo, trackingCode }: NumberAndCode): Markup {
  return html`<input type="hidden" name="complaintNo" value="${complaintNo}" />
    <input type="hidden" name="trackingCode" value="${trackingCode}" />`;
}

/** Leads to the same page in the other language, where number and code were shown already. @param action path and no query */
export function proofInOtherLanguage(frame: PageFrame, proof: NumberAndCode, action = ''): Markup {
  const lang = otherLang(frame.locale);
  return html`<form method="post" action="${action}?lang=${lang}">
    ${hiddenProof(proof)}
    <button class="quiet" lang="${lang}">${PROOF_WORDS[frame.locale].otherLanguage}</button>
  </form>`;
}

/** What the page says of its own that asks for number and code. */
export interface VerifyWords {
  readonly title: string;
  readonly intro: string;
  readonly button: string;
  /** Number and code do not belong together, or nothing is there to be shown. */
  readonly unknown: string;
}

/** The page that asks for number and code, and shows nothing. @param complaintNo filled in already */
export function proofPage(
  frame: PageFrame,
  verify: VerifyWords,
  complaintNo: string,
  fault?: 'missing' | 'unknown',
): string {
  const words = PROOF_WORDS[frame.locale];
  const message = fault && (fault === 'missing' ? words.missing : verify.unknown);
  return page(frame, {
    title: message ? words.errorPrefix + verify.title : verify.title,
    other: otherLanguageLink(frame, words.otherLanguage, { no: complaintNo }),
    main: html`${message ? faultBox(words.errorHeading, { message, target: '#trackingCode' }) : NOTHING}
      <h1>${verify.title}</h1>
      <p>${verify.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        ${proofInputs(frame.locale, complaintNo, message !== undefined)}
        <button type="submit" name="decision" value="VIEW">${verify.button}</button>
      </form>`,
  });
}
