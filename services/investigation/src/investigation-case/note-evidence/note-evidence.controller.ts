import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import type { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { evidenceNotedSchema, evidenceNoteSchema } from './note-evidence.dto';
import { NoteEvidenceHandler } from './note-evidence.handler';

@Controller()
export class NoteEvidenceController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: NoteEvidenceHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/evidence/notes')
  @Endpoint({
    summary: 'Add evidence that is no file',
    description:
      'The note of a contact, the record of another system, or a statement. Findings rest on it as on files.',
    tag: 'Investigation',
    operationId: 'noteEvidence',
    access: ACCESS.investigation.noteEvidence,
    params: complaintPathSchema,
    body: evidenceNoteSchema,
    response: evidenceNotedSchema,
    idempotent: 'store',
    problems: { 409: 'The round has ended; not-caught-up: the contact is not known here yet' },
  })
  noteEvidence(@Command() command: CommandContext, @Body() note: z.infer<typeof evidenceNoteSchema>) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, { ...command.onComplaint, note }));
  }
}
