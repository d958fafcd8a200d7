import { z } from 'zod';

/** What one code means: its parameters, and its words in both languages with `{parameter}` where one is named. */
export interface CodeMeaning {
  readonly params: z.ZodRawShape;
  readonly zh: string;
  readonly en: string;
}

/** A closed set of codes that programs act on, with what people read in their place. */
export type CodeFamily = Readonly<Record<string, CodeMeaning>>;

export type CodeOf<F extends CodeFamily> = keyof F & string;

/** The parameters of a code. */
export type CodeParams<F extends CodeFamily, C extends keyof F> = keyof F[C]['params'] extends never
  ? Record<never, never>
  : Readonly<z.infer<z.ZodObject<F[C]['params']>>>;

/** Whether a code can stand without parameters. */
type Bare<P> = Record<never, never> extends P ? true : false;

/** Arguments for the parameters of a code: they may be left out where it needs none. */
export type CodeArguments<F extends CodeFamily, C extends keyof F> =
  Bare<CodeParams<F, C>> extends true ? [params?: CodeParams<F, C>] : [params: CodeParams<F, C>];

const PLACE = /\{(\w+)\}/g;

/**
 * Declares a family of codes.
 * @throws Error for words that name a parameter which the code does not have
 */
export function declareCodes<const F extends CodeFamily>(family: F): F {
  for (const [code, { params, zh, en }] of Object.entries(family)) {
    for (const [, name = ''] of `${zh} ${en}`.matchAll(PLACE)) {
      if (!(name in params)) throw new Error(`The words of ${code} name {${name}}, which is no parameter of it`);
    }
  }
  return family;
}

/** The schema of the codes of a family. */
export function familySchema<F extends CodeFamily>(family: F) {
  return z.enum(Object.keys(family) as [CodeOf<F>, ...CodeOf<F>[]]);
}

/** What people read in place of a code, with its parameters; a code that is not of the family stands for itself. */
export function codeWords(
  family: CodeFamily,
  code: string,
  params: Readonly<Record<string, unknown>> = {},
  locale = 'en',
): string {
  const meaning = Object.hasOwn(family, code) ? family[code] : undefined;
  if (!meaning) return code;
  const words = locale.toLowerCase().startsWith('zh') ? meaning.zh : meaning.en;
  return words.replace(PLACE, (place, name: string) => (params[name] === undefined ? place : String(params[name])));
}
