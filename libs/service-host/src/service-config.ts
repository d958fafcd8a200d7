import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** A setting is missing or malformed. Names the variable and the rule, never the value. */
export class InvalidSetting extends Error {
  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}`);
    this.name = 'InvalidSetting';
  }
}

const TRUST_PROXY = 'REDRESS_TRUST_PROXY';
const MOST_PROXIES = 10;
const LOOPBACK = ['127.0.0.0/8', '::1'];

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

  /**
   * Proxies whose `X-Forwarded-For` is believed, from `REDRESS_TRUST_PROXY`: addresses and subnets, `loopback` for those of
   * the machine itself, or how many proxies stand in a row. False when it is not set.
   */
  trustedProxies(): readonly string[] | number | false {
    const value = this.optional(TRUST_PROXY)?.trim();
    if (!value) return false;
    if (/^\d+$/.test(value)) return this.hops(Number(value));
    return value.split(',').flatMap((part) => proxyAddresses(part.trim()));
  }

  /**
   * `real`, or `driven` with an optional start: `driven:2026-03-02T00:00:00Z`. Those who drive a clock decide about
   * deadlines, so that it is refused where `NODE_ENV` is `production`.
   */
  clock(): { readonly kind: 'real' } | { readonly kind: 'driven'; readonly startsAt: Date } {
    const value = this.environment['REDRESS_CLOCK'] || 'real';
    if (value === 'real') return { kind: 'real' };
    if (this.environment['NODE_ENV'] === 'production') {
      throw new InvalidSetting(
        'REDRESS_CLOCK',
        'must be real where NODE_ENV is production: a driven clock is for simulations',
      );
    }
    if (value === 'driven') return { kind: 'driven', startsAt: new Date() };
    const startsAt = new Date(value.replace(/^driven:/, ''));
    if (!value.startsWith('driven:') || Number.isNaN(startsAt.getTime())) {
      throw new InvalidSetting('REDRESS_CLOCK', 'must be real, driven or driven:<instant>');
    }
    return { kind: 'driven', startsAt };
  }

  private hops(count: number): number {
    if (count >= 1 && count <= MOST_PROXIES) return count;
    throw new InvalidSetting(TRUST_PROXY, `must be from 1 to ${MOST_PROXIES} when it is a number of proxies`);
  }
}

function proxyAddresses(part: string): string[] {
  if (part === 'loopback') return LOOPBACK;
  const [address = '', prefix, ...rest] = part.split('/');
  const family = isIP(address);
  const isWhole =
    prefix === undefined || (/^[1-9]\d{0,2}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
  if (family === 0 || address.includes('%') || !isWhole || rest.length > 0) {
    throw new InvalidSetting(
      TRUST_PROXY,
      'must be addresses and subnets of proxies, separated by commas (10.0.0.7,10.1.0.0/16), or loopback, or how many proxies stand in a row',
    );
  }
  return [part];
}
