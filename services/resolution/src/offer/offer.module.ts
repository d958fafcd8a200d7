import { Module } from '@nestjs/common';
import { Offers } from './offers';
import { OneTimeCodes } from './one-time-codes';
import { SqlOffers } from './sql-offers';

/** Offers as they were made. */
@Module({
  providers: [{ provide: Offers, useClass: SqlOffers }, OneTimeCodes],
  exports: [Offers, OneTimeCodes],
})
export class OfferModule {}
