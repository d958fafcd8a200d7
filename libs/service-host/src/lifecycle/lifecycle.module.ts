import { Module, type DynamicModule } from '@nestjs/common';
import type { ServiceName } from '@redress/contracts';
import { CaseParties, Contacts, Custody, RequestDesk } from '@redress/lifecycle';
import { Metrics } from '@redress/observability';
import { Outbox } from '@redress/outbox';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { KeepContacts } from '../contacts/keep-contacts.consumer';
import { KeepParties } from '../parties/keep-parties.consumer';
import { AnswerRequests } from '../requests/answer-requests.consumer';

const OPEN_REQUEST_ALARM_SECONDS = 300;

/** The story as this service writes it: outbox, custody, the desk for requests to the holder, known contacts, and parties. */
@Module({})
export class LifecycleModule {
  constructor(desk: RequestDesk, database: Database, metrics: Metrics) {
    metrics.observedGauge(
      {
        name: 'open_requests_oldest_seconds',
        help: `Age of the oldest unanswered request; alarm at ${OPEN_REQUEST_ALARM_SECONDS}`,
      },
      () => desk.oldestOpenSeconds(database),
    );
  }

  /** Holds factories only: a value would be shared by two replicas in one process. */
  static forRoot({ service }: { readonly service: ServiceName }): DynamicModule {
    return {
      module: LifecycleModule,
      global: true,
      controllers: [AnswerRequests, KeepContacts, KeepParties],
      providers: [
        { provide: Contacts, useFactory: () => new Contacts() },
        { provide: CaseParties, useFactory: () => new CaseParties() },
        { provide: Outbox, useFactory: () => new Outbox(service) },
        { provide: Custody, inject: [Outbox], useFactory: (outbox: Outbox) => new Custody(service, outbox) },
        {
          provide: RequestDesk,
          inject: [Custody, Outbox, BusinessClock],
          useFactory: (custody: Custody<ServiceName>, outbox: Outbox, clock: BusinessClock) =>
            new RequestDesk(custody, outbox, () => clock.now()),
        },
      ],
      exports: [Outbox, CaseParties, Contacts, Custody, RequestDesk],
    };
  }
}
