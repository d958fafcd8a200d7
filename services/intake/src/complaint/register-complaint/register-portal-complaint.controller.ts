import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Endpoint, Problem, RateLimiter } from '@redress/http';
import { PORTAL_DOOR } from '../domain/door';
import { RegisterComplaints } from './register-complaints.handler';
import { answerRegistration, registrationView, submissionBody } from './registration.dto';
import { SubmissionJudge } from './submission-judge';
import { SubmissionSettings } from './submission-settings';

const ROUTE = 'POST /v1/portal/complaints';

/** Registration by complainants themselves (IN-03, IN-14). */
@Controller('v1/portal/complaints')
export class RegisterPortalComplaintController {
  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly judge: SubmissionJudge,
    private readonly settings: SubmissionSettings,
    private readonly limiter: RateLimiter,
  ) {}

  @Post()
  @Endpoint({
    summary: 'File a complaint as a complainant',
    description:
      'Channels WEB_FORM and IN_APP. The number of registrations per address and minute is limited. A repeat with the same Idempotency-Key and content gets the first answer.',
    tag: 'portal',
    operationId: 'registerPortalComplaint',
    access: ACCESS.intake.registerPortalComplaint,
    idempotent: 'domain',
    body: submissionBody,
    response: registrationView,
    headers: { Location: 'Where the complaint is read' },
    problems: { 429: 'too-many-requests', 503: 'not-ready' },
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
    const candidate = this.judge.accept({ door: PORTAL_DOOR, id: command.idempotencyKey, submitted });
    return answerRegistration(await this.registrations.registerOne(candidate));
  }
}
