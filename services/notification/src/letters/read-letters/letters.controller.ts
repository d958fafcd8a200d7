import { Controller, Get, Param, Query } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import {
  answer,
  CurrentUser,
  decodeCursor,
  Disclosing,
  Endpoint,
  pageOf,
  Problem,
  type Answer,
  type CurrentActor,
} from '@redress/http';
import { ACCESS, DISCLOSES, instantSchema } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { Database } from '@redress/persistence';
import { KeyMissing, Vault } from '@redress/vault';
import { z } from 'zod';
import { escapeHtml } from '../compose-letter/letter-templates';
import { asStaffReadIt, type KeptLetter } from '../domain/kept-letter';
import type { LetterContent } from '../domain/letter-content';
import { contentPlace } from '../dispatch-letters/prepare-letter';
import { SqlLetters, type LetterRow } from '../sql-letters';
import {
  letterDetail,
  letterDetailSchema,
  letterParamsSchema,
  lettersPageSchema,
  lettersQuerySchema,
  letterView,
} from './letters.dto';

const positionSchema = z.object({ requestedAt: instantSchema, letterId: z.uuid() });

/** Letters to complainants, for staff. */
@Controller('v1/letters')
export class LettersController {
  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly vault: Vault,
    private readonly caseAccess: CaseAccess,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the letters of a complaint, oldest first',
    tag: 'letters',
    access: ACCESS.notification.listLetters,
    query: lettersQuerySchema,
    response: lettersPageSchema,
    problems: { 404: 'not-found: there is no such complaint, or it is not yours to see' },
  })
  async listLetters(
    @Query() query: z.infer<typeof lettersQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<z.infer<typeof lettersPageSchema>> {
    const after = decodeCursor(positionSchema, query.cursor);
    await this.caseAccess.mustSee(this.database, query.complaintId, reader, ACCESS.notification.listLetters);
    const rows = await this.letters.ofComplaint(this.database, query.complaintId, after, query.limit + 1);
    const ways = await this.letters.dispatchesOf(
      this.database,
      rows.map(({ letterId }) => letterId),
    );
    return pageOf(
      rows,
      query.limit,
      (row) => letterView(row, ways.get(row.letterId) ?? [], reader),
      (row) => ({ requestedAt: row.requestedAt.toISOString(), letterId: row.letterId }),
    );
  }

  @Get(':letterId')
  @Endpoint({
    summary: 'Read a letter as it was sent, without what its complainant answers with',
    description: 'Tracking code, link of the offer and one-time code are left out: they are for the complainant only.',
    tag: 'letters',
    access: ACCESS.notification.readLetter,
    discloses: DISCLOSES.notification.readLetter,
    params: letterParamsSchema,
    response: letterDetailSchema,
    etag: true,
  })
  async readLetter(
    @Param() { letterId }: z.infer<typeof letterParamsSchema>,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ): Promise<Answer<z.infer<typeof letterDetailSchema>>> {
    const row = await this.letters.find(this.database, letterId);
    if (!row) throw Problem.notFound('letter');
    await this.caseAccess.mustSee(this.database, row.complaintId, reader, ACCESS.notification.readLetter);
    const ways = (await this.letters.dispatchesOf(this.database, [letterId])).get(letterId) ?? [];
    return answer(letterDetail(row, ways, reader, await this.contentOf(row, disclosure)), { version: row.version });
  }

  private async contentOf(row: LetterRow, disclosure: Disclosure): Promise<LetterContent | null> {
    if (!row.content) return null;
    try {
      const place = contentPlace(row.letterId, row.content.version);
      const text = await this.vault.unseal(this.database, row.complaintId, place, row.content.bytes, disclosure);
      return asStaffReadIt(JSON.parse(text) as KeptLetter, row.locale ?? 'zh-CN', escapeHtml);
    } catch (error) {
      if (error instanceof KeyMissing) return null;
      throw error;
    }
  }
}
