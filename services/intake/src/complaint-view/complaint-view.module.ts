import { Module } from '@nestjs/common';
import { AttachmentModule } from '../attachment/attachment.module';
import { SupplementModule } from '../supplement/supplement.module';
import { ListDuplicatesController } from './list-duplicates/list-duplicates.controller';
import { PartyModule } from '../party/party.module';
import { RequestModule } from '../request/request.module';
import { RegisterModule } from '../complaint/register.module';
import { TrackComplaintController } from './track-complaint/track-complaint.controller';
import { ReadComplaintController } from './read-complaint/read-complaint.controller';
import { RevealContactController } from './read-complaint/reveal-contact.controller';
import { RevealLimit } from './read-complaint/reveal-limit';

/** A registered complaint as staff and complainants see it, with its requests. */
@Module({
  imports: [RegisterModule, RequestModule, PartyModule, SupplementModule, AttachmentModule],
  controllers: [ReadComplaintController, ListDuplicatesController, RevealContactController, TrackComplaintController],
  providers: [RevealLimit],
})
export class ComplaintViewModule {}
