import { Module } from '@nestjs/common';
import { AttachmentStore, FileAttachmentStore } from '@redress/attachments';
import { SealAlarm } from '@redress/security';
import { ServiceConfig } from '@redress/service-host';
import { RegisterModule } from '../complaint/register.module';
import { AddAttachmentController } from './add-attachment/add-attachment.controller';
import { AddAttachmentHandler } from './add-attachment/add-attachment.handler';
import { TakeAttachment } from './add-attachment/take-attachment';
import { Attachments } from './attachments';
import { ReadAttachmentController } from './read-attachment/read-attachment.controller';
import { SqlAttachments } from './sql-attachments';
import { SweepAttachments } from './sweep-attachments/sweep-attachments.work';

const DEFAULT_QUOTA_BYTES = 10 * 1024 ** 3;

/** Files that were attached to complaints. */
@Module({
  imports: [RegisterModule],
  controllers: [AddAttachmentController, ReadAttachmentController],
  providers: [
    { provide: Attachments, useClass: SqlAttachments },
    AddAttachmentHandler,
    TakeAttachment,
    SweepAttachments,
    {
      provide: AttachmentStore,
      inject: [ServiceConfig, SealAlarm],
      useFactory: (config: ServiceConfig, alarm: SealAlarm) =>
        new FileAttachmentStore({
          alarm,
          owner: 'intake',
          directory: config.text('REDRESS_ATTACHMENT_DIR'),
          quotaBytes: config.integer('REDRESS_ATTACHMENT_QUOTA_BYTES', DEFAULT_QUOTA_BYTES, {
            min: 1,
            max: Number.MAX_SAFE_INTEGER,
          }),
        }),
    },
  ],
  exports: [Attachments],
})
export class AttachmentModule {}
