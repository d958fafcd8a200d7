import { Controller, Get, Param, Query } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { ACCESS, complaintIdSchema, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, CurrentUser, Disclosing, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { z } from 'zod';
import { attachmentCommand } from '../../attachment/attachment-rules';
import { attachmentDescription, attachmentName, Attachments } from '../../attachment/attachments';
import { contactCommand } from '../../contact-log/contact-command';
import { requestCommands, toRequestView } from '../../request/request-view';
import { Requests } from '../../request/requests';
import { messageCommand } from '../../mailbox/mailbox-rules';
import { Parties } from '../../party/parties';
import { toPartyView } from '../../party/party.dto';
import { raiseCommand } from '../../linked-case/raise-in-follow-up/raise-command';
import { supplementCommand } from '../../supplement/supplement-command';
import { supplementWords, Supplements } from '../../supplement/supplements';
import { openerUnlessErased } from '../../complaint/opener-unless-erased';
import { Register } from '../../complaint/register';
import { complaintListView, complaintView } from './complaint.dto';
import { fieldsOf, toMaskedDossier, toRegisterView } from './complaint-view';
import { INTAKE_DOSSIER, IntakeDossiers } from '../../complaint/intake-dossiers';

const byNumber = z.object({ complaintNo: z.string().trim().min(1).max(64).describe('Exact number') });

/** Reads of the register for those who work on cases. */
@Controller('v1/complaints')
export class ReadComplaintController {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly requests: Requests,
    private readonly dossiers: IntakeDossiers,
    private readonly supplements: Supplements,
    private readonly parties: Parties,
    private readonly attachments: Attachments,
    private readonly vault: Vault,
    private readonly caseAccess: CaseAccess,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Find a complaint by its number',
    tag: 'complaints',
    operationId: 'findComplaint',
    access: ACCESS.intake.findComplaint,
    query: byNumber,
    response: complaintListView,
  })
  async find(@Query() { complaintNo }: z.infer<typeof byNumber>, @CurrentUser() reader: CurrentActor) {
    const complaint = await this.register.findByNumber(complaintNo);
    const isTheirs =
      complaint &&
      (await this.caseAccess.maySee(this.database, complaint.complaintId, reader, ACCESS.intake.findComplaint));
    return { items: complaint && isTheirs ? [toRegisterView(complaint)] : [] };
  }

  @Get(':complaintId')
  @Endpoint({
    summary: 'Read a complaint with its dossier, contacts masked',
    tag: 'complaints',
    operationId: 'readComplaint',
    access: ACCESS.intake.readComplaint,
    discloses: DISCLOSES.intake.readComplaint,
    params: z.object({ complaintId: complaintIdSchema }),
    response: complaintView,
    etag: true,
    problems: { 404: 'not-found' },
  })
  async read(
    @Param('complaintId') complaintId: string,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ) {
    const complaint = await this.register.find(complaintId, reader.person?.organisationId ?? '');
    if (!complaint) throw Problem.notFound('complaint');
    const [dossier, requests, supplements, standing, linked, attached] = await Promise.all([
      this.dossiers.read(this.database, complaintId, disclosure),
      this.requests.ofComplaint(this.database, complaintId),
      this.supplements.ofComplaint(this.database, complaintId),
      this.parties.standingOf(this.database, complaintId),
      this.register.linkedFrom(this.database, complaintId),
      this.attachments.ofComplaint(this.database, complaintId),
    ]);
    const parties = await this.parties.ofCase(this.database, standing.caseId);
    const open =
      supplements.length + attached.length > 0 &&
      (await openerUnlessErased(this.vault, this.database, complaintId, disclosure));
    const version = dossier?.version ?? 1;
    const shown = dossier && toMaskedDossier(dossier);
    if (shown) disclosure.narrow(complaintId, INTAKE_DOSSIER, fieldsOf(shown));
    return answer(
      {
        ...toRegisterView(complaint),
        version,
        dossier: shown ?? null,
        attachments: attached.map(({ complaintId: _id, fileName, description, receivedAt, ...file }) => ({
          ...file,
          receivedAt: receivedAt.toISOString(),
          fileName: open ? open(attachmentName(file.attachmentId), fileName) : null,
          description: open && description ? open(attachmentDescription(file.attachmentId), description) : null,
        })),
        linkedCases: linked.flatMap(({ complaintId: id, complaintNo, link }) =>
          link === null ? [] : [{ complaintId: id, complaintNo, link }],
        ),
        supplements: supplements.map(({ supplementId, by, byId, channel, receivedAt, words }) => ({
          supplementId,
          by,
          byId,
          channel,
          receivedAt: receivedAt.toISOString(),
          words: open ? open(supplementWords(supplementId), words) : null,
        })),
        mergedInto: standing.caseId === complaintId ? null : standing.caseId,
        parties: parties.map(toPartyView),
        requests: requests.map(toRequestView),
        commands: [
          ...requestCommands({ complaintId, state: complaint.state, standing, made: requests }, reader),
          contactCommand(reader),
          supplementCommand(reader),
          attachmentCommand(attached.length, reader),
          messageCommand(complaint, reader),
          raiseCommand(reader),
        ],
      },
      { version },
    );
  }
}
