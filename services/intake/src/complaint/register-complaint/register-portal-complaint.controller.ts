import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Command, CommandContext, Endpoint, Problem, RateLimiter } from '@redress/http';
import { PORTAL_SOURCE } from '../domain/submission-source';
import { acceptableOrProblem, answerRegistration } from './answer-registration';
import { JudgeSurroundings } from './judge-surroundings';
import { RegisterComplaints } from './register-complaints.handler';
import { registrationView, submissionBody } from './registration.dto';
import { SubmissionSettings } from './submission-settings';

const ROUTE = 'POST /v1/portal/complaints';

/** Registration by complainants themselves (IN-03, IN-14). */
@Controller('v1/portal/complaints')
export class RegisterPortalComplaintController {
  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly surroundings: JudgeSurroundings,
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
    access: 'public',
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
    if (!this.surroundings.areKnown()) {
      throw new Problem(503, 'not-ready', 'The service is still starting', { retryAfterSeconds: 1 });
    }
    const content = acceptableOrProblem(submitted, this.surroundings.of({ channels: ['WEB_FORM', 'IN_APP'] }));
    return answerRegistration(
      await this.registrations.registerOne({
        identity: { source: PORTAL_SOURCE, id: command.idempotencyKey },
        content,
        actor: { kind: 'COMPLAINANT', id: PORTAL_SOURCE },
      }),
    );
  }
}
