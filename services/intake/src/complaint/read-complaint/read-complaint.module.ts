import { Module } from '@nestjs/common';
import { RequestModule } from '../../request/request.module';
import { RegisterModule } from '../register.module';
import { TrackComplaintController } from '../track-complaint/track-complaint.controller';
import { ReadComplaintController } from './read-complaint.controller';
import { RevealContactsController } from './reveal-contacts.controller';

/** A registered complaint as staff and complainants see it, with its requests. */
@Module({
  imports: [RegisterModule, RequestModule],
  controllers: [ReadComplaintController, RevealContactsController, TrackComplaintController],
})
export class ReadComplaintModule {}
