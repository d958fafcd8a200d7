import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { AskForReviewController } from './ask-for-review/ask-for-review.controller';
import { AskForReviewHandler } from './ask-for-review/ask-for-review.handler';
import { DecideReviewController } from './decide-review/decide-review.controller';
import { DecideReviewHandler } from './decide-review/decide-review.handler';
import { OpenReview } from './open-review';
import { RequestReviewController } from './request-review/request-review.controller';
import { RequestReviewHandler } from './request-review/request-review.handler';
import { ReviewsModule } from '../review/reviews.module';

/** Internal reviews: how they are asked for, and how they are decided. */
@Module({
  imports: [OfferModule, ResolutionCaseModule, ReviewsModule],
  controllers: [RequestReviewController, DecideReviewController, AskForReviewController],
  providers: [OpenReview, RequestReviewHandler, DecideReviewHandler, AskForReviewHandler],
  exports: [OpenReview],
})
export class ReviewModule {}
