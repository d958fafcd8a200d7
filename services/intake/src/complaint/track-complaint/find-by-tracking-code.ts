import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem, RateLimiter } from '@redress/http';
import { Database } from '@redress/persistence';
import { readTrackingCode } from '../domain/tracking-code';
import { IntakeDossiers } from '../intake-dossiers';
import { Register, type RegisteredComplaint } from '../register';
import { SubmissionSettings } from '../register-complaint/submission-settings';

/** One subject of the limit for everything that takes a number with a code, so that guesses cannot be spread over routes. */
const GUESSES = 'portal number and code';

/** Lets a complainant in by number and tracking code. */
@Injectable()
export class FindByTrackingCode {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  /**
   * The complaint that number and code belong to; case, spaces and hyphens of the code do not matter.
   * @throws Problem 404, the same whichever of the two is wrong
   * @throws Problem 429 when the address has asked too often
   */
  async find(complaintNo: string, trackingCode: string, address: string): Promise<RegisteredComplaint> {
    await this.limiter.take(GUESSES, address, {
      points: this.settings.portalLookupsPerMinute,
      perSeconds: 60,
      by: 'ip',
    });
    const code = readTrackingCode(trackingCode);
    const typed = complaintNo.replace(/\s/g, '');
    const complaint =
      (await this.register.findByNumber(typed)) ?? (await this.register.findByNumber(typed.toUpperCase()));
    if (!code || !complaint || !(await this.opens(complaint.complaintId, code))) {
      throw new Problem(404, 'unknown-number-or-code', 'Number and code do not belong together');
    }
    return complaint;
  }

  private async opens(complaintId: string, code: string): Promise<boolean> {
    const dossier = await this.dossiers.read(this.database, complaintId);
    return dossier !== undefined && timingSafeEqual(Buffer.from(dossier.content.trackingCode), Buffer.from(code));
  }
}
