const HAN = /\p{Script=Han}/u;

/** `wang.li@example.com` → `w***@example.com`; text without an address becomes `***`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '***';
  return `${firstCharacter(email)}***${email.slice(at)}`;
}

/**
 * `13812345678` → `138********`; of short numbers nothing is kept. The last digits are never shown: people are asked for
 * them to prove who they are.
 */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length < 8) return '****';
  return `${digits.slice(0, 3)}${'*'.repeat(digits.length - 3)}`;
}

/** `王小明` → `王**`, `Jane Q. Smith` → `J*** Q*** S***`. */
export function maskName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '') return '';
  if (HAN.test(trimmed)) return firstCharacter(trimmed) + '*'.repeat(Math.max(1, [...trimmed].length - 1));
  return trimmed
    .split(/\s+/)
    .map((part) => `${firstCharacter(part)}***`)
    .join(' ');
}

function firstCharacter(text: string): string {
  return [...text][0] ?? '';
}
