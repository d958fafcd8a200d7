import { Injectable } from '@nestjs/common';
import { AttachmentStore } from '@redress/attachments';
import { keepAttachment } from '@redress/attachments/http';
import { Commands, type CommandContext, type UploadedFile } from '@redress/http';
import { ATTACHMENT_CONTENT } from '../attachments';
import { AddAttachmentHandler, type AddAttachment } from './add-attachment.handler';

/** What every door does with a file: refuse it before it is read, store it, have it recorded. */
@Injectable()
export class TakeAttachment {
  constructor(
    private readonly commands: Commands,
    private readonly store: AttachmentStore,
    private readonly handler: AddAttachmentHandler,
  ) {}

  /** @param find who attaches what to which complaint; what it throws refuses the file unread */
  async take(
    context: CommandContext,
    upload: UploadedFile,
    find: () => Promise<AddAttachment>,
    maxBytes: number,
  ): ReturnType<typeof keepAttachment<Awaited<ReturnType<AddAttachmentHandler['record']>>>> {
    const { command, dataKey } = await this.admit(find).catch((refusal: unknown) => {
      upload.stream.resume();
      throw refusal;
    });
    return keepAttachment(
      this.store,
      this.commands,
      context,
      upload,
      { dataKey, complaintId: command.complaintId, column: ATTACHMENT_CONTENT, maxBytes },
      (tx, content) => this.handler.record(tx, command, { ...content, fileName: upload.filename }),
    );
  }

  private async admit(find: () => Promise<AddAttachment>) {
    const command = await find();
    return { command, dataKey: await this.handler.admit(command) };
  }
}
