import { Injectable, Logger } from '@nestjs/common';
import { StaffAddresses } from '@redress/http';
import { Database } from '@redress/persistence';
import { networkOf } from '@redress/security';
import { StaffAddressBook } from './staff-address-book';

/** A network is written down again after this time only, so that requests do not wait for it. */
const AGAIN_AFTER_MS = 5 * 60_000;
const REMEMBERED_NETWORKS = 10_000;

/** Enters the networks of staff who call this service. */
@Injectable()
export class NoteStaffAddresses extends StaffAddresses {
  private readonly logger = new Logger('staff addresses');
  private readonly enteredAtMs = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly book: StaffAddressBook,
  ) {
    super();
  }

  override async note(address: string): Promise<void> {
    const network = networkOf(address);
    const enteredAtMs = this.enteredAtMs.get(network);
    if (enteredAtMs !== undefined && performance.now() - enteredAtMs < AGAIN_AFTER_MS) return;
    try {
      await this.book.enter(this.database, address);
      if (this.enteredAtMs.size >= REMEMBERED_NETWORKS) this.enteredAtMs.clear();
      this.enteredAtMs.set(network, performance.now());
    } catch (error) {
      // The work of staff does not depend on it.
      this.logger.error(error);
    }
  }
}
