import type { ComplaintSubmission } from '@redress/contracts';

/**
 * By what a complaint is recognised again: each contact of the complainant with each reference, in the organisation. A
 * reference is an order, or a product with its batch; a product alone many people complain about.
 */
export function matchTextsOf(
  organisationId: string,
  { complainant, orderRef, product }: ComplaintSubmission,
): string[] {
  const contacts = [
    ...(complainant.email === undefined ? [] : [`email:${complainant.email.trim().toLowerCase()}`]),
    ...(complainant.phone === undefined ? [] : [`phone:${plainPhone(complainant.phone)}`]),
  ];
  const references = [
    ...(orderRef === undefined ? [] : [`order:${plain(orderRef)}`]),
    ...(product?.batchNo === undefined ? [] : [`batch:${plain(product.ref)}/${plain(product.batchNo)}`]),
  ];
  return contacts.flatMap((contact) => references.map((reference) => [organisationId, contact, reference].join('\n')));
}

function plain(reference: string): string {
  return reference.replace(/\s/g, '').toUpperCase();
}

/** Digits alone, without the code of mainland China, which many leave out. */
function plainPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return /^(\+|00)\s*86/.test(phone.trim()) ? digits.replace(/^(00)?86/, '') : digits;
}
