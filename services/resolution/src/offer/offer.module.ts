import { Module } from '@nestjs/common';
import { Offers } from './offers';
import { SqlOffers } from './sql-offers';

/** Offers as they were made. */
@Module({
  providers: [{ provide: Offers, useClass: SqlOffers }],
  exports: [Offers],
})
export class OfferModule {}
