import {
  amountOf,
  ANSWER_CHANNELS,
  ANSWERS,
  detailsOf,
  inWords,
  labelOf,
  OUTCOMES,
  REMEDIES,
  STATE,
  type LocaleCode,
  type Money,
} from '@redress/contracts';
import {
  faultBox,
  html,
  langOf,
  moment,
  NOTHING,
  noticePage,
  otherLang,
  otherLanguageLink,
  page,
  type Markup,
  type NoticeWords,
  type PageFrame,
} from '@redress/http';
import { DateTime } from 'luxon';
import type { EndedOffer, OfferReply, RecordToObject, ShownOffer } from '../answer-offer.handler';
import type { OfferContent } from '../../offer/domain/offer-content';
import { OFFER_WORDS, type OfferWords } from './offer-words';

/** What is wrong with what was entered or asked for. */
type VerifyFault = 'missing' | 'wrong' | 'expired' | 'noAddress' | 'tooManyCodes';

/** What goes on proving that the complainant is there, from one page to the next. */
export interface Proof {
  readonly code?: string | undefined;
  readonly ticket?: string | undefined;
}

/** The page that asks for a code, sends one on request and shows nothing else. @param news what is to be said first */
export function verifyPage(frame: PageFrame, news?: VerifyFault | 'sent'): string {
  const words = OFFER_WORDS[frame.locale];
  const { verify } = words;
  const message = news && news !== 'sent' ? verify[news] : undefined;
  const summary = message ? faultBox(words.errorHeading, { message, target: '#code' }) : NOTHING;
  const sent = news === 'sent' ? html`<div class="done" role="status"><p>${verify.sent}</p></div>` : NOTHING;
  const isAboutCode = news === 'missing' || news === 'wrong' || news === 'expired';
  const fieldFault = message && isAboutCode ? html`<p class="field-fault" id="code-fault">${message}</p>` : NOTHING;
  return page(frame, {
    title: message ? words.errorPrefix + verify.title : verify.title,
    other: otherLanguageLink(frame, words.otherLanguage),
    main: html`${summary}
      <h1>${verify.title}</h1>
      ${sent}
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
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
          aria-describedby="${isAboutCode ? 'code-hint code-fault' : 'code-hint'}"
          ${isAboutCode ? html`aria-invalid="true"` : NOTHING}
        />
        <button type="submit" name="decision" value="VIEW">${verify.button}</button>
      </form>
      <section aria-labelledby="no-code">
        <h2 id="no-code">${verify.noCode}</h2>
        <p id="send-effect">${verify.sendEffect}</p>
        <form method="post" action="?lang=${langOf(frame.locale)}">
          <button type="submit" class="second" name="decision" value="SEND_CODE" aria-describedby="send-effect">
            ${verify.send}
          </button>
        </form>
      </section>`,
  });
}

/** What the page of an offer shows; a reply that shows it again says why. */
type OnPage = Omit<ShownOffer, 'kind'> & { readonly kind: 'SHOWN' | 'WORDS_MISSING' | 'NO_COUNTER' | 'NO_REVIEW' };

/** The offer as the complainant may see it now: to be decided, or just answered. @param missing what a counter-proposal lacks */
export function offerPage(frame: PageFrame, shown: OnPage, proof: Proof, missing?: 'words'): string {
  const words = OFFER_WORDS[frame.locale];
  if (shown.answered === 'COUNTER' || shown.answered === 'REFUSE') {
    const { title, now, next } = answeredWords(words, shown.answered, shown.state === STATE.RESOLVED);
    return page(frame, {
      title,
      other: NOTHING,
      main: html`<h1>${title}</h1>
        <div class="done" role="status"><p>${now}</p></div>
        <p>${next}</p>`,
    });
  }
  if (shown.answered === 'ACCEPT') {
    const { accepted } = words;
    return page(frame, {
      title: accepted.title,
      other: NOTHING,
      main: html`<h1>${accepted.title}</h1>
        <div class="done" role="status"><p>${accepted.now}</p></div>
        <p>${shown.content.remedies.length > 0 ? accepted.nextRemedies : accepted.next}</p>
        ${contentParts(shown.content, frame.locale)}`,
    });
  }
  return page(frame, {
    title: words.offer.title,
    other: html`<form method="post" action="?lang=${otherLang(frame.locale)}">
      ${hidden(proof)}
      <button class="quiet" name="decision" value="VIEW" lang="${otherLang(frame.locale)}">
        ${words.otherLanguage}
      </button>
    </form>`,
    main: html`${fault(words, shown, missing)}
      <h1>${words.offer.title}</h1>
      ${contentParts(shown.content, frame.locale)}${decision(shown, frame.locale, proof)}`,
  });
}

