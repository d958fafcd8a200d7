import { randomBytes } from 'node:crypto';
import type { LocaleCode } from '@redress/contracts';
import { z } from 'zod';
import { answer, type Answer } from '../contract/answer';
import { html, Markup } from './html';
import { PAGE_STYLE } from './page-style';

/** Around the content: whose page, in which language, under which nonce. */
export interface PageFrame {
  readonly organisation: string;
  readonly locale: LocaleCode;
  /** Lets this page's style, and nothing else, through the content security policy. */
  readonly nonce: string;
}

/** A frame with a nonce of its own. */
export function pageFrame(organisation: string, locale: LocaleCode): PageFrame {
  return { organisation, locale, nonce: randomBytes(16).toString('base64') };
}

/** The language of a page: what is asked for, else what the browser prefers, else Chinese. */
export function pageLocale(asked: 'zh' | 'en' | undefined, acceptLanguage: string | undefined): LocaleCode {
  if (asked) return asked === 'en' ? 'en' : 'zh-CN';
  for (const range of acceptLanguage?.toLowerCase().split(',') ?? []) {
    if (range.trim().startsWith('zh')) return 'zh-CN';
    if (range.trim().startsWith('en')) return 'en';
  }
  return 'zh-CN';
}

/** How addresses of pages name a language. */
export function langOf(locale: LocaleCode): 'zh' | 'en' {
  return locale === 'en' ? 'en' : 'zh';
}

/** The language that a page offers besides its own, as {@link langOf}. */
export function otherLang(locale: LocaleCode): 'zh' | 'en' {
  return locale === 'en' ? 'zh' : 'en';
}

/** What stands on a page. */
export interface PageContent {
  readonly title: string;
  /** What leads to the other language. */
  readonly other: Markup;
  readonly main: Markup;
  /** Style that only this page has, besides that of all. */
  readonly style?: string;
}

/** A whole page for complainants, which works without scripts. */
export function page(
  { organisation, locale, nonce }: PageFrame,
  { title, other, main, style = '' }: PageContent,
): string {
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title} · ${organisation}</title>
    <style nonce="${nonce}">
      ${new Markup(PAGE_STYLE + style)}
    </style>`;
  const body = html`<header>
      <p>${organisation}</p>
      ${other}
    </header>
    <main>${main}</main>`;
  return `<!doctype html>\n<html lang="${locale}">\n<head>${head.text}</head>\n<body>${body.text}</body>\n</html>\n`;
}

/** Answers a page that nothing may load, embed, keep or index, and from whose address nothing leaks. */
export function pageAnswer(
  { nonce }: PageFrame,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Answer<string> {
  return answer(text, {
    status,
    headers: {
      ...headers,
      'content-type': HTML,
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      vary: 'accept, accept-language',
    },
  });
}

/** Media type of pages. */
export const HTML = 'text/html; charset=utf-8';

/** Whether a caller takes JSON and problem documents in place of pages. */
export function wantsJson(accept: string | undefined): boolean {
  return !!accept?.includes('application/json') && !accept.includes('text/html');
}

/** Headers of what such a caller gets; it is for one complainant, so nothing keeps it. */
export const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

/** A page, for the document of an endpoint. */
export const htmlSchema = z.string().describe('The page');

/** Headers of pages, for the document of an endpoint. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': 'Nothing but the style of the page, and forms to the same site',
};

/** A page that is answered in place of a problem, for the document of an endpoint. */
export function htmlAlternative(description: string) {
  return { description, response: { 'text/html': htmlSchema } };
}
