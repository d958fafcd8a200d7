import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { ReviewsModule } from '../review/reviews.module';
import { DisputesModule } from '../dispute/disputes.module';
import { GiveNoticeController } from './give-notice/give-notice.controller';
import { GiveNoticeHandler } from './give-notice/give-notice.handler';
import { NoteDispute } from './note-dispute';
import { OpenDisputeController } from './open-dispute/open-dispute.controller';
import { OpenDisputeHandler } from './open-dispute/open-dispute.handler';
import { RecordAwardController } from './record-award/record-award.controller';
import { RecordAwardHandler } from './record-award/record-award.handler';
import { RecordLessonController } from './record-lesson/record-lesson.controller';
import { RecordLessonHandler } from './record-lesson/record-lesson.handler';

/** Disputes before bodies outside, and what is learned from them. */
@Module({
  imports: [OfferModule, ResolutionCaseModule, ReviewsModule, DisputesModule],
  controllers: [GiveNoticeController, OpenDisputeController, RecordAwardController, RecordLessonController],
  providers: [NoteDispute, GiveNoticeHandler, OpenDisputeHandler, RecordAwardHandler, RecordLessonHandler],
})
export class DisputeModule {}
