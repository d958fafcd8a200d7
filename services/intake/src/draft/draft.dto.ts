import {
  actorSchema,
  complaintIdSchema,
  complaintSubmissionSchema,
  instantSchema,
  machines,
  partySchema,
  zonedInstantSchema,
} from '@redress/contracts';
import { commandsSchema } from '@redress/http';
import { z } from 'zod';

/** What is captured: description, channel and time of receipt are compulsory, all else may be filled in later. */
export const draftBody = z.strictObject({
  ...complaintSubmissionSchema.shape,
  receivedAt: zonedInstantSchema.describe('When it reached the enterprise; every promise is counted from here'),
  complainant: partySchema.partial().optional(),
});

const summary = {
  draftId: z.uuid(),
  state: machines.draft.schema,
  version: z.number().int().positive().describe('As in `ETag`; send it as `If-Match` with a command'),
  capturedBy: actorSchema,
  capturedAt: instantSchema,
  registerAt: instantSchema.describe('When it is registered at the latest, with what it then lacks listed as missing'),
  complaintId: complaintIdSchema.nullable().describe('Of the complaint that became of it'),
};

export const draftCapturedView = z
  .object({ draftId: z.uuid(), version: z.number().int().positive(), registerAt: instantSchema })
  .meta({ id: 'DraftCaptured' });

export const draftSummaryView = z.object(summary).meta({ id: 'DraftSummary' });

export const draftView = z
  .object({
    ...summary,
    content: draftBody.nullable().describe('Null once it is registered: the dossier of the complaint has it'),
    commands: commandsSchema,
  })
  .meta({ id: 'Draft' });

export const draftListView = z
  .object({ items: z.array(draftSummaryView).describe('Open ones, oldest first') })
  .meta({ id: 'Drafts' });
