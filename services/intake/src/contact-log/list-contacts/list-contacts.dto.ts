import {
  ChannelCode,
  complaintIdSchema,
  ContactDirection,
  ContactPurpose,
  ContactRecord,
  instantSchema,
  StaffRank,
  staffIdSchema,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';

const contactView = z
  .object({
    contactId: z.uuid(),
    channel: ChannelCode,
    direction: ContactDirection,
    twoWay: z.boolean(),
    purposes: z.array(ContactPurpose),
    at: instantSchema,
    loggedAt: instantSchema,
    by: staffIdSchema,
    byRank: StaffRank,
    keptAs: ContactRecord,
    note: z.string().nullable().describe('Null once the person was erased'),
    recordingReference: z.string().nullable(),
    dialledNumber: z.string().nullable().describe('Masked'),
  })
  .meta({ id: 'Contact' });

export const contactsView = z
  .object({
    complaintId: complaintIdSchema,
    contacts: z.array(contactView).describe('In the order in which they were logged'),
    commands: commandsSchema,
  })
  .meta({ id: 'Contacts' });
