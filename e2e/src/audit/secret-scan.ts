/** A place that looks like a secret; the secret itself is not repeated. */
export interface SecretFound {
  readonly line: number;
  readonly what: string;
}

const TOKENS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
  ['a private JSON Web Key', /"d"\s*:\s*"[\w-]{40,}"/],
  ['an AWS access key', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a GitHub token', /\b(?:gh[pousr]_\w{36,}|github_pat_\w{40,})/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a Slack token', /\bxox[abprs]-[\w-]{10,}/],
  ['a Google key', /\bAIza[\w-]{35}\b/],
  ['a JSON Web Token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/],
];
/** `postgres://user:word@host`. */
const IN_URL = /\b[a-z][a-z0-9+]*:\/\/[^\s:/@'"`]+:([^\s:/@'"`]+)@/gi;
const ASSIGNED =
  /(?:pass(?:word|wd)|secret|token|api[_-]?key|credential)s?["']?\s*(?::|=|=>)\s*["']?([A-Za-z0-9+/=_.~!@#$%^&*-]{12,})/gi;
const RANDOM_TEXT = /["'`\s:=]([A-Za-z0-9+/_-]{40,}={0,2})["'`\s]/g;

/** Bits a character: words and names have about 3, random base64 of some length more than 4.3. */
const RANDOM_WORD_BITS = 3.4;
const RANDOM_TEXT_BITS = 4.6;

/** Everything in a text that looks like a secret: keys and tokens by their form, passwords and random texts by how random they are. */
export function findSecrets(text: string): SecretFound[] {
  return text.split('\n').flatMap((words, index) => {
    const what = TOKENS.find(([, pattern]) => pattern.test(words))?.[0] ?? guessed(words);
    return what === undefined ? [] : [{ line: index + 1, what }];
  });
}

function guessed(words: string): string | undefined {
  if (groups(IN_URL, words).some((word) => isRandom(word, RANDOM_WORD_BITS, 12))) return 'a password in a URL';
  if (groups(ASSIGNED, words).some((word) => isRandom(word, RANDOM_WORD_BITS, 12))) return 'a password or token';
  if (groups(RANDOM_TEXT, words).some((word) => isRandom(word, RANDOM_TEXT_BITS, 40))) return 'a random text';
  return undefined;
}

function groups(pattern: RegExp, words: string): string[] {
  return [...words.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Random text mixes digits with letters of both cases; paths, names and code do not, or are far less even. */
function isRandom(word: string, bits: number, length: number): boolean {
  return (
    word.length >= length &&
    /\d/.test(word) &&
    /[a-z]/.test(word) &&
    /[A-Z]/.test(word) &&
    !/[a-z]{9}|\.\w+\.|\//.test(word) &&
    entropy(word) >= bits
  );
}

function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const letter of word) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / word.length) * Math.log2(count / word.length), 0);
}
