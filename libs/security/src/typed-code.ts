import { createHash, timingSafeEqual } from 'node:crypto';

/** A code as people type it: case, spaces, hyphens and wide characters are forgiven. */
export function readTypedCode(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
}

/** Whether a code that a person typed is this one, as {@link readTypedCode}. The time taken tells nothing. */
export function isTypedCode(typed: string, code: string): boolean {
  const digest = (text: string) => createHash('sha256').update(readTypedCode(text)).digest();
  return timingSafeEqual(digest(typed), digest(code));
}
