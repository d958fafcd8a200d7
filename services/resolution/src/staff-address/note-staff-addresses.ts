import { Injectable, Logger } from '@nestjs/common';
import { StaffAddresses } from '@redress/http';
import { Database } from '@redress/persistence';
import { networkOf } from '@redress/security';
import { KnownUntil } from '@redress/time';
import { StaffAddressBook } from './staff-address-book';

/** A network is written down again after this time only, so that requests do not wait for it. */
const AGAIN_AFTER_MS = 5 * 60_000;

/** Enters the networks of staff who call this service. */
@Injectable()
export class NoteStaffAddresses extends StaffAddresses {
  private readonly logger = new Logger('staff addresses');
  private readonly entered = new KnownUntil();

  constructor(
    private readonly database: Database,
    private readonly book: StaffAddressBook,
  ) {
    super();
  }

  override async note(address: string): Promise<void> {
    const network = networkOf(address);
    if (this.entered.leftMs(network, performance.now()) > 0) return;
    try {
      await this.book.enter(this.database, address);
      this.entered.remember(network, performance.now() + AGAIN_AFTER_MS);
    } catch (error) {
      // The work of staff does not depend on it.
      this.logger.error(error);
    }
  }
}
