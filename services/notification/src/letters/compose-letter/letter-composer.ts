import { missingLetterItems, type CompiledPack, type LetterItem } from '@redress/policy';
import { asRead, asTextMessage, type KeptLetter } from '../domain/kept-letter';
import { itemsIn, itemsInMessage, missingAlways, missingInMessage, missingOnPaper } from '../domain/letter-lint';
import type { LetterMaterial } from './letter-material';
import { letterModel } from './letter-model';
import { escapeHtml, LetterTemplates, type Part } from './letter-templates';

export interface ComposedLetter {
  readonly content: Omit<KeptLetter, 'to'>;
  /** What the procedure demands and the letter does not say; such a letter must not be sent. */
  readonly missing: readonly LetterItem[];
}

export interface LetterSettings {
  /** Name of the organisation, under which letters are signed. */
  readonly sender: string;
  /** Base of the links that complainants get. */
  readonly publicUrl: string;
  /** Where complainants read their letters. */
  readonly mailboxUrl: string;
  /** Base of the link to the page on which they answer questions. */
  readonly questionsUrl: string;
}

/** Writes letters and checks what they say (AK-03). */
export class LetterComposer {
  constructor(
    private readonly templates: LetterTemplates,
    private readonly settings: LetterSettings,
  ) {}

  /**
   * Writes a letter.
   * @param packs the procedures that the complaint is pinned to; what any of them demands must be said
   * @throws LetterCannotBeWritten
   */
  compose(material: LetterMaterial, packs: readonly CompiledPack[]): ComposedLetter {
    const { kind } = material.facts;
    const { values, wording, secrets = [] } = letterModel(material, this.settings);
    const render = (part: Part, onPaper = false) =>
      this.templates.render(material.locale, kind, part, { ...values, onPaper });
    const oneLine = (part: Part) => render(part).replace(/\s+/g, ' ').trim();
    const content = {
      subject: oneLine('subject'),
      text: render('text'),
      paper: render('text', true),
      html: render('html'),
      sms: material.dossier.submission.complainant.phone === undefined ? null : oneLine('sms'),
      secrets,
    };
    const present = itemsIn(asRead({ ...content, to: {} }, escapeHtml), wording, escapeHtml);
    const missing = [
      ...missingAlways(kind, present),
      ...packs.flatMap((pack) => missingLetterItems(pack, kind, present)),
      ...missingOnPaper(kind, itemsInMessage(content.paper, wording)),
      ...(content.sms === null ? [] : missingInMessage(kind, itemsInMessage(asTextMessage(content), wording))),
    ];
    return { content, missing: [...new Set(missing)] };
  }
}
