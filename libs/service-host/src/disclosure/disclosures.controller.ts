import { Controller, Get, Param, Query, type Type } from '@nestjs/common';
import {
  ACCESS,
  complaintIdSchema,
  DISCLOSES,
  DisclosurePurpose,
  instantSchema,
  type ServiceName,
} from '@redress/contracts';
import { DisclosureLog, type Disclosure, type LoggedDisclosure } from '@redress/disclosure';
import {
  CurrentUser,
  decodeCursor,
  Disclosing,
  Endpoint,
  pageOf,
  pageQuerySchema,
  pageSchema,
  Problem,
  type CurrentActor,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { disclosureNote, KeyMissing, Vault } from '@redress/vault';
import { z } from 'zod';

const { disclosures } = ACCESS;

const idParams = z.object({ disclosureId: z.uuid().describe('Id of a line of the log') });

const querySchema = pageQuerySchema
  .extend({
    person: z.string().trim().min(1).max(200).optional().describe('`sub` of who read'),
    complaintId: complaintIdSchema.optional(),
  })
  .refine(({ person, complaintId }) => person !== undefined || complaintId !== undefined, {
    path: ['person'],
    message: 'person or complaintId is required',
  });

const disclosureSchema = z.object({
  disclosureId: z.uuid(),
  complaintId: complaintIdSchema,
  person: z.string().describe('Who read'),
  onBehalfOf: z.string().nullable().describe('The handler for whom the reader stood in'),
  operation: z.string().describe('`operationId` of the endpoint'),
  opened: z.array(z.string()).describe('Columns, or fields of documents; never values'),
  purpose: DisclosurePurpose,
  hasNote: z.boolean().describe('Whether the reader said more; it is shown with the single line'),
  times: z.number().int().positive().describe('How often within one hour'),
  readAt: instantSchema.describe('The first time, business time'),
  lastReadAt: instantSchema.describe('The last time, business time'),
  recordedAt: instantSchema.describe('The first time, real time'),
  lastRecordedAt: instantSchema.describe('The last time, real time'),
});

const disclosureDetailSchema = disclosureSchema.extend({
  note: z
    .string()
    .nullable()
    .describe('In the words of the reader; null when there is none, and once the person was erased'),
});

/** Who opened personal data in one service, for those who look after it (D10, PR-01). */
export function disclosuresController(service: ServiceName): Type {
  @Controller(`v1/disclosures/${service}`)
  class DisclosuresController {
    constructor(
      private readonly log: DisclosureLog,
      private readonly vault: Vault,
      private readonly database: Database,
    ) {}

    @Get()
    @Endpoint({
      summary: 'List who opened personal data, by person or by complaint, newest first',
      description: 'Of the own organisation. Repeats of a read within one hour are one line.',
      tag: 'disclosures',
      access: disclosures.listDisclosures,
      query: querySchema,
      response: pageSchema(disclosureSchema),
    })
    async listDisclosures(
      @Query() { limit, cursor, person, complaintId }: z.infer<typeof querySchema>,
      @CurrentUser() reader: CurrentActor,
    ) {
      const rows = await this.log.list({
        organisationId: reader.person.organisationId,
        readerId: person,
        complaintId,
        before: decodeCursor(z.uuid(), cursor),
        limit: limit + 1,
      });
      return pageOf(rows, limit, view, ({ disclosureId }) => disclosureId);
    }

    @Get(':disclosureId')
    @Endpoint({
      summary: 'Show one line of the log, with what the reader said',
      description: 'It opens the words of the reader, so that it leaves a line itself.',
      tag: 'disclosures',
      access: disclosures.showDisclosure,
      discloses: DISCLOSES.disclosures.showDisclosure,
      params: idParams,
      response: disclosureDetailSchema,
      problems: { 404: 'There is no such line' },
    })
    async showDisclosure(
      @Param() { disclosureId }: z.infer<typeof idParams>,
      @CurrentUser() reader: CurrentActor,
      @Disclosing() disclosure: Disclosure,
    ) {
      const row = await this.log.find(disclosureId, reader.person.organisationId);
      if (!row) throw Problem.notFound('disclosure');
      return { ...view(row), note: await this.noteOf(row, disclosure) };
    }

    private async noteOf({ disclosureId, complaintId, note }: LoggedDisclosure, disclosure: Disclosure) {
      if (!note) return null;
      try {
        return await this.vault.unseal(this.database, complaintId, disclosureNote(disclosureId), note, disclosure);
      } catch (error) {
        if (error instanceof KeyMissing) return null;
        throw error;
      }
    }
  }
  return DisclosuresController;
}

function view(row: LoggedDisclosure): z.input<typeof disclosureSchema> {
  return {
    disclosureId: row.disclosureId,
    complaintId: row.complaintId,
    person: row.readerId,
    onBehalfOf: row.onBehalfOf,
    operation: row.operation,
    opened: [...row.opened],
    purpose: row.purpose,
    hasNote: row.note !== null,
    times: row.times,
    readAt: row.readAt.toISOString(),
    lastReadAt: row.lastReadAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
    lastRecordedAt: row.lastRecordedAt.toISOString(),
  };
}
