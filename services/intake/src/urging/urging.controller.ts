import { Body, Controller, Ip, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, RateLimiter } from '@redress/http';
import { z } from 'zod';
import { SubmissionSettings } from '../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../complaint/track-complaint/find-by-tracking-code';
import { countGuess, trackingPair } from '../complaint/track-complaint/tracking-pair.dto';
import { COMPLAINANT } from '../complaint/domain/portal-caller';
import { UrgeHandler } from './urge.handler';

const urging = {
  escalates: z.boolean().optional().describe('Whether somebody above is to answer: the level rises by one (T37)'),
};
const urgingBody = z.strictObject(urging);
const portalUrgingBody = z.strictObject({ ...trackingPair, ...urging });
const urgedSchema = z
  .object({
    complaintId: complaintIdSchema,
    count: z.number().int().positive().describe('How often the complainant has urged by now'),
    escalates: z.boolean(),
  })
  .meta({ id: 'Urged' });

/** Urging by complainants, with number and code, and by staff at their word. */
@Controller('v1')
export class UrgingController {
  constructor(
    private readonly commands: Commands,
    private readonly urging: UrgeHandler,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  @Post('complaints/:complaintId/urgings')
  @Endpoint({
    summary: 'Record that the complainant urges',
    description: 'Once in 24 hours for each complaint. Everybody who works on it can read it in the story.',
    tag: 'requests',
    operationId: 'recordUrging',
    access: ACCESS.intake.recordUrging,
    params: z.object({ complaintId: complaintIdSchema }),
    body: urgingBody,
    response: urgedSchema,
    status: 202,
    idempotent: 'store',
    problems: { 404: 'not-found', 409: 'blocked: NOT_OPEN, URGED_LATELY' },
  })
  record(
    @Param('complaintId') complaintId: string,
    @Body() { escalates = false }: z.infer<typeof urgingBody>,
    @Command() command: CommandContext,
  ) {
    return this.commands.run(command, (tx) => this.urging.handle(tx, { complaintId, actor: command.actor, escalates }));
  }

  @Post('portal/urgings')
  @Endpoint({
    summary: 'Urge, as the complainant',
    description: 'Once in 24 hours for each complaint; `escalates` asks for somebody above to answer.',
    tag: 'portal',
    operationId: 'urgeAsComplainant',
    access: ACCESS.intake.urgeAsComplainant,
    body: portalUrgingBody,
    response: urgedSchema,
    status: 202,
    idempotent: 'store',
    problems: {
      404: 'unknown-number-or-code',
      409: 'blocked: NOT_OPEN, URGED_LATELY',
      429: 'too-many-requests',
    },
  })
  async urge(
    @Body() { complaintNo, trackingCode, escalates = false }: z.infer<typeof portalUrgingBody>,
    @Ip() address: string,
    @Command() command: CommandContext,
  ) {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const { complaintId } = await this.codes.find(complaintNo, trackingCode);
    return this.commands.run(command, (tx) => this.urging.handle(tx, { complaintId, actor: COMPLAINANT, escalates }));
  }
}
