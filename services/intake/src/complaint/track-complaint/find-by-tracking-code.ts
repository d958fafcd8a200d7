import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '@redress/persistence';
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

/** Lets a complainant in by number and tracking code. */
@Injectable()
export class FindByTrackingCode {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
  ) {}

  /**
   * The complaint that number and code belong to; case, spaces and hyphens of the code do not matter.
   * @throws UnknownNumberOrCode
   */
  async find(complaintNo: string, trackingCode: string): Promise<RegisteredComplaint> {
    const code = readTrackingCode(trackingCode);
    const typed = complaintNo.replace(/\s/g, '');
    const complaint =
      (await this.register.findByNumber(typed)) ?? (await this.register.findByNumber(typed.toUpperCase()));
    if (!code || !complaint || !(await this.opens(complaint.complaintId, code))) {
      throw new UnknownNumberOrCode();
    }
    return complaint;
  }

  private async opens(complaintId: string, code: string): Promise<boolean> {
    const dossier = await this.dossiers.read(this.database, complaintId);
    return dossier !== undefined && timingSafeEqual(Buffer.from(dossier.content.trackingCode), Buffer.from(code));
  }
}
