import { Module } from '@nestjs/common';
import { AttachmentStore, attachmentStoreOf } from '@redress/attachments';
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
      useFactory: (config: ServiceConfig, alarm: SealAlarm) => attachmentStoreOf('intake', config, alarm),
    },
  ],
  exports: [Attachments],
})
export class AttachmentModule {}
