import { missingLetterItems, type CompiledPack, type LetterItem } from '@redress/policy';
import { asSent, type KeptLetter } from '../domain/kept-letter';
import { itemsIn, missingAlways } from '../domain/letter-lint';
import type { LetterMaterial } from './letter-material';
import { letterModel } from './letter-model';
import { escapeHtml, LetterTemplates } from './letter-templates';

export interface ComposedLetter {
  readonly content: Omit<KeptLetter, 'to'>;
  /** What the procedure demands and the letter does not say; such a letter must not be sent. */
  readonly missing: readonly LetterItem[];
}

/** Writes letters and checks what they say (AK-03). */
export class LetterComposer {
  /**
   * @param sender name of the organisation, under which letters are signed
   * @param publicUrl base of the links that complainants get
   */
  constructor(
    private readonly templates: LetterTemplates,
    private readonly sender: string,
    private readonly publicUrl: string,
  ) {}

  /**
   * Writes a letter.
   * @param packs the procedures that the complaint is pinned to; what any of them demands must be said
   * @throws LetterCannotBeWritten
   */
  compose(material: LetterMaterial, packs: readonly CompiledPack[]): ComposedLetter {
    const { kind } = material.facts;
    const { values, wording, secrets = [] } = letterModel(material, this.sender, this.publicUrl);
    const render = (part: 'subject' | 'text' | 'html') => this.templates.render(material.locale, kind, part, values);
    const content = {
      subject: render('subject').replace(/\s+/g, ' ').trim(),
      text: render('text'),
      html: render('html'),
      secrets,
    };
    const present = itemsIn(asSent({ ...content, to: '' }, escapeHtml), wording, escapeHtml);
    const demanded = packs.flatMap((pack) => missingLetterItems(pack, kind, present));
    return { content, missing: [...new Set([...missingAlways(kind, present), ...demanded])] };
  }
}
