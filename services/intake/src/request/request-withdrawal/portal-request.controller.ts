import { Body, Controller, Ip, Post } from '@nestjs/common';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { z } from 'zod';
import { PORTAL_SOURCE } from '../../complaint/domain/submission-source';
import { FindByTrackingCode } from '../../complaint/track-complaint/find-by-tracking-code';
import { trackingPair } from '../../complaint/track-complaint/track-complaint.controller';
import { requestAccepted, requestBody } from '../request.dto';
import { RequestWithdrawal } from './request-withdrawal.handler';

const portalRequestBody = z.object({ ...trackingPair, ...requestBody.shape });

/** Requests by complainants themselves, with number and code. */
@Controller('v1/portal/requests')
export class PortalRequestController {
  constructor(
    private readonly commands: Commands,
    private readonly requestWithdrawal: RequestWithdrawal,
    private readonly codes: FindByTrackingCode,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Withdraw a complaint as its complainant',
    tag: 'portal',
    operationId: 'requestAsComplainant',
    access: 'public',
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
    @Body() { complaintNo, trackingCode, statement }: z.infer<typeof portalRequestBody>,
    @Ip() address: string,
    @Command() command: CommandContext,
  ) {
    const { complaintId } = await this.codes.find(complaintNo, trackingCode, address);
    return this.commands.run(command, (tx) =>
      this.requestWithdrawal.handle(tx, {
        complaintId,
        statement,
        actor: { kind: 'COMPLAINANT', id: PORTAL_SOURCE },
      }),
    );
  }
}
