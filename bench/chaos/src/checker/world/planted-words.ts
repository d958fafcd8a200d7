/**
 * Looks for planted texts in bytes, in whatever form they may stand there: as they are, in lower case, as digits alone, and
 * as JSON, URLs, hexadecimal and base64 write them.
 */
export class PlantedWords {
  private readonly needles: readonly { readonly place: number; readonly form: Buffer }[];

  /** @param words few: what many planted texts have in common finds all of them */
  constructor(words: readonly string[]) {
    this.needles = words.flatMap((word, place) => formsOf(word).map((form) => ({ place, form })));
  }

  get isEmpty(): boolean {
    return this.needles.length === 0;
  }

  /** Places of the words that were found, among those given; never the words. */
  findIn(content: Buffer): number[] {
    return [...new Set(this.needles.filter(({ form }) => content.includes(form)).map(({ place }) => place))];
  }
}

function formsOf(word: string): Buffer[] {
  const digits = /^[+\d ()-]+$/.test(word) ? [word.replace(/\D/g, '')] : [];
  const forms = [word, word.toLowerCase(), ...digits].flatMap((form) => [
    form,
    JSON.stringify(form).slice(1, -1),
    asciiJson(form),
    encodeURIComponent(form),
    Buffer.from(form).toString('hex'),
    ...[0, 1, 2].flatMap((before) => base64After(form, before)),
  ]);
  return [...new Set(forms)].map((form) => Buffer.from(form));
}

function asciiJson(text: string): string {
  return text.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The part of the text's base64 that does not depend on what stands around it, `before` bytes into a group of three. */
function base64After(text: string, before: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
  const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
  const fixed = before === 0 ? whole : whole.slice(4);
  return fixed.length < 4 ? [] : [fixed, fixed.replaceAll('+', '-').replaceAll('/', '_')];
}
