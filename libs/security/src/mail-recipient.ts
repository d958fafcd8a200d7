/**
 * Whom an e-mail address reaches, for counting mails: case does not matter, nor does what stands after a plus, so that
 * `Wang.Li+1@Example.com` and `wang.li+2@example.com` are one recipient.
 */
export function mailRecipientOf(email: string): string {
  const address = email.normalize('NFKC').trim().toLowerCase();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  return `${local.split('+', 1)[0] || local}${address.slice(Math.max(at, 0))}`;
}
