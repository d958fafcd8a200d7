/**
 * Told of the addresses at which tokens of members of staff were used. A service that takes the consent of complainants
 * provides one; without a provider nothing is kept.
 */
export abstract class StaffAddresses {
  /** Called with every request that proves to come from a member of staff, before anything else is done with it. Never rejects. */
  abstract note(address: string): Promise<void>;
}
