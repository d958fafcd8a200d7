const LONGEST_NAME = 60;
const PLAIN_NAME = /^[\p{L}\p{M}][\p{L}\p{M}\p{N} .'’·•-]*$/u;

/**
 * The name with which a letter may address the complainant; undefined when what was given is not plainly a name.
 *
 * Anybody can file a complaint in anybody's name and address. A name that carries an address of a page, a line break or
 * control characters would turn the acceptance letter into the message of another sender.
 */
export function salutationName(name: string | undefined): string | undefined {
  const tidy = name?.normalize('NFC').trim();
  if (!tidy || tidy.length > LONGEST_NAME || !PLAIN_NAME.test(tidy)) return undefined;
  return looksLikeLink(tidy) ? undefined : tidy;
}

function looksLikeLink(name: string): boolean {
  return /\bwww\b|[\p{L}\p{N}]\.[\p{L}]{2,}/iu.test(name);
}
