import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { mustBeFree } from '@redress/commands';
import { ACCESS, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, CurrentUser, Disclosing, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { ServiceConfig } from '@redress/service-host';
import { Vault } from '@redress/vault';
import type { z } from 'zod';
import { contentPlace } from '../dispatch-letters/prepare-letter';
import { asPrinted, type KeptLetter } from '../domain/kept-letter';
import { obstaclesToPrint } from '../domain/rules/told-by-staff.rule';
import { mailSettings } from '../mail-settings';
import { letterParamsSchema } from '../read-letters/letters.dto';
import { SqlLetters } from '../sql-letters';
import { letterPdf } from './letter-pdf';

/** Letters for the printer of those who hand them over or post them. */
@Controller('v1/letters')
export class PrintLetterController {
  constructor(
    private readonly database: Database,
    private readonly letters: SqlLetters,
    private readonly vault: Vault,
    private readonly caseAccess: CaseAccess,
    private readonly config: ServiceConfig,
  ) {}

  @Get(':letterId/print')
  @Endpoint({
    summary: 'Get a letter as a PDF, to be handed over or posted',
    description:
      'Without tracking code and link: printed letters pass through other hands. An offer has a slip on which it is answered and signed. `tellLetter` then says that the complainant has it.',
    tag: 'letters',
    access: ACCESS.notification.printLetter,
    discloses: DISCLOSES.notification.printLetter,
    params: letterParamsSchema,
    produces: 'application/pdf',
    headers: { 'Content-Disposition': 'Always `attachment`, with complaint number and kind of letter' },
    problems: {
      404: 'not-found',
      409: 'blocked: not written yet, outdated, or for the complainant alone',
      410: 'erased: the person was erased, and the words with them',
    },
  })
  async printLetter(
    @Param() { letterId }: z.infer<typeof letterParamsSchema>,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ) {
    const row = await this.letters.find(this.database, letterId);
    if (!row) throw Problem.notFound('letter');
    const { complaintId, complaintNo, content, kind, requestedAt: writtenAt } = row;
    await this.caseAccess.mustSee(this.database, complaintId, reader, ACCESS.notification.printLetter);
    mustBeFree(obstaclesToPrint({ ...row, isWritten: content !== null }));
    const { bytes, version } = content as NonNullable<typeof content>;
    const place = contentPlace(letterId, version);
    const kept = await this.vault.unseal(this.database, complaintId, place, bytes, disclosure);
    const locale = row.locale ?? 'zh-CN';
    const { text } = asPrinted(JSON.parse(kept) as KeptLetter, locale);
    const sender = mailSettings(this.config).from.name;
    const letterhead = this.config.optional('REDRESS_LETTERHEAD');
    const pdf = await letterPdf({ kind, locale, complaintNo, sender, letterhead, text, writtenAt });
    return answer(new StreamableFile(pdf), {
      headers: {
        'content-type': 'application/pdf',
        'content-length': String(pdf.length),
        'content-disposition': `attachment; filename="${complaintNo}-${kind}.pdf"`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    });
  }
}
