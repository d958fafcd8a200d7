import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { MarkedConsentsController } from './marked-consents.controller';

/** What auditors look at. */
@Module({ imports: [OfferModule], controllers: [MarkedConsentsController] })
export class MarkedConsentsModule {}
