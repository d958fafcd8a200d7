import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { RecordAnswerController } from './record-answer.controller';
import { RecordAnswerHandler } from './record-answer.handler';

/** Answers to offers of which staff keep the record. */
@Module({
  imports: [OfferModule, ResolutionCaseModule],
  controllers: [RecordAnswerController],
  providers: [RecordAnswerHandler],
})
export class RecordAnswerModule {}
