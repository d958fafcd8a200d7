import { intakeDossier, resolutionDossier } from '@redress/contracts';
import { defineService, ServiceConfig } from '@redress/service-host';
import { Letters1764000000501 } from './database/migrations/letters.migration';
import { LetterComposer } from './letters/compose-letter/letter-composer';
import { LetterTemplates } from './letters/compose-letter/letter-templates';
import { DispatchMetrics } from './letters/dispatch-letters/dispatch-metrics';
import { DispatchSignal } from './letters/dispatch-letters/dispatch-signal';
import { DispatchWorker } from './letters/dispatch-letters/dispatch-worker';
import { LetterDispatch } from './letters/dispatch-letters/letter-dispatch';
import { MailSender } from './letters/dispatch-letters/mail-sender';
import { PrepareLetter } from './letters/dispatch-letters/prepare-letter';
import { SettleLetter } from './letters/dispatch-letters/settle-letter';
import { mailSettings } from './letters/mail-settings';
import { LettersController } from './letters/read-letters/letters.controller';
import { LetterDesk } from './letters/request-letters/letter-desk';
import { RetryLetterController } from './letters/retry-letter/retry-letter.controller';
import { RetryLetterHandler } from './letters/retry-letter/retry-letter.handler';
import { SqlCorrespondence } from './letters/sql-correspondence';
import { SqlCustodyView } from './letters/sql-custody-view';
import { SqlLetters } from './letters/sql-letters';
import { subscriptions } from './subscriptions';

/** Letters to complainants: what events call for is written, checked, sent by mail and published. */
export const notificationService = defineService({
  name: 'notification',
  title: 'Redress notification',
  description: 'Letters to complainants: what was sent, what was not and why.',
  migrations: [Letters1764000000501],
  consumers: subscriptions,
  controllers: [LettersController, RetryLetterController],
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
  workers: [DispatchWorker],
  follows: { packs: true },
  vault: { dataKeys: 'copies', copies: [intakeDossier, resolutionDossier] },
});
