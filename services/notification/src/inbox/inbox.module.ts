import { Module } from '@nestjs/common';
import { EndItemHandler } from './end-item/end-item.handler';
import { FillInbox } from './fill-inbox/fill-inbox.consumer';
import { InboxController } from './read-inbox/inbox.controller';
import { SqlInbox } from './sql-inbox';

/** What members of staff are told of, each for themselves. */
@Module({ controllers: [FillInbox, InboxController], providers: [EndItemHandler, SqlInbox] })
export class InboxModule {}
