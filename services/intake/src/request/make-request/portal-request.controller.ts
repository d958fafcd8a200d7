import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, RateLimiter } from '@redress/http';
import type { z } from 'zod';
import { COMPLAINANT } from '../../complaint/domain/portal-caller';
import { SubmissionSettings } from '../../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../../complaint/track-complaint/find-by-tracking-code';
import { countGuess, trackingPair } from '../../complaint/track-complaint/tracking-pair.dto';
import { complainantRequestBody, requestAccepted } from '../request.dto';
import { MakeRequest } from './make-request.handler';

const portalRequestBody = complainantRequestBody(trackingPair);

/** Requests by complainants themselves, with number and code. */
@Controller('v1/portal/requests')
export class PortalRequestController {
  constructor(
    private readonly commands: Commands,
    private readonly makeRequest: MakeRequest,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Ask the holder of a complaint for something, as its complainant',
    description: 'The holder grants or refuses it; the status page shows the answer.',
    tag: 'portal',
    operationId: 'requestAsComplainant',
    access: ACCESS.intake.requestAsComplainant,
    body: portalRequestBody,
    response: requestAccepted,
    status: 202,
    idempotent: 'store',
    problems: {
      404: 'unknown-number-or-code',
      409: 'blocked: says by which rules',
      429: 'too-many-requests',
    },
  })
  async request(
    @Body() { complaintNo, trackingCode, statement, ...asked }: z.infer<typeof portalRequestBody>,
    @Ip() address: string,
    @Command() command: CommandContext,
  ) {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const { complaintId } = await this.codes.find(complaintNo, trackingCode);
    return this.commands.run(command, (tx) =>
      this.makeRequest.handle(tx, {
        complaintId,
        asked,
        statement,
        actor: COMPLAINANT,
      }),
    );
  }
}
