import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, RateLimiter } from '@redress/http';
import type { z } from 'zod';
import { COMPLAINANT } from '../../complaint/domain/portal-caller';
import { SubmissionSettings } from '../../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../../complaint/track-complaint/find-by-tracking-code';
import { countGuess } from '../../complaint/track-complaint/tracking-pair.dto';
import { portalSupplementBody, supplementAdded } from '../supplement.dto';
import { AddSupplement } from './add-supplement.handler';

/** What complainants add themselves, with number and code. */
@Controller('v1/portal/supplements')
export class PortalSupplementController {
  constructor(
    private readonly commands: Commands,
    private readonly addSupplement: AddSupplement,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Add something to a complaint, as its complainant',
    description: 'In any state, also after its end.',
    tag: 'portal',
    operationId: 'supplementAsComplainant',
    access: ACCESS.intake.supplementAsComplainant,
    body: portalSupplementBody,
    response: supplementAdded,
    idempotent: 'store',
    problems: { 404: 'unknown-number-or-code', 429: 'too-many-requests' },
  })
  async add(
    @Body() { complaintNo, trackingCode, words }: z.infer<typeof portalSupplementBody>,
    @Ip() address: string,
    @Command() command: CommandContext,
  ) {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const { complaintId } = await this.codes.find(complaintNo, trackingCode);
    return this.commands.run(command, (tx) =>
      this.addSupplement.handle(tx, {
        complaintId,
        actor: COMPLAINANT,
        words,
        by: 'COMPLAINANT',
        channel: 'WEB_FORM',
      }),
    );
  }
}
