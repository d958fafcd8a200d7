import { Body, Controller, Get, Param, Post, Query, StreamableFile } from '@nestjs/common';
import { AttachmentStore, DOWNLOAD_HEADERS, downloadHeaders } from '@redress/attachments';
import { keepAttachment } from '@redress/attachments/http';
import { callerHasRole, commandView, obstaclesOf } from '@redress/commands';
import { ACCESS, DISCLOSES, machines } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import {
  answer,
  Command,
  CommandContext,
  Commands,
  Disclosing,
  Endpoint,
  Problem,
  Upload,
  type UploadedFile,
} from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import type { z } from 'zod';
import { wordingSha256 } from '../offer/domain/offer-content';
import { Offers } from '../offer/offers';
import { CaseDesk } from '../resolution-case/case-desk';
import { readsWords } from '../resolution-case/domain/case-commands';
import { complaintPathSchema } from '../resolution-case/draft-plan/draft-plan.dto';
import { OfferContents } from '../resolution-case/offer-contents';
import { SEALED, SIGNED_ANSWER } from '../resolution-case/sealed';
import {
  answerPathSchema,
  answerRecordedSchema,
  offerOfPartySchema,
  offerToReadOutSchema,
  recordAnswerSchema,
  signedAnswerFieldsSchema,
  type RecordedBody,
  type SignedAnswerFields,
} from './record-answer.dto';
import { partyIn, RecordAnswerHandler } from './record-answer.handler';

const MAX_SCAN_BYTES = 25 * 1024 * 1024;

/** Answers to offers that complainants give by phone, on paper or at the counter. */
@Controller()
export class RecordAnswerController {
  constructor(
    private readonly commands: Commands,
    private readonly database: Database,
    private readonly desk: CaseDesk,
    private readonly offers: Offers,
    private readonly contents: OfferContents,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
    private readonly handler: RecordAnswerHandler,
  ) {}

