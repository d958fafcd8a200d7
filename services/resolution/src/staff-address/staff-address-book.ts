import { Injectable } from '@nestjs/common';
import type { Transaction } from '@redress/persistence';
import { KeyRing, networkOf } from '@redress/security';
import type { Queryable } from '@redress/vault';

const PURPOSE = 'staff-address';
/** Real time for which a consent from there is marked (PR, contracts 7). */
const REMEMBERED = `interval '24 hours'`;

/** Networks from which tokens of members of staff were used, as keyed hashes: no one can read them, not even to try. */
@Injectable()
export class StaffAddressBook {
  constructor(private readonly keyRing: KeyRing) {}

  /** Enters the network of an address as used now, real time, and forgets those that no consent is marked for any more. */
  async enter(from: Queryable, address: string): Promise<void> {
    await from.query(
      `with forgotten as (delete from staff_address
         where used_at < clock_timestamp() - ${REMEMBERED} and fingerprint <> $1)
       insert into staff_address as known (fingerprint, used_at) values ($1, clock_timestamp())
       on conflict (fingerprint) do update set used_at = greatest(known.used_at, excluded.used_at)`,
      [this.keyRing.fingerprint(PURPOSE, networkOf(address))],
      'staff-address-enter',
    );
  }

  /** Whether a token of staff was used from the network of this address within 24 hours of real time. */
  async isOfStaff(tx: Transaction, address: string): Promise<boolean> {
    const { rowCount } = await tx.query(
      `select from staff_address where fingerprint = any($1::bytea[]) and used_at > clock_timestamp() - ${REMEMBERED}
       limit 1`,
      [this.keyRing.fingerprints(PURPOSE, networkOf(address))],
      'staff-address-known',
    );
    return (rowCount ?? 0) > 0;
  }
}
