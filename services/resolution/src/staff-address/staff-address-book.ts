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

  /** Enters networks with the time of their last use, real time; older times than those that are known change nothing. */
  async enter(
    from: Queryable,
    uses: readonly { readonly fingerprint: Buffer; readonly usedAt: Date }[],
  ): Promise<void> {
    await from.query(
      `with use as (
         select fingerprint, least(max(used_at), clock_timestamp()) as used_at from unnest($1::bytea[], $2::timestamptz[]) as t(fingerprint, used_at)
         group by fingerprint order by fingerprint),
       forgotten as (delete from staff_address where used_at < clock_timestamp() - ${REMEMBERED}
         and fingerprint not in (select fingerprint from use))
       insert into staff_address as known (fingerprint, used_at) select fingerprint, used_at from use
       on conflict (fingerprint) do update set used_at = greatest(known.used_at, excluded.used_at)`,
      [uses.map(({ fingerprint }) => fingerprint), uses.map(({ usedAt }) => usedAt)],
      'staff-address-enter',
    );
  }

  /** What stands for the network of an address. */
  fingerprintOf(address: string): Buffer {
    return this.keyRing.fingerprint(PURPOSE, networkOf(address));
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
