import { Module } from '@nestjs/common';
import { OfferModule } from '../offer/offer.module';
import { ResolutionCaseModule } from '../resolution-case/resolution-case.module';
import { LapseOffer } from './lapse-offer';
import { PauseOffers } from './pause-offers';
import { WhatResolutionKnows } from './what-resolution-knows';

/** What resolution looks at and changes when it answers a request as the holder. */
@Module({ imports: [OfferModule, ResolutionCaseModule], providers: [WhatResolutionKnows, LapseOffer, PauseOffers] })
export class HolderRequestModule {}
