import {
  actorSchema,
  ChannelCode,
  complaintIdSchema,
  ComplaintKind,
  complaintSubmissionSchema,
  ContactField,
  HOLDERS,
  instantSchema,
  LinkCode,
  MissingItem,
  PackReference,
  RevealPurpose,
  stateSchema,
  UnitCode,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';
import { partyView } from '../../party/party.dto';
import { attachmentView } from '../../attachment/attachment.dto';
import { supplementView } from '../../supplement/supplement.dto';
import { requestView } from '../../request/request.dto';

const { complainant, ...otherFields } = complaintSubmissionSchema.shape;

/** A complaint as it stands on the register. */
export const registerView = z
  .object({
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    organisationId: z.string(),
    packs: z.array(PackReference),
    source: z.object({ source: z.string(), id: z.string() }).describe('Identity of the submission'),
    kind: ComplaintKind,
    channel: ChannelCode,
    receivingUnit: UnitCode,
    receivedAt: instantSchema,
    registeredAt: instantSchema,
    receivedLate: z.boolean(),
    missing: z.array(MissingItem).describe('What the form asked for and the registration lacked (RG-21)'),
    registeredBy: actorSchema,
    linkedTo: z
      .object({ complaintId: complaintIdSchema, link: LinkCode })
      .nullable()
      .describe('The complaint that it was registered from'),
    state: stateSchema,
    stateSeq: z.number().int().positive(),
    holder: z.enum(HOLDERS),
  })
  .meta({ id: 'RegisteredComplaint' });

/** The dossier as staff read it: the words as they were given, contacts masked. */
export const dossierView = z
  .object({
    version: z.number().int().positive(),
    complainant: z.object({
      type: complainant.shape.type,
      name: z.string().optional().describe('Masked'),
      email: z.string().optional().describe('Masked'),
      phone: z.string().optional().describe('Masked'),
      locale: complainant.shape.locale,
    }),
    ...z.object(otherFields).omit({ kind: true, channel: true, receivedAt: true, receivingUnit: true, pack: true })
      .shape,
  })
  .meta({ id: 'MaskedDossier' });

export const complaintView = z
  .object({
    ...registerView.shape,
    version: z.number().int().positive().describe('Version of the register entry and its dossier'),
    dossier: dossierView.nullable().describe('Null once the person was erased'),
    attachments: z.array(attachmentView).describe('Files of it, oldest first (RG-17)'),
    linkedCases: z
      .array(z.object({ complaintId: complaintIdSchema, complaintNo: z.string(), link: LinkCode }))
      .describe('Complaints that were registered from it, oldest first'),
    supplements: z.array(supplementView).describe('What was added to it, oldest first; the dossier keeps the original'),
    mergedInto: complaintIdSchema.nullable().describe('The complaint that goes on, while this one is handled with it'),
    parties: z
      .array(partyView)
      .describe('Of the case that goes on, in the order in which they came; none where only one ever was'),
    requests: z.array(requestView).describe('Requests to the holder, oldest first'),
    commands: commandsSchema,
  })
  .meta({ id: 'Complaint' });

export const complaintListView = z.object({ items: z.array(registerView).describe('None or one') });

export const revealBody = z.strictObject({
  field: ContactField,
  purpose: RevealPurpose,
  note: z
    .string()
    .trim()
    .min(3)
    .max(200)
    .optional()
    .describe('More about the purpose; sealed with the record of the read'),
});

export const revealView = z
  .object({
    complaintId: complaintIdSchema,
    disclosureId: z.uuid().describe('Id of the record of this read'),
    field: ContactField,
    value: z.string().nullable().describe('Null when the complainant gave none'),
  })
  .meta({ id: 'RevealedContact' });