function answeredWords(words: OfferWords, answered: 'COUNTER' | 'REFUSE', hasEnded: boolean) {
  if (answered === 'COUNTER') return words.countered;
  return hasEnded ? { ...words.refused, next: words.refused.nextAtTheEnd } : words.refused;
}

function fault(words: OfferWords, { kind, content }: OnPage, missing: 'words' | undefined): Markup {
  if (kind === 'SHOWN') return NOTHING;
  const noCounter = content.isFinal ? words.offer.isFinal : words.offer.noRounds;
  const message = missing ? words.offer.wordsMissing : kind === 'NO_REVIEW' ? words.offer.noReview : noCounter;
  return faultBox(words.errorHeading, { message, target: missing ? '#words' : '#decide' });
}

/** The page that tells the complainant how the link has ended. */
export function endedPage(frame: PageFrame, ended: EndedOffer, proof: Proof = {}): string {
  const { answer, at, end, hasRemedies, record, zone } = ended;
  if (record) return recordPage(frame, record, zone, proof);
  const { accepted, countered, lapsed, refused, withdrawn } = OFFER_WORDS[frame.locale];
  const when = at ? moment(at, zone, frame.locale) : '';
  if (end === 'ANSWERED' && answer && answer !== 'ACCEPT') {
    const { title, before, next } = answer === 'COUNTER' ? countered : refused;
    return page(frame, {
      title,
      other: NOTHING,
      main: html`<h1>${title}</h1>
        <div class="done" role="status"><p>${before(when)}</p></div>
        <p>${next}</p>`,
    });
  }
  switch (end) {
    case 'ANSWERED':
      return page(frame, {
        title: accepted.title,
        other: NOTHING,
        main: html`<h1>${accepted.title}</h1>
          <div class="done" role="status"><p>${accepted.before(when)}</p></div>
          <p>${hasRemedies ? accepted.nextRemediesLater : accepted.next}</p>
          <p>${accepted.linkEnded}</p>`,
      });
    case 'TIME_OVER':
      return page(frame, {
        title: lapsed.title,
        other: NOTHING,
        main: notice({ title: lapsed.title, text: lapsed.text(when) }),
      });
    case 'OVERTAKEN':
      return page(frame, { title: withdrawn.title, other: NOTHING, main: notice(withdrawn) });
  }
}

/** What staff recorded as the answer, and how to say that it is not so (RM-09). */
function recordPage(frame: PageFrame, record: RecordToObject, zone: string, proof: Proof): string {
  const { locale } = frame;
  const { recorded } = OFFER_WORDS[locale];
  return page(frame, {
    title: recorded.title,
    other: NOTHING,
    main: html`<h1>${recorded.title}</h1>
      <p>${recorded.intro}</p>
      <dl>
        <dt>${recorded.answer}</dt>
        <dd>${labelOf(ANSWERS, record.answer, locale)}</dd>
        <dt>${recorded.channel}</dt>
        <dd>${labelOf(ANSWER_CHANNELS, record.channel, locale)}</dd>
        <dt>${recorded.givenAt}</dt>
        <dd>${moment(record.givenAt, zone, locale)}</dd>
      </dl>
      <section class="decide" aria-labelledby="object">
        <h2 id="object">${recorded.heading}</h2>
        <p id="object-effect">${recorded.effect(moment(record.objectBy, zone, locale))}</p>
        <form method="post" action="?lang=${langOf(locale)}">
          ${hidden(proof)}
          <label for="words">${recorded.wordsLabel}</label>
          <textarea id="words" name="words" rows="6" maxlength="5000"></textarea>
          <button type="submit" class="second" name="decision" value="OBJECT" aria-describedby="object-effect">
            ${recorded.object}
          </button>
        </form>
      </section>`,
  });
}

/** The page after an objection. */
export function objectedPage(frame: PageFrame): string {
  const { objected } = OFFER_WORDS[frame.locale];
  return page(frame, {
    title: objected.title,
    other: NOTHING,
    main: html`<h1>${objected.title}</h1>
      <div class="done" role="status"><p>${objected.now}</p></div>
      <p>${objected.next}</p>`,
  });
}

type Notice = Extract<
  OfferReply,
  { kind: 'REVIEW_ASKED' | 'LOCKED' | 'UNKNOWN' | 'RESTING' | 'OVER' | 'NOT_YET' | 'ERASED' }
