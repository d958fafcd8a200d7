import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Problem, RateLimiter } from '@redress/http';
import { Database } from '@redress/persistence';
import { KeyMissing, Vault } from '@redress/service-host';
import { readTrackingCode } from '../domain/tracking-code';
import { Register, type RegisteredComplaint } from '../register';
import { TRACKING_CODE_COLUMN } from '../register-complaint/draft-registration';
import { SubmissionSettings } from '../register-complaint/submission-settings';

/** One subject of the limit for everything that takes a number with a code, so that guesses cannot be spread over routes. */
const GUESSES = 'portal number and code';

/** Lets a complainant in by number and tracking code. */
@Injectable()
export class FindByTrackingCode {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly vault: Vault,
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
    if (!code || !complaint || !(await this.opens(complaint, code))) {
      throw new Problem(404, 'unknown-number-or-code', 'Number and code do not belong together');
    }
    return complaint;
  }

  private async opens({ complaintId, sealedTrackingCode }: RegisteredComplaint, code: string): Promise<boolean> {
    try {
      const own = await this.vault.unseal(this.database, complaintId, TRACKING_CODE_COLUMN, sealedTrackingCode);
      return timingSafeEqual(Buffer.from(own), Buffer.from(code));
    } catch (error) {
      if (error instanceof KeyMissing) return false;
      throw error;
    }
  }
}
