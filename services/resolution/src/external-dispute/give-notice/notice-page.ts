import { DISPUTE_ROUTES, DisputeRoute, labelOf, type LocaleCode } from '@redress/contracts';
import {
  closedDoorWords,
  faultBox,
  hiddenProof,
  html,
  langOf,
  NOTHING,
  noticePage,
  page,
  PROOF_WORDS,
  proofInOtherLanguage,
  type Markup,
  type NoticeWords,
  type NumberAndCode,
  type PageFrame,
} from '@redress/http';
import type { NoticeReply } from './give-notice.handler';
import { NOTICE_FIELDS, NOTICE_WORDS, type NoticeField } from './notice-words';

/** What was typed, to be shown again with what is wrong with it. */
export type TypedNotice = Readonly<Partial<Record<NoticeField, string>>>;

const LIMITS = { body: 200, reference: 120, deadlineOn: 10 } as const;

/** The page on which notice is given. @param wrong fields that were not filled in as they have to be */
export function disputePage(
  frame: PageFrame,
  complaintNo: string,
  entered: NumberAndCode,
  typed: TypedNotice = {},
  wrong: ReadonlySet<NoticeField> = new Set(),
): string {
  const words = PROOF_WORDS[frame.locale];
  const { give } = NOTICE_WORDS[frame.locale];
  const faults = NOTICE_FIELDS.filter((field) => wrong.has(field)).map((field) => ({
    message: give.faults[field],
    target: `#${field}`,
  }));
  const invalid = (field: NoticeField) => (wrong.has(field) ? html`aria-invalid="true"` : NOTHING);
  const text = (field: keyof typeof LIMITS, type: 'text' | 'date', hint: Markup = NOTHING) =>
    html`<label for="${field}">${give.labels[field]}</label>
      ${hint}
      <input
        type="${type}"
        id="${field}"
        name="${field}"
        required
        maxlength="${LIMITS[field]}"
        value="${typed[field] ?? ''}"
        ${type === 'date' ? html`aria-describedby="deadline-hint"` : NOTHING}
        ${invalid(field)}
      />`;
  return page(frame, {
    title: faults.length > 0 ? words.errorPrefix + give.title : give.title,
    other: proofInOtherLanguage(frame, entered),
    main: html`${faults.length > 0 ? faultBox(words.errorHeading, ...faults) : NOTHING}
      <h1>${give.title}</h1>
      <dl>
        <dt>${words.number}</dt>
        <dd>${complaintNo}</dd>
      </dl>
      <p>${give.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        ${hiddenProof(entered)}
        <label for="route">${give.labels.route}</label>
        <select id="route" name="route" required ${invalid('route')}>
          <option value="">${give.choose}</option>
          ${DisputeRoute.options.map(
            (route) =>
              html`<option value="${route}" ${typed.route === route ? html`selected` : NOTHING}>
                ${capitalised(labelOf(DISPUTE_ROUTES, route, frame.locale))}
              </option>`,
          )}
        </select>
        ${text('body', 'text')} ${text('reference', 'text')}
        ${text('deadlineOn', 'date', html`<span class="muted" id="deadline-hint">${give.deadlineHint}</span>`)}
        <p id="effect">${give.effect}</p>
        <button type="submit" name="decision" value="NOTIFY" aria-describedby="effect">${give.button}</button>
      </form>`,
  });
}

/** Labels are made to stand in a sentence. */
function capitalised(label: string): string {
  return label.charAt(0).toUpperCase() + label.slice(1);
}

type Notice = Exclude<NoticeReply, { kind: 'POSSIBLE' | 'UNKNOWN' }>;

/** A page that says what became of the notice, or why none can be given. */
export function disputeNotice(frame: PageFrame, reply: Notice): string {
  return noticePage(frame, noticeOf(reply, frame.locale), reply.kind === 'NOTED');
}

function noticeOf(reply: Notice, locale: LocaleCode): NoticeWords {
  const { noted, notPossible } = NOTICE_WORDS[locale];
  switch (reply.kind) {
    case 'NOTED':
      return noted;
    case 'NOT_POSSIBLE':
      return notPossible;
    default:
      return closedDoorWords(reply, locale);
  }
}
