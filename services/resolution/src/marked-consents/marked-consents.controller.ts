import { Controller, Get, Query } from '@nestjs/common';
import { ACCESS, complaintIdSchema, instantSchema } from '@redress/contracts';
import {
  CurrentUser,
  decodeCursor,
  Endpoint,
  pageOf,
  pageQuerySchema,
  pageSchema,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { ANSWER_PROOFS, Offers } from '../offer/offers';

const markedConsentSchema = z
  .object({
    consentId: z.uuid(),
    offerId: z.uuid(),
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    mark: z
      .literal('STAFF_ADDRESS')
      .describe('It came from an address at which a token of a member of staff was used within 24 hours before'),
    proof: z.enum(ANSWER_PROOFS).describe('What was shown besides the link'),
    givenAt: instantSchema,
  })
  .meta({ id: 'MarkedConsent' });

const consentsPageSchema = pageSchema(markedConsentSchema);
const positionSchema = z.object({ givenAt: instantSchema, consentId: z.uuid() });

/** Consents by link that an auditor looks at; a mark says nothing but that they should. */
@Controller('v1/consents')
export class MarkedConsentsController {
  constructor(
    private readonly database: Database,
    private readonly offers: Offers,
  ) {}

  @Get('marked')
  @Endpoint({
    summary: 'List the consents by link that are marked for auditors, oldest first',
    description: 'Of the own organisation. A mark blocks nothing: offices let complainants use their computers.',
    tag: 'Audit',
    access: ACCESS.resolution.listMarkedConsents,
    query: pageQuerySchema,
    response: consentsPageSchema,
  })
  async listMarkedConsents(
    @Query() query: z.infer<typeof pageQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<z.infer<typeof consentsPageSchema>> {
    const after = decodeCursor(positionSchema, query.cursor);
    const organisationId = reader.person?.organisationId ?? '';
    const rows = await this.offers.markedConsents(this.database, organisationId, after, query.limit + 1);
    return pageOf(
      rows,
      query.limit,
      ({ givenAt, ...consent }) => ({ ...consent, givenAt: givenAt.toISOString() }),
      ({ givenAt, consentId }) => ({ givenAt: givenAt.toISOString(), consentId }),
    );
  }
}
