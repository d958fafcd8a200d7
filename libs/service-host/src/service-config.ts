import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A setting is missing or malformed. Names the variable and the rule, never the value. */
export class InvalidSetting extends Error {
  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}`);
    this.name = 'InvalidSetting';
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings of a service, read from its environment and checked when asked for; ask at start-up. A secret may also stand in
 * a file whose path is in `<VARIABLE>_FILE`, as container platforms mount them.
 */
export class ServiceConfig {
  constructor(private readonly environment: Environment) {}

  /** A text. Throws InvalidSetting when it is missing and there is no default. */
  text(variable: string, byDefault?: string): string {
    const value = this.optional(variable) ?? byDefault;
    if (value === undefined) throw new InvalidSetting(variable, 'is not set');
    return value;
  }

  /** A text that may be missing. */
  optional(variable: string): string | undefined {
    const file = this.environment[`${variable}_FILE`];
    if (file) return readFileSync(file, 'utf8').trim() || undefined;
    return this.environment[variable] || undefined;
  }

  /** A whole number within bounds. */
  integer(variable: string, byDefault: number, bounds: { readonly min: number; readonly max: number }): number {
    const parsed = z.coerce
      .number()
      .int()
      .min(bounds.min)
      .max(bounds.max)
      .safeParse(this.environment[variable] || byDefault);
    if (!parsed.success)
      throw new InvalidSetting(variable, `must be a whole number from ${bounds.min} to ${bounds.max}`);
    return parsed.data;
  }

  /** An absolute URL without a trailing slash. */
  url(variable: string, byDefault?: string): string {
    const value = this.text(variable, byDefault);
    if (!URL.canParse(value)) throw new InvalidSetting(variable, 'must be an absolute URL');
    return value.replace(/\/+$/, '');
  }

  /** A list separated by commas. */
  list(variable: string, byDefault?: string): string[] {
    return this.text(variable, byDefault)
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  }

  /** `real`, or `driven` with an optional start: `driven:2026-03-02T00:00:00Z`. */
  clock(): { readonly kind: 'real' } | { readonly kind: 'driven'; readonly startsAt: Date } {
    const value = this.environment['REDRESS_CLOCK'] || 'real';
    if (value === 'real') return { kind: 'real' };
    if (value === 'driven') return { kind: 'driven', startsAt: new Date() };
    const startsAt = new Date(value.replace(/^driven:/, ''));
    if (!value.startsWith('driven:') || Number.isNaN(startsAt.getTime())) {
      throw new InvalidSetting('REDRESS_CLOCK', 'must be real, driven or driven:<instant>');
    }
    return { kind: 'driven', startsAt };
  }
}
