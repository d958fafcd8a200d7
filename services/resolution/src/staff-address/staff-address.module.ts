import { Global, Module } from '@nestjs/common';
import { StaffAddresses } from '@redress/http';
import { NoteStaffAddresses } from './note-staff-addresses';
import { StaffAddressBook } from './staff-address-book';

/** From where staff call: a consent from there is marked. Global, since the guard of every endpoint tells it. */
@Global()
@Module({
  providers: [StaffAddressBook, { provide: StaffAddresses, useClass: NoteStaffAddresses }],
  exports: [StaffAddressBook, StaffAddresses],
})
export class StaffAddressModule {}
