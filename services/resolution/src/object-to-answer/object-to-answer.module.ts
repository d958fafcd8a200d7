import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { ObjectToAnswer } from './object-to-answer';
import { RecordObjectionController } from './record-objection.controller';
import { RecordObjectionHandler } from './record-objection.handler';

/** Objections of complainants to what staff recorded as their answer. */
@Module({
  imports: [OfferModule, ResolutionCaseModule],
  controllers: [RecordObjectionController],
  providers: [ObjectToAnswer, RecordObjectionHandler],
  exports: [ObjectToAnswer],
})
export class ObjectToAnswerModule {}