  @Get('v1/complaints/:id/resolution/offer')
  @Endpoint({
    summary: 'Read the offer as it is read out to the complainant',
    description: 'With the hash of its text, which goes into the record of the answer, and the commands of the reader.',
    tag: 'Resolution',
    access: ACCESS.resolution.readOffer,
    discloses: DISCLOSES.resolution.readOffer,
    params: complaintPathSchema,
    query: offerOfPartySchema,
    response: offerToReadOutSchema,
    etag: true,
    problems: { 404: 'No offer was made in this round' },
  })
  async readOffer(
    @Query() { partyId }: z.infer<typeof offerOfPartySchema>,
    @Command() { complaintId, actor }: CommandContext,
    @Disclosing() disclosure: Disclosure,
  ) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const { plan, resolution, standing } = situation;
    const party = partyIn(situation, partyId);
    const offer = situation.offer && plan && (await this.offers.ofRound(this.database, resolution, party));
    if (!offer || !plan) throw Problem.notFound('offer');
    const content = await this.contents.of(this.database, resolution, plan, party, disclosure);
    const blocked = [
      ...obstaclesOf(callerHasRole(actor, ACCESS.resolution.recordAnswer)),
      ...this.handler.obstacles(situation, this.desk.worker(actor)),
    ];
    const { remedies, ...words } = content;
    return answer(
      {
        ...words,
        remedies: [...remedies],
        offerId: offer.offerId,
        textSha256: wordingSha256(content),
        needsListener: this.desk.needsListener(situation),
        offeredAt: offer.offeredAt.toISOString(),
        decideBy: offer.decideBy.toISOString(),
        lapsedAt: offer.state === machines.offer.state.LAPSED ? (offer.decidedAt?.toISOString() ?? null) : null,
        state: standing.state,
        stateSeq: standing.stateSeq,
        version: resolution.version,
        commands: [commandView('recordAnswer', ...blocked), commandView('recordSignedAnswer', ...blocked)],
      },
      { version: resolution.version },
    );
  }

  @Post('v1/complaints/:id/resolution/answers')
  @Endpoint({
    summary: 'Record what the complainant answered by phone or at the counter',
    description:
      'By somebody who neither drafted nor approved the plan, carries none of it out and does not ask afterwards (RM-08). An acceptance from before the lapse of the offer is recorded late (T43). The complainant is told what was recorded and may object.',
    tag: 'Resolution',
    access: ACCESS.resolution.recordAnswer,
    params: complaintPathSchema,
    body: recordAnswerSchema,
    response: answerRecordedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: {
      409: 'No offer waits for an answer; not-caught-up: the contact is not known here yet',
      422: 'invalid-fields: also for a contact that proves nothing, another text, a wrong code and a document with nothing to compare',
    },
  })
  recordAnswer(@Command() command: CommandContext, @Body() body: RecordedBody) {
    return this.commands.run(command, (tx) => this.handler.heard(tx, { ...command.onComplaint, ...body }));
  }

  @Post('v1/complaints/:id/resolution/signed-answers')
  @Endpoint({
    summary: 'Record what the complainant answered on signed paper',
    description: 'Fields first, then the scan. Otherwise as `recordAnswer`.',
    tag: 'Resolution',
    access: ACCESS.resolution.recordSignedAnswer,
    params: complaintPathSchema,
    body: signedAnswerFieldsSchema,
    // One byte of grace, so that the store counts and answers which limit it was.
    upload: { maxFileBytes: MAX_SCAN_BYTES + 1 },
    response: answerRecordedSchema,
    idempotent: 'store',
    problems: {
      409: 'No offer waits for an answer',
      413: 'The file is too large',
      415: 'Files of this kind are not taken',
      507: 'There is no room for files now',
    },
  })
  async recordSignedAnswer(
    @Command() context: CommandContext,
    @Upload() upload: UploadedFile,
    @Body() fields: SignedAnswerFields,
  ) {
    const command = { ...context.onComplaint, ...fields, channel: 'SIGNED_PAPER' as const };
    const dataKey = await this.handler.admit(command).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    return keepAttachment(
      this.store,
      this.commands,
      context,
      upload,
      { dataKey, complaintId: command.complaintId, column: SIGNED_ANSWER, maxBytes: MAX_SCAN_BYTES },
      (tx, content) => this.handler.signed(tx, command, { ...content, fileName: upload.filename }),
    );
  }

  @Get('v1/complaints/:id/resolution/answers/:answerId/scan')
  @Endpoint({
    summary: 'Read the scan of a signed answer',
    tag: 'Resolution',
    access: ACCESS.resolution.readSignedAnswer,
    discloses: DISCLOSES.resolution.readSignedAnswer,
    params: answerPathSchema,
    // The type that was found in the bytes.
    produces: '*/*',
    headers: DOWNLOAD_HEADERS,
    problems: { 404: 'There is no such answer, or it was not given on paper' },
  })
  async readSignedAnswer(
    @Command() { complaintId, actor }: CommandContext,
    @Param('answerId') answerId: string,
    @Disclosing() disclosure: Disclosure,
  ) {
    const situation = await this.desk.situationOf(this.database, complaintId);
    const given = await this.offers.answerById(this.database, complaintId, answerId);
    const scan = given?.record?.scan;
    // Who reads the words of this round reads those of earlier ones, as `readCase` shows them.
    if (!scan || !readsWords(situation, this.desk.worker(actor))) throw Problem.notFound('signed answer');
    const place = SEALED.scanName(scan.scanId);
    const fileName = await this.vault.unseal(this.database, complaintId, place, scan.name, disclosure);
    const dataKey = await this.vault.dataKey(this.database, complaintId, SIGNED_ANSWER, disclosure);
    const content = await this.store.open(scan.scanId, { dataKey, complaintId, column: SIGNED_ANSWER }, scan);
    return answer(new StreamableFile(content), { headers: downloadHeaders({ ...scan, fileName }) });
  }
}
