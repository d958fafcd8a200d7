import { Module } from '@nestjs/common';
import { SqlProjections } from './sql-projections';

/** What is known of each complaint, and the counters. */
@Module({
  providers: [SqlProjections],
  exports: [SqlProjections],
})
export class ProjectionsModule {}
