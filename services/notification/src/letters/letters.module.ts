import { Module } from '@nestjs/common';
import { ServiceConfig } from '@redress/service-host';
import { LetterComposer } from './compose-letter/letter-composer';
import { LetterTemplates } from './compose-letter/letter-templates';
import { DispatchMetrics } from './dispatch-letters/dispatch-metrics';
import { DispatchSignal } from './dispatch-letters/dispatch-signal';
import { DispatchWorker } from './dispatch-letters/dispatch-worker';
import { LetterDispatch } from './dispatch-letters/letter-dispatch';
import { MailSender } from './dispatch-letters/mail-sender';
import { PrepareLetter } from './dispatch-letters/prepare-letter';
import { RenewLeases } from './dispatch-letters/renew-leases.work';
import { SettleLetter } from './dispatch-letters/settle-letter';
import { mailSettings } from './mail-settings';
import { LettersController } from './read-letters/letters.controller';
import { LetterDesk } from './request-letters/letter-desk';
import { NoteExpectedTime } from './request-letters/note-expected-time.consumer';
import { OpenCorrespondence } from './request-letters/open-correspondence.consumer';
import {
  RequestAnswerLetters,
  RequestClosureLetters,
  RequestDeclineLetters,
  RequestGrantLetters,
  RequestOfferLetters,
  RequestOfferReminders,
  RequestLapseLetters,
  RequestOneTimeCodeLetters,
  RequestReferralLetters,
  RequestRefusalLetters,
  RequestSummaryLetters,
} from './request-letters/request-letters.consumer';
import { RetryLetterController } from './retry-letter/retry-letter.controller';
import { RetryLetterHandler } from './retry-letter/retry-letter.handler';
import { SqlCorrespondence } from './sql-correspondence';
import { SqlCustodyView } from './sql-custody-view';
import { SqlLetters } from './sql-letters';

/** What events call for is written, checked, sent by mail and published. */
@Module({
  controllers: [
    LettersController,
    RetryLetterController,
    OpenCorrespondence,
    NoteExpectedTime,
    RequestOfferLetters,
    RequestOfferReminders,
    RequestLapseLetters,
    RequestOneTimeCodeLetters,
    RequestClosureLetters,
    RequestSummaryLetters,
    RequestAnswerLetters,
    RequestDeclineLetters,
    RequestReferralLetters,
    RequestGrantLetters,
    RequestRefusalLetters,
  ],
  providers: [
    RetryLetterHandler,
    SqlCorrespondence,
    SqlCustodyView,
    SqlLetters,
    LetterDesk,
    LetterDispatch,
    PrepareLetter,
    SettleLetter,
    DispatchMetrics,
    DispatchSignal,
    DispatchWorker,
    RenewLeases,
    { provide: LetterTemplates, useFactory: () => new LetterTemplates() },
    {
      provide: LetterComposer,
      inject: [LetterTemplates, ServiceConfig],
      useFactory: (templates: LetterTemplates, config: ServiceConfig) =>
        new LetterComposer(templates, mailSettings(config).from.name, config.url('REDRESS_PUBLIC_URL')),
    },
    {
      provide: MailSender,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => new MailSender(mailSettings(config)),
    },
  ],
})
export class LettersModule {}
