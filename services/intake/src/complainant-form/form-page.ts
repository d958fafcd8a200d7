import { randomUUID } from 'node:crypto';
import { faultBox, html, langOf, NOTHING, otherLanguageLink, page, proofInputs, type PageFrame } from '@redress/http';
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
    ? faultBox(words.errorHeading, { message: words.faults[fault], target: '#complaintNo' })
    : NOTHING;
  return page(frame, {
    title: fault ? words.errorPrefix + form.title : form.title,
    other: otherLanguageLink(frame, words.otherLanguage),
    main: html`${summary}
      <h1>${form.title}</h1>
      <p>${form.intro}</p>
      <form method="post" action="?lang=${langOf(frame.locale)}" novalidate>
        <input type="hidden" name="formKey" value="${randomUUID()}" />
        ${proofInputs(frame.locale, typed.complaintNo ?? '')}
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
