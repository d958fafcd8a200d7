import { Injectable } from '@nestjs/common';
import { faultAt, mustBeFree, mustBeValid } from '@redress/commands';
import { machines } from '@redress/contracts';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { PlanState } from './domain/resolution-plan';

/** What a complainant would have agreed to give up. */
export interface GivenUp {
  readonly complaintId: string;
  /** Who the complainants are, by the complaints with which they came. */
  readonly parties: readonly string[];
  /** Of which something is given up. */
  readonly plan: Pick<PlanState, 'decidedAt' | 'remedies'>;
}

/** Looks at the contacts in which complainants are said to have agreed to less than was promised (T27, T42). */
@Injectable()
export class ConsentInContact {
  constructor(private readonly contacts: Contacts) {}

  /**
   * Each complainant from whom something is taken agreed in a contact of their own log, after what it is about had happened.
   * @param contacts the contacts that a command names, by the JSON Pointer to each
   * @param by who acts on it: another person had the contact
   * @throws NotCaughtUp when a contact has not been heard of here
   * @throws WrongFields when one was with another person, or before what would have been agreed to, or one is missing
   * @throws Blocked when one did not reach the complainant
   */
  async mustHold(
    tx: Transaction,
    { complaintId, parties, plan }: GivenUp,
    contacts: Readonly<Record<string, string>>,
    by?: string,
  ): Promise<void> {
    const concerned = concernedBy(plan, parties, complaintId);
    const heard = new Set<string>();
    for (const [pointer, contactId] of Object.entries(contacts)) {
      const contact = await this.contacts.named(tx, concerned, contactId, pointer);
      mustBeFree([
        ...(contact.twoWay ? [] : [{ code: 'CONTACT_NOT_TWO_WAY' } as const]),
        ...(contact.byId === by ? [{ code: 'CONSENT_HEARD_BY_YOURSELF' } as const] : []),
      ]);
      const since = [plan.decidedAt, ...plan.remedies.map(({ failedAt }) => failedAt)];
      const isEarlier = since.some((at) => at !== null && contact.at < at);
      mustBeValid(isEarlier ? [faultAt(pointer, 'before-the-occasion')] : []);
      heard.add(contact.complaintId);
    }
    const [pointer = ''] = Object.keys(contacts);
    mustBeValid(concerned.every((party) => heard.has(party)) ? [] : [faultAt(pointer, 'contact-of-each-complainant')]);
  }
}

/** Those of the complainants for whom a line is that is not over; in a case of one complainant that one. */
function concernedBy({ remedies }: GivenUp['plan'], parties: readonly string[], complaintId: string): string[] {
  if (parties.length <= 1) return [parties[0] ?? complaintId];
  const { CANCELLED, DONE } = machines.remedyLine.state;
  const open = remedies.filter(({ state }) => state !== DONE && state !== CANCELLED);
  return parties.filter((party) => open.some(({ partyId }) => (partyId ?? complaintId) === party));
}
