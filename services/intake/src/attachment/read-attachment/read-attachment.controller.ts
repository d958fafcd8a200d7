import { Controller, Get, Param, StreamableFile } from '@nestjs/common';
import { AttachmentStore, DOWNLOAD_HEADERS, downloadHeaders } from '@redress/attachments';
import { ACCESS, complaintIdSchema, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { answer, Disclosing, Endpoint, Problem } from '@redress/http';
import { Database } from '@redress/persistence';
import { Vault } from '@redress/vault';
import { z } from 'zod';
import { ATTACHMENT_CONTENT, attachmentName, Attachments } from '../attachments';

const params = z.object({ complaintId: complaintIdSchema, attachmentId: z.uuid() });

/** The content of a file, for those who work on the case; it is only ever downloaded, never shown in place. */
@Controller()
export class ReadAttachmentController {
  constructor(
    private readonly database: Database,
    private readonly attachments: Attachments,
    private readonly store: AttachmentStore,
    private readonly vault: Vault,
  ) {}

  @Get('v1/complaints/:complaintId/attachments/:attachmentId/content')
  @Endpoint({
    summary: 'Download a file of a complaint',
    description: 'Every reading is recorded.',
    tag: 'complaints',
    operationId: 'readAttachment',
    access: ACCESS.intake.readAttachment,
    discloses: DISCLOSES.intake.readAttachment,
    params,
    // The type that was found in the bytes.
    produces: '*/*',
    headers: DOWNLOAD_HEADERS,
    problems: { 404: 'There is no such file, or the person was erased' },
  })
  async read(
    @Param('complaintId') complaintId: string,
    @Param('attachmentId') attachmentId: string,
    @Disclosing() disclosure: Disclosure,
  ) {
    const attached = await this.attachments.ofComplaint(this.database, complaintId);
    const found = attached.find((one) => one.attachmentId === attachmentId);
    if (!found) throw Problem.notFound('file');
    const place = attachmentName(attachmentId);
    const fileName = await this.vault.unseal(this.database, complaintId, place, found.fileName, disclosure);
    const dataKey = await this.vault.dataKey(this.database, complaintId, ATTACHMENT_CONTENT, disclosure);
    const content = await this.store.open(attachmentId, { dataKey, complaintId, column: ATTACHMENT_CONTENT }, found);
    return answer(new StreamableFile(content), { headers: downloadHeaders({ ...found, fileName }) });
  }
}
