import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { UrgeHandler } from './urge.handler';
import { UrgingController } from './urging.controller';

/** Urging by complainants (催办). */
@Module({ imports: [RegisterModule], controllers: [UrgingController], providers: [UrgeHandler] })
export class UrgingModule {}
