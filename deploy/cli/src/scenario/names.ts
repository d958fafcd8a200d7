import { Failure } from '../failure';

/** Where a name is looked up: its value, or undefined. */
export type Lookup = (name: string) => unknown;

/**
 * Puts values into the texts of a step: `{complaintNo}`, `{other.complaintNo}`. A text that is one name alone becomes the value
 * itself, so that numbers stay numbers. @throws Failure when nothing has the name
 */
export function filled(content: unknown, lookup: Lookup): unknown {
  if (typeof content === 'string') return filledText(content, lookup);
  if (Array.isArray(content)) return content.map((item) => filled(item, lookup));
  if (content === null || typeof content !== 'object') return content;
  return Object.fromEntries(Object.entries(content).map(([key, value]) => [key, filled(value, lookup)]));
}

function filledText(text: string, lookup: Lookup): unknown {
  const value = (name: string): unknown => {
    const found = lookup(name);
    if (found === undefined) throw new Failure(`Nothing is known as {${name}} at this point`);
    return found;
  };
  const [, alone] = /^\{([^{}]+)\}$/.exec(text) ?? [];
  if (alone !== undefined) return value(alone);
  return text.replace(/\{([^{}]+)\}/g, (_, name: string) => String(value(name)));
}
