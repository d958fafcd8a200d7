import { Module } from '@nestjs/common';
import { Parties } from './parties';
import { SqlParties } from './sql-parties';

/** Whose complaints are handled together. */
@Module({ providers: [{ provide: Parties, useClass: SqlParties }], exports: [Parties] })
export class PartyModule {}
