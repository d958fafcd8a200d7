import { Module } from '@nestjs/common';
import { LettersModule } from '../letters/letters.module';
import { Mailbox } from './mailbox';
import { MailboxController } from './mailbox.controller';

/** The letters of a complaint for its complainant. */
@Module({ imports: [LettersModule], controllers: [MailboxController], providers: [Mailbox] })
export class MailboxModule {}
