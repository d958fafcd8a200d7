import { Module } from '@nestjs/common';
import { RequestModule } from '../request/request.module';
import { RegisterModule } from '../complaint/register.module';
import { TrackComplaintController } from './track-complaint/track-complaint.controller';
import { ReadComplaintController } from './read-complaint/read-complaint.controller';
import { RevealContactController } from './read-complaint/reveal-contact.controller';
import { RevealLimit } from './read-complaint/reveal-limit';

/** A registered complaint as staff and complainants see it, with its requests. */
@Module({
  imports: [RegisterModule, RequestModule],
  controllers: [ReadComplaintController, RevealContactController, TrackComplaintController],
  providers: [RevealLimit],
})
export class ComplaintViewModule {}
