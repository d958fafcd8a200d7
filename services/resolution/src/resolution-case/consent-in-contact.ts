import { Injectable } from '@nestjs/common';
import { faultAt, mustBeFree, mustBeValid } from '@redress/commands';
import { Contacts } from '@redress/lifecycle';
import type { Transaction } from '@redress/persistence';
import type { PlanState } from './domain/resolution-plan';

/** Looks at the contact in which a complainant is said to have agreed to less than was promised (T27, T42). */
@Injectable()
export class ConsentInContact {
  constructor(private readonly contacts: Contacts) {}

  /**
   * The contact reached the complainant, after what it is about had happened.
   * @param plan of which something is given up
   * @param by who acts on it: another person had the contact
   * @throws NotCaughtUp when the contact has not been heard of here
   * @throws WrongFields when it was about another complaint, or before what the complainant would have agreed to
   * @throws Blocked when it did not reach the complainant
   */
  async mustHold(
    tx: Transaction,
    complaintId: string,
    contactId: string,
    plan: Pick<PlanState, 'decidedAt' | 'remedies'>,
    by?: string,
  ): Promise<void> {
    const contact = await this.contacts.named(tx, complaintId, contactId);
    mustBeFree([
      ...(contact.twoWay ? [] : [{ code: 'CONTACT_NOT_TWO_WAY' } as const]),
      ...(contact.byId === by ? [{ code: 'CONSENT_HEARD_BY_YOURSELF' } as const] : []),
    ]);
    const since = [plan.decidedAt, ...plan.remedies.map(({ failedAt }) => failedAt)];
    const isEarlier = since.some((at) => at !== null && contact.at < at);
    mustBeValid(isEarlier ? [faultAt('/contactId', 'before-the-occasion')] : []);
  }
}
