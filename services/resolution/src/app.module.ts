import { Module } from '@nestjs/common';
import { intakeDossier, resolutionDossier } from '@redress/contracts';
import {
  AccessModule,
  ClockModule,
  DisclosureModule,
  LifecycleModule,
  MessagingModule,
  PersistenceModule,
  PolicyModule,
  VaultModule,
} from '@redress/service-host';
import { AnswerOfferModule } from './answer-offer/answer-offer.module';
import { DisputeModule } from './external-dispute/dispute.module';
import { HolderRequestModule } from './holder-request/holder-request.module';
import { MarkedConsentsModule } from './marked-consents/marked-consents.module';
import { ObjectToAnswerModule } from './object-to-answer/object-to-answer.module';
import { RecordAnswerModule } from './record-answer/record-answer.module';
import { RemedyUnitsModule } from './resolution-case/remedy-units';
import { ResolutionCaseModule } from './resolution-case/resolution-case.module';
import { ReviewModule } from './internal-review/review.module';
import { StaffAddressModule } from './staff-address/staff-address.module';

@Module({
  imports: [
    PersistenceModule,
    ClockModule,
    AccessModule,
    PolicyModule.forRoot(),
    LifecycleModule.forRoot({ service: 'resolution' }),
    MessagingModule.forRoot({ service: 'resolution' }),
    VaultModule.forRoot({ dataKeys: 'copies', writes: resolutionDossier, copies: [intakeDossier] }),
    DisclosureModule.forRoot({ service: 'resolution' }),
    StaffAddressModule,
    RemedyUnitsModule,
    ResolutionCaseModule,
    HolderRequestModule,
    ReviewModule,
    DisputeModule,
    AnswerOfferModule,
    RecordAnswerModule,
    ObjectToAnswerModule,
    MarkedConsentsModule,
  ],
})
export class AppModule {}
