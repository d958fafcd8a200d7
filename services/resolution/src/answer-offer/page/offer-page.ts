import { labelOf, OUTCOMES, REMEDIES, type LocaleCode } from '@redress/contracts';
import type { Money } from '@redress/policy';
import { DateTime } from 'luxon';
import type { OfferReply, ShownOffer } from '../answer-offer.handler';
import type { OfferContent } from '../../offer/domain/offer-content';
import { SHOWN_AS } from '../../offer/domain/shown-as';
import { html, Markup, NOTHING } from './html';
import { OFFER_STYLE } from './offer-style';
import { OFFER_WORDS, type OfferWords } from './offer-words';

/** Around the content: whose page, in which language, under which nonce. */
export interface PageFrame {
  readonly organisation: string;
  readonly locale: LocaleCode;
  /** Lets this page's style, and nothing else, through the content security policy. */
  readonly nonce: string;
}

type VerifyFault = 'missing' | 'wrong';

/** The page that asks for the code and shows nothing else. */
export function verifyPage(frame: PageFrame, fault?: VerifyFault): string {
  const words = OFFER_WORDS[frame.locale];
  const { verify } = words;
  const message = fault && verify[fault];
  const summary = message
    ? html`<div class="fault" role="alert" tabindex="-1" autofocus>
        <h2>${words.errorHeading}</h2>
        <a href="#code">${message}</a>
      </div>`
    : NOTHING;
  const fieldFault = message ? html`<p class="field-fault" id="code-fault">${message}</p>` : NOTHING;
  return page(frame, {
    title: message ? words.errorPrefix + verify.title : verify.title,
    other: html`<a
      href="?lang=${otherLang(frame.locale)}"
      hreflang="${otherLang(frame.locale)}"
      lang="${otherLang(frame.locale)}"
      >${words.otherLanguage}</a
    >`,
    main: html`${summary}
      <h1>${verify.title}</h1>
      <p>${verify.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        <label for="code">${verify.label}</label>
        <span class="muted" id="code-hint">${verify.hint}</span>
        ${fieldFault}
        <input
          type="text"
          id="code"
          name="code"
          required
          maxlength="40"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="${message ? 'code-hint code-fault' : 'code-hint'}"
          ${message ? html`aria-invalid="true"` : NOTHING}
        />
        <button type="submit" name="decision" value="VIEW">${verify.button}</button>
      </form>`,
  });
}

/** The offer as the complainant may see it now: to be decided, decided, or void. */
export function offerPage(frame: PageFrame, shown: ShownOffer, code: string): string {
  const words = OFFER_WORDS[frame.locale];
  const other = html`<form method="post" action="?lang=${otherLang(frame.locale)}">
    <input type="hidden" name="code" value="${code}" />
    <button class="quiet" name="decision" value="VIEW" lang="${otherLang(frame.locale)}">${words.otherLanguage}</button>
  </form>`;
  switch (shown.status) {
    case SHOWN_AS.OPEN:
      return page(frame, {
        title: words.offer.title,
        other,
        main: html`<h1>${words.offer.title}</h1>
          ${contentParts(shown.content, frame.locale)}${decision(shown.content, frame.locale, code)}`,
      });
    case SHOWN_AS.ACCEPTED: {
      const { accepted } = words;
      return page(frame, {
        title: accepted.title,
        other,
        main: html`<h1>${accepted.title}</h1>
          <div class="done" role="status">
            <p>${shown.isNewlyAccepted ? accepted.now : accepted.before(moment(shown, frame.locale))}</p>
          </div>
          <p>${shown.content.remedies.length > 0 ? accepted.nextRemedies : accepted.next}</p>
          ${contentParts(shown.content, frame.locale)}`,
      });
    }
    case SHOWN_AS.WITHDRAWN:
      return page(frame, { title: words.withdrawn.title, other, main: notice(words.withdrawn) });
  }
}

/** A page that says why there is nothing to see. */
export function noticePage(frame: PageFrame, reply: Exclude<OfferReply, { kind: 'SHOWN' | 'WRONG_CODE' }>): string {
  const found = noticeOf(reply, OFFER_WORDS[frame.locale]);
  return page(frame, { title: found.title, other: NOTHING, main: notice(found) });
}

