import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Endpoint, Problem, RateLimiter } from '@redress/http';
import { Metrics } from '@redress/observability';
import { KeyRing, mailRecipientOf } from '@redress/security';
import { portalDoor } from '../domain/door';
import { portalIdentity } from '../domain/portal-identity';
import { RegisterComplaints } from './register-complaints.handler';
import { answerPortalRegistration, portalRegistrationView, submissionBody } from './registration.dto';
import { SubmissionJudge } from './submission-judge';
import { SubmissionSettings } from './submission-settings';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 24 * HOUR_SECONDS;
const ROUTE = 'POST /v1/portal/complaints';

/** Registration by complainants themselves (IN-03, IN-14). */
@Controller('v1/portal/complaints')
export class RegisterPortalComplaintController {
  private readonly refused;
  private readonly door = portalDoor((unit) => this.judge.isOpenToPortal(unit));

  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly judge: SubmissionJudge,
    private readonly settings: SubmissionSettings,
    private readonly limiter: RateLimiter,
    private readonly keyRing: KeyRing,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter({
      name: 'intake_portal_recipient_refusals_total',
      help: 'Public registrations that were refused because they name an e-mail address too often',
    });
  }

  @Post()
  @Endpoint({
    summary: 'File a complaint as a complainant',
    description:
      'Channels WEB_FORM and IN_APP, for the units that their organisation has opened to visitors. The time of receipt is the time of arrival, and the urgency follows from the complaint: receivedAt and urgency are refused. The number of registrations is limited: per address of the caller and minute, and per e-mail address of the complainant, hour and day. A repeat with the same Idempotency-Key and content gets the first answer.',
    tag: 'portal',
    operationId: 'registerPortalComplaint',
    access: ACCESS.intake.registerPortalComplaint,
    idempotent: 'domain',
    body: submissionBody,
    response: portalRegistrationView,
    headers: { Location: 'Where the complaint is read' },
    problems: { 429: 'too-many-requests, too-many-for-recipient', 503: 'not-ready' },
  })
  async register(@Body() submitted: unknown, @Ip() address: string, @Command() command: CommandContext) {
    await this.limiter.take(ROUTE, address, {
      points: this.settings.portalSubmissionsPerMinute,
      perSeconds: 60,
      by: 'ip',
    });
    if (!this.judge.isReady()) {
      throw new Problem(503, 'not-ready', 'The service is still starting', { retryAfterSeconds: 1 });
    }
    const id = portalIdentity(command.idempotencyKey);
    const candidate = this.judge.accept({ door: this.door, id, submitted });
    await this.limitMails(candidate.content.submission.complainant.email);
    return answerPortalRegistration(await this.registrations.registerOne(candidate));
  }

  /**
   * Anybody can enter anybody's address here, and letters go there.
   * @throws Problem 429 when that address has been entered too often
   */
  private async limitMails(email: string | undefined): Promise<void> {
    if (email === undefined) return;
    const recipient = this.keyRing.fingerprint('mail-recipient', mailRecipientOf(email)).toString('base64url');
    try {
      await Promise.all([
        this.limiter.take('portal mails of an hour', recipient, {
          points: this.settings.portalMailsPerRecipientHour,
          perSeconds: HOUR_SECONDS,
          by: 'principal',
        }),
        this.limiter.take('portal mails of a day', recipient, {
          points: this.settings.portalMailsPerRecipientDay,
          perSeconds: DAY_SECONDS,
          by: 'principal',
        }),
      ]);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.refused.inc();
      throw new Problem(429, 'too-many-for-recipient', 'Too many complaints name this e-mail address', {
        ...error.members,
        detail: 'Send the complaint without the e-mail address, or later',
      });
    }
  }
}
