import { randomUUID } from 'node:crypto';
import { html, langOf, NOTHING, otherLang, page, type Markup, type PageFrame } from '@redress/http';
import type { FormKind } from './complainant-form.dto';
import { FORM_WORDS, type FormFault } from './form-words';

/** What was typed, to be shown again; never the code. */
export interface Typed {
  readonly complaintNo?: string | undefined;
  readonly words?: string | undefined;
}

/** The form, empty or with what was typed and what is wrong with it. */
export function formPage(frame: PageFrame, kind: FormKind, fault?: FormFault, typed: Typed = {}): string {
  const words = FORM_WORDS[frame.locale];
  const form = words.forms[kind];
  const summary = fault
    ? html`<div class="fault" role="alert" tabindex="-1" autofocus>
        <h2>${words.errorHeading}</h2>
        <a href="#complaintNo">${words.faults[fault]}</a>
      </div>`
    : NOTHING;
  return page(frame, {
    title: fault ? words.errorPrefix + form.title : form.title,
    other: languageLink(frame),
    main: html`${summary}
      <h1>${form.title}</h1>
      <p>${form.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        <input type="hidden" name="formKey" value="${randomUUID()}" />
        <label for="complaintNo">${words.number}</label>
        <input
          type="text"
          id="complaintNo"
          name="complaintNo"
          required
          maxlength="64"
          spellcheck="false"
          value="${typed.complaintNo ?? ''}"
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
        />
        <label for="words">${form.words}</label>
        <textarea id="words" name="words" rows="8" required maxlength="5000">${typed.words ?? ''}</textarea>
        <button type="submit">${form.button}</button>
      </form>`,
  });
}

/** What became of it. */
export function donePage(frame: PageFrame, kind: FormKind): string {
  const form = FORM_WORDS[frame.locale].forms[kind];
  return page(frame, {
    title: form.title,
    other: NOTHING,
    main: html`<h1>${form.title}</h1>
      <div class="done" role="status"><p>${form.done}</p></div>
      <p>${form.next}</p>`,
  });
}

function languageLink(frame: PageFrame): Markup {
  const other = otherLang(frame.locale);
  return html`<a href="?lang=${other}" hreflang="${other}">${FORM_WORDS[frame.locale].otherLanguage}</a>`;
}