function noticeOf(
  reply: Exclude<OfferReply, { kind: 'SHOWN' | 'WRONG_CODE' }>,
  words: OfferWords,
): { readonly title: string; readonly text: string } {
  switch (reply.kind) {
    case 'LOCKED':
      return { title: words.locked.title, text: words.locked.text(Math.ceil(reply.retryAfterSeconds / 60)) };
    case 'UNKNOWN':
      return words.unknown;
    case 'NOT_YET':
      return words.notYet;
    case 'ERASED':
      return words.erased;
  }
}

function notice({ title, text }: { readonly title: string; readonly text: string }): Markup {
  return html`<h1>${title}</h1>
    <p>${text}</p>`;
}

function contentParts(content: OfferContent, locale: LocaleCode): Markup {
  const { offer } = OFFER_WORDS[locale];
  return html`<dl>
      <dt>${offer.number}</dt>
      <dd>${content.complaintNo}</dd>
      <dt>${offer.outcome}</dt>
      <dd>${labelOf(OUTCOMES, content.outcome, locale)}</dd>
    </dl>
    ${
      content.apology === null
        ? NOTHING
        : html`<h2>${offer.apology}</h2>
            <p class="words">${content.apology}</p>`
    }
    <h2>${offer.explanation}</h2>
    <p class="words">${content.explanation}</p>
    <h2 id="remedies">${offer.remedies}</h2>
    ${content.remedies.length > 0 ? remedyTable(content, locale) : html`<p>${offer.noRemedies}</p>`}`;
}

function remedyTable({ remedies }: OfferContent, locale: LocaleCode): Markup {
  const { offer } = OFFER_WORDS[locale];
  const rows = remedies.map(
    ({ type, amount, dueOn }) =>
      html`<tr>
        <td data-label="${offer.remedy}">${labelOf(REMEDIES, type, locale)}</td>
        <td data-label="${offer.amount}">${amount ? inMoney(amount, locale) : offer.noAmount}</td>
        <td data-label="${offer.dueOn}"><time datetime="${dueOn}">${inDate(dueOn, locale)}</time></td>
      </tr>`,
  );
  return html`<table aria-labelledby="remedies">
    <thead>
      <tr>
        <th scope="col">${offer.remedy}</th>
        <th scope="col">${offer.amount}</th>
        <th scope="col">${offer.dueOn}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function decision({ remedies }: OfferContent, locale: LocaleCode, code: string): Markup {
  const { offer } = OFFER_WORDS[locale];
  return html`<section class="decide" aria-labelledby="decide">
    <h2 id="decide">${offer.decide}</h2>
    <p id="effect">${remedies.length > 0 ? offer.effect : offer.effectWithoutRemedies}</p>
    <form method="post" action="?lang=${langOf(locale)}">
      <input type="hidden" name="code" value="${code}" />
      <button type="submit" name="decision" value="ACCEPT" aria-describedby="effect">${offer.accept}</button>
    </form>
    <h2>${offer.disagree}</h2>
    <p>${offer.disagreeHow}</p>
  </section>`;
}

function page(
  { organisation, locale, nonce }: PageFrame,
  { title, other, main }: { readonly title: string; readonly other: Markup; readonly main: Markup },
): string {
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="robots" content="noindex" />
    <title>${title} · ${organisation}</title>
    <style nonce="${nonce}">
      ${new Markup(OFFER_STYLE)}
    </style>`;
  const body = html`<header>
      <p>${organisation}</p>
      ${other}
    </header>
    <main>${main}</main>`;
  return `<!doctype html>\n<html lang="${OFFER_WORDS[locale].htmlLang}">\n<head>${head.text}</head>\n<body>${body.text}</body>\n</html>\n`;
}

function langOf(locale: LocaleCode): string {
  return locale === 'en' ? 'en' : 'zh';
}

function otherLang(locale: LocaleCode): string {
  return locale === 'en' ? 'zh' : 'en';
}

function inMoney({ amountMinor, currency }: Money, locale: LocaleCode): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function inDate(dueOn: string, locale: LocaleCode): string {
  return DateTime.fromISO(dueOn, { zone: 'utc' }).setLocale(locale).toLocaleString(DateTime.DATE_FULL);
}

function moment({ decidedAt, zone }: ShownOffer, locale: LocaleCode): string {
  return DateTime.fromJSDate(decidedAt as Date, { zone })
    .setLocale(locale)
    .toLocaleString({ ...DateTime.DATETIME_MED, timeZoneName: 'short' });
}
