import { Module } from '@nestjs/common';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { ReviewModule } from '../internal-review/review.module';
import { ObjectToAnswerModule } from '../object-to-answer/object-to-answer.module';
import { OfferModule } from '../offer/offer.module';
import { AnswerOfferController } from './answer-offer.controller';
import { AnswerOfferHandler } from './answer-offer.handler';

/** The page on which a complainant answers an offer. */
@Module({
  imports: [OfferModule, ResolutionCaseModule, ReviewModule, ObjectToAnswerModule],
  controllers: [AnswerOfferController],
  providers: [AnswerOfferHandler],
})
export class AnswerOfferModule {}
