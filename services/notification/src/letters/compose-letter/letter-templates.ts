import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { LetterKind, LOCALES, type LocaleCode } from '@redress/contracts';
import { Liquid, type Template } from 'liquidjs';

export type Part = 'subject' | 'text' | 'html' | 'sms';

/** The words of every letter lie beside the sources, because the compiler carries only code to where it runs from. */
const TEMPLATE_DIR = join(__dirname, '../../../src/letters/templates');

/**
 * The templates of all letters in all languages. Values are data and never read as templates; in HTML every value is
 * escaped. A value that a template names and the letter lacks is an error, not a blank.
 */
export class LetterTemplates {
  private readonly html: Liquid;
  private readonly plain: Liquid;
  private readonly parsed = new Map<string, Template[]>();

  /** Reads every template. @throws when one is missing or malformed, so that the service does not start with it */
  constructor(directory = TEMPLATE_DIR) {
    const options = {
      root: directory,
      layouts: directory,
      partials: directory,
      cache: true,
      strictFilters: true,
      strictVariables: true,
      ownPropertyOnly: true,
      jsTruthy: true,
    };
    this.html = new Liquid({ ...options, outputEscape: 'escape' });
    this.plain = new Liquid(options);
    const files = new Set(readdirSync(directory, { recursive: true }).map(String));
    for (const locale of Object.keys(LOCALES)) {
      for (const kind of LetterKind.options) {
        for (const part of ['subject', 'text', 'html'] as const) {
          const file = fileOf(locale, kind, part);
          if (!files.has(file)) throw new Error(`There is no letter template ${file}`);
          this.parsed.set(file, this.engineOf(part).parseFileSync(file));
        }
        const own = fileOf(locale, kind, 'sms');
        // Most kinds say no more than what has come and where to read it.
        this.parsed.set(own, this.plain.parseFileSync(files.has(own) ? own : `${locale}/letter.sms.liquid`));
      }
    }
  }

  /** One part of a letter. @throws when the values lack one that the template names */
  render(locale: LocaleCode, kind: LetterKind, part: Part, values: Readonly<Record<string, unknown>>): string {
    const template = this.parsed.get(fileOf(locale, kind, part)) as Template[];
    return this.engineOf(part).renderSync(template, { ...values }) as string;
  }

  private engineOf(part: Part): Liquid {
    return part === 'html' ? this.html : this.plain;
  }
}

/** What HTML output does to a value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

function fileOf(locale: string, kind: LetterKind, part: Part): string {
  return `${locale}/${kind.toLowerCase().replaceAll('_', '-')}.${part}.liquid`;
}
