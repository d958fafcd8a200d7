import { Module } from '@nestjs/common';
import { Disputes } from './disputes';

/** Disputes and lessons as they are kept. */
@Module({ providers: [Disputes], exports: [Disputes] })
export class DisputesModule {}
