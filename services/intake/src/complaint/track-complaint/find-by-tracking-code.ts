import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { TO_COMPLAINANT } from '@redress/disclosure';
import { Database } from '@redress/persistence';
import { WRONG_TRACKING_CODES, WrongCodes } from '@redress/vault';
import { readTrackingCode } from '../domain/tracking-code';
import { IntakeDossiers } from '../intake-dossiers';
import { Register, type RegisteredComplaint } from '../register';

/** Number and code do not belong together; the same whichever of the two is wrong (HTTP 404). */
export class UnknownNumberOrCode extends Error {
  constructor() {
    super('Number and code do not belong together');
    this.name = 'UnknownNumberOrCode';
  }
}

/** Too many wrong codes were tried on the complaint; none is looked at for a while (HTTP 429). */
export class TooManyWrongCodes extends Error {
  constructor(readonly secondsLeft: number) {
    super('Too many wrong codes were tried on the complaint');
    this.name = 'TooManyWrongCodes';
  }
}

/** Lets a complainant in by number and tracking code. */
@Injectable()
export class FindByTrackingCode {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
    private readonly wrongCodes: WrongCodes,
  ) {}

  /**
   * The complaint that number and code belong to; case, spaces and hyphens of the code do not matter.
   * @throws UnknownNumberOrCode
   * @throws TooManyWrongCodes
   */
  async find(complaintNo: string, trackingCode: string): Promise<RegisteredComplaint> {
    const code = readTrackingCode(trackingCode);
    const typed = complaintNo.replace(/\s/g, '');
    const complaint =
      (await this.register.findByNumber(typed)) ?? (await this.register.findByNumber(typed.toUpperCase()));
    const secondsLeft = complaint
      ? await this.wrongCodes.lockedFor(this.database, complaint.complaintId, WRONG_TRACKING_CODES)
      : 0;
    if (secondsLeft > 0) throw new TooManyWrongCodes(secondsLeft);
    if (!code || !complaint || !(await this.opens(complaint.complaintId, code))) {
      await this.wrongCodes.count(this.database, complaint?.complaintId, WRONG_TRACKING_CODES);
      throw new UnknownNumberOrCode();
    }
    return complaint;
  }

  private async opens(complaintId: string, code: string): Promise<boolean> {
    const dossier = await this.dossiers.read(this.database, complaintId, TO_COMPLAINANT);
    return dossier !== undefined && timingSafeEqual(Buffer.from(dossier.content.trackingCode), Buffer.from(code));
  }
}