>;

/** A page that says why there is nothing to see. */
export function offerNotice(frame: PageFrame, reply: Notice): string {
  return noticePage(frame, noticeOf(reply, OFFER_WORDS[frame.locale]));
}

function hidden({ code, ticket }: Proof): Markup {
  return ticket
    ? html`<input type="hidden" name="ticket" value="${ticket}" />`
    : html`<input type="hidden" name="code" value="${code ?? ''}" />`;
}

function noticeOf(reply: Notice, words: OfferWords): NoticeWords {
  switch (reply.kind) {
    case 'LOCKED':
      return { title: words.locked.title, text: words.locked.text(reply.retryAfterSeconds) };
    case 'UNKNOWN':
      return words.unknown;
    case 'REVIEW_ASKED':
      return words.reviewAsked;
    case 'RESTING':
      return words.resting;
    case 'OVER':
      return words.over;
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
  const writers = {
    money: (amount: Money) => inMoney(amount, locale),
    date: (on: string) => inDate(on, locale),
  };
  const rows = remedies.map((remedy) => {
    const amount = amountOf(remedy);
    const details = detailsOf(remedy).map(
      (detail) => html`<br /><span class="muted">${inWords(detail, locale, writers)}</span>`,
    );
    return html`<tr>
      <td data-label="${offer.remedy}">${labelOf(REMEDIES, remedy.type, locale)}${details}</td>
      <td data-label="${offer.amount}">${amount ? writers.money(amount) : offer.noAmount}</td>
      <td data-label="${offer.dueOn}"><time datetime="${remedy.dueOn}">${writers.date(remedy.dueOn)}</time></td>
    </tr>`;
  });
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

function decision(shown: OnPage, locale: LocaleCode, proof: Proof): Markup {
  const { content, decideBy, mayBeReviewed, mayCounter, refusalEnds, zone } = shown;
  const { offer } = OFFER_WORDS[locale];
  const why = content.isFinal ? html`<p>${offer.isFinal}</p>` : mayCounter ? NOTHING : html`<p>${offer.noRounds}</p>`;
  return html`<section class="decide" aria-labelledby="decide">
    <h2 id="decide">${offer.decide}</h2>
    <p id="effect">${content.remedies.length > 0 ? offer.effect : offer.effectWithoutRemedies}</p>
    <p>${offer.decideBy(moment(decideBy, zone, locale))}</p>
    <form method="post" action="?lang=${langOf(locale)}">
      ${hidden(proof)}
      <button type="submit" name="decision" value="ACCEPT" aria-describedby="effect">${offer.accept}</button>
    </form>
    <h2>${offer.disagree}</h2>
    ${why}
    <form method="post" action="?lang=${langOf(locale)}" novalidate>
      ${hidden(proof)}
      <label for="words">${mayCounter ? offer.wordsLabel : offer.reasonLabel}</label>
      <span class="muted" id="words-hint">${offer.wordsHint}</span>
      <textarea id="words" name="words" rows="6" maxlength="5000" aria-describedby="words-hint"></textarea>
      ${mayCounter ? html`<button type="submit" class="second" name="decision" value="COUNTER">${offer.counter}</button>` : NOTHING}
      <button type="submit" class="second" name="decision" value="REFUSE" aria-describedby="refusal">
        ${offer.refuse}
      </button>
    </form>
    <p id="refusal">${refusalEnds ? offer.refusalEnds : offer.refusalGoesOn}</p>
    ${mayBeReviewed ? review(locale, proof) : NOTHING}
  </section>`;
}

function review(locale: LocaleCode, proof: Proof): Markup {
  const { offer } = OFFER_WORDS[locale];
  return html`<h2>${offer.review}</h2>
    <p id="review-effect">${offer.reviewEffect}</p>
    <form method="post" action="?lang=${langOf(locale)}" novalidate>
      ${hidden(proof)}
      <label for="review-words">${offer.reviewLabel}</label>
      <textarea id="review-words" name="words" rows="4" maxlength="5000"></textarea>
      <button type="submit" class="second" name="decision" value="REVIEW" aria-describedby="review-effect">
        ${offer.askForReview}
      </button>
    </form>`;
}

function inMoney({ amountMinor, currency }: Money, locale: LocaleCode): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return format.format(amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function inDate(dueOn: string, locale: LocaleCode): string {
  return DateTime.fromISO(dueOn, { zone: 'utc' }).setLocale(locale).toLocaleString(DateTime.DATE_FULL);
}
