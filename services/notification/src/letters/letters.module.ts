import { Module } from '@nestjs/common';
import { ServiceConfig } from '@redress/service-host';
import { LetterComposer } from './compose-letter/letter-composer';
import { LetterTemplates } from './compose-letter/letter-templates';
import { CollectReceipts } from './dispatch-letters/collect-receipts.work';
import { DispatchMetrics } from './dispatch-letters/dispatch-metrics';
import { DispatchSignal } from './dispatch-letters/dispatch-signal';
import { DispatchWorker } from './dispatch-letters/dispatch-worker';
import { HttpSmsGateway } from './dispatch-letters/http-sms-gateway';
import { LetterDispatch } from './dispatch-letters/letter-dispatch';
import { MailSender } from './dispatch-letters/mail-sender';
import { PrepareLetter } from './dispatch-letters/prepare-letter';
import { RenewLeases } from './dispatch-letters/renew-leases.work';
import { SettleLetter } from './dispatch-letters/settle-letter';
import { NoSmsGateway, SmsGateway } from './dispatch-letters/sms-gateway';
import { mailboxUrl } from './mailbox-url';
import { questionsUrl } from './questions-url';
import { mailSettings } from './mail-settings';
import { PrintLetterController } from './print-letter/print-letter.controller';
import { LettersController } from './read-letters/letters.controller';
import { LetterDesk } from './request-letters/letter-desk';
import { NoteExpectedTime } from './request-letters/note-expected-time.consumer';
import { OpenCorrespondence } from './request-letters/open-correspondence.consumer';
import {
  RequestAnswerLetters,
  RequestAwardLetters,
  RequestClosureLetters,
  RequestDeclineLetters,
  RequestCounterLetters,
  RequestCancellationLetters,
  RequestDecisionLetters,
  RequestImpositionLetters,
  RequestGrantLetters,
  RequestInformationLetters,
  RequestLeavingLetters,
  RequestPartyAnswerLetters,
  RequestInformationReminders,
  RequestPromiseLetters,
  RequestExtensionLetters,
  RequestUnansweredLetters,
  RequestAcceptanceLetters,
  RequestObjectionLetters,
  RequestOfferLetters,
  RequestOfferRefusalLetters,
  RequestOfferReminders,
  RequestLapseLetters,
  RequestOneTimeCodeLetters,
  RequestDisputeLetters,
  RequestReferralLetters,
  RequestRenegotiationLetters,
  RequestRefusalLetters,
  RequestReviewDecisionLetters,
  RequestReviewLetters,
  RequestSummaryLetters,
} from './request-letters/request-letters.consumer';
import { RetryLetterController } from './retry-letter/retry-letter.controller';
import { RetryLetterHandler } from './retry-letter/retry-letter.handler';
import { smsSettings } from './sms-settings';
import { SqlCorrespondence } from './sql-correspondence';
import { SqlCustodyView } from './sql-custody-view';
import { SqlLetters } from './sql-letters';
import { TakeReturnedMail } from './take-returned-mail/take-returned-mail.consumer';
import { TellLetterController } from './tell-complainant/tell-letter.controller';
import { TellLetterHandler } from './tell-complainant/tell-letter.handler';
import { TellComplainants } from './tell-complainant/tell-complainants';

/** What events call for is written, checked, sent by mail and published. */
@Module({
  controllers: [
    LettersController,
    RetryLetterController,
    TellLetterController,
    PrintLetterController,
    OpenCorrespondence,
    RequestLeavingLetters,
    RequestPartyAnswerLetters,
    NoteExpectedTime,
    TakeReturnedMail,
    RequestOfferLetters,
    RequestOfferReminders,
    RequestLapseLetters,
    RequestOneTimeCodeLetters,
    RequestCounterLetters,
    RequestOfferRefusalLetters,
    RequestCancellationLetters,
    RequestRenegotiationLetters,
    RequestDecisionLetters,
    RequestImpositionLetters,
    RequestClosureLetters,
    RequestReviewDecisionLetters,
    RequestReviewLetters,
    RequestDisputeLetters,
    RequestAwardLetters,
    RequestSummaryLetters,
    RequestAnswerLetters,
    RequestDeclineLetters,
    RequestReferralLetters,
    RequestGrantLetters,
    RequestInformationLetters,
    RequestInformationReminders,
    RequestPromiseLetters,
    RequestExtensionLetters,
    RequestUnansweredLetters,
    RequestAcceptanceLetters,
    RequestObjectionLetters,
    RequestRefusalLetters,
  ],
  providers: [
    RetryLetterHandler,
    TellLetterHandler,
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
    CollectReceipts,
    TellComplainants,
    { provide: LetterTemplates, useFactory: () => new LetterTemplates() },
    {
      provide: LetterComposer,
      inject: [LetterTemplates, ServiceConfig],
      useFactory: (templates: LetterTemplates, config: ServiceConfig) =>
        new LetterComposer(templates, {
          sender: mailSettings(config).from.name,
          publicUrl: config.url('REDRESS_PUBLIC_URL'),
          mailboxUrl: mailboxUrl(config),
          questionsUrl: questionsUrl(config),
        }),
    },
    {
      provide: SmsGateway,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => {
        const settings = smsSettings(config);
        return settings ? new HttpSmsGateway(settings) : new NoSmsGateway();
      },
    },
    {
      provide: MailSender,
      inject: [ServiceConfig],
      useFactory: (config: ServiceConfig) => new MailSender(mailSettings(config)),
    },
  ],
  exports: [SqlLetters, TellComplainants],
})
export class LettersModule {}
