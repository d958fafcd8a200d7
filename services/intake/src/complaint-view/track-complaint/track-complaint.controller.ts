import { Body, Controller, Ip, Post } from '@nestjs/common';
import { ACCESS, instantSchema, machines, requestKindSchema } from '@redress/contracts';
import { Endpoint, RateLimiter } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { Requests } from '../../request/requests';
import { PUBLIC_STATUSES, publicStatusOf, type PublicStatus } from '../../complaint/domain/public-status';
import { Parties } from '../../party/parties';
import { SubmissionSettings } from '../../complaint/register-complaint/submission-settings';
import { FindByTrackingCode } from '../../complaint/track-complaint/find-by-tracking-code';
import { Register } from '../../complaint/register';
import { countGuess, trackingPair } from '../../complaint/track-complaint/tracking-pair.dto';

const trackBody = z.object(trackingPair);

const trackView = z
  .object({
    complaintNo: z.string(),
    status: z.object({
      code: z.enum(Object.keys(PUBLIC_STATUSES) as [PublicStatus, ...PublicStatus[]]),
      zh: z.string(),
      en: z.string(),
    }),
    receivedAt: instantSchema,
    nextDate: instantSchema.nullable().describe('When something is due next; null where intake is not told'),
    waitingForYou: z.boolean().describe('Whether the next step is the complainant’s'),
    goesOnAs: z
      .array(z.string())
      .describe(
        'Numbers of complaints that were registered when it was too late to reopen this one; the code is the same',
      ),
    requests: z.array(
      z.object({ kind: requestKindSchema, status: machines.request.schema, requestedAt: instantSchema }),
    ),
  })
  .meta({ id: 'TrackedComplaint' });

/** The status page of the portal. */
@Controller('v1/portal/track')
export class TrackComplaintController {
  constructor(
    private readonly database: Database,
    private readonly codes: FindByTrackingCode,
    private readonly register: Register,
    private readonly requests: Requests,
    private readonly parties: Parties,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Tell a complainant how the case stands',
    tag: 'portal',
    operationId: 'trackComplaint',
    access: ACCESS.intake.trackComplaint,
    body: trackBody,
    response: trackView,
    status: 200,
    problems: { 404: 'unknown-number-or-code', 429: 'too-many-requests' },
  })
  async track(@Body() { complaintNo, trackingCode }: z.infer<typeof trackBody>, @Ip() address: string) {
    await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
    const complaint = await this.codes.find(complaintNo, trackingCode);
    const [requests, { caseState }, linked] = await Promise.all([
      this.requests.ofComplaint(this.database, complaint.complaintId),
      this.parties.standingOf(this.database, complaint.complaintId),
      this.register.linkedFrom(this.database, complaint.complaintId),
    ]);
    // Of a complaint that is handled with another one, how that one stands.
    const status = publicStatusOf(caseState);
    return {
      complaintNo: complaint.complaintNo,
      status: { code: status, ...PUBLIC_STATUSES[status] },
      receivedAt: complaint.receivedAt.toISOString(),
      nextDate: null,
      waitingForYou: status === 'WAITING_FOR_YOU' || status === 'ANSWER_READY',
      goesOnAs: linked.filter(({ link }) => link === 'LATE_REOPENING').map(({ complaintNo: no }) => no),
      requests: requests.map((request) => ({
        kind: request.kind,
        status: request.status,
        requestedAt: request.requestedAt.toISOString(),
      })),
    };
  }
}
