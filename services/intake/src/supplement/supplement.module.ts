import { Module } from '@nestjs/common';
import { RegisterModule } from '../complaint/register.module';
import { AddSupplementController } from './add-supplement/add-supplement.controller';
import { AddSupplement } from './add-supplement/add-supplement.handler';
import { PortalSupplementController } from './add-supplement/portal-supplement.controller';
import { SqlSupplements } from './sql-supplements';
import { Supplements } from './supplements';

/** What is added to complaints after they were registered. */
@Module({
  imports: [RegisterModule],
  controllers: [AddSupplementController, PortalSupplementController],
  providers: [{ provide: Supplements, useClass: SqlSupplements }, AddSupplement],
  exports: [Supplements, AddSupplement],
})
export class SupplementModule {}
