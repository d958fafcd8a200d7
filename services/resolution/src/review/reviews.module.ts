import { Module } from '@nestjs/common';
import { Reviews } from './reviews';

/** Internal reviews as they are kept. */
@Module({ providers: [Reviews], exports: [Reviews] })
export class ReviewsModule {}
