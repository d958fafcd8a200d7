import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ACCESS, CaseNoteKind, DISCLOSES, instantSchema, staffIdSchema, text } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { Command, CommandContext, Commands, Disclosing, Endpoint } from '@redress/http';
import { Custody } from '@redress/lifecycle';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { z } from 'zod';
import { CaseNotes } from '../case-notes';

const params = z.object({ id: z.uuid().describe('Complaint id') });

const noteSchema = z.strictObject({ text: text(5_000).describe('For colleagues only; kept sealed') });

const addedSchema = z.object({ noteId: z.uuid() }).meta({ id: 'NoteAdded' });

const notesSchema = z
  .object({
    items: z.array(
      z.object({
        noteId: z.uuid(),
        kind: CaseNoteKind,
        authorId: staffIdSchema,
        at: instantSchema,
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'CaseNotes' });

/** What staff note in a case for each other; complainants never see it. */
@Controller('v1/complaints/:id/notes')
export class NotesController {
  constructor(
    private readonly database: Database,
    private readonly commands: Commands,
    private readonly clock: BusinessClock,
    @Inject(Custody) private readonly custody: Custody<'routing'>,
    private readonly notes: CaseNotes,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Read the notes of a case',
    description: 'The oldest first, those of commands among them.',
    tag: 'notes',
    operationId: 'listNotes',
    access: ACCESS.routing.listNotes,
    discloses: DISCLOSES.routing.listNotes,
    params,
    response: notesSchema,
    problems: { 404: 'No such complaint, or not yours to see' },
  })
  async list(@Command() { complaintId }: CommandContext, @Disclosing() disclosure: Disclosure) {
    const found = await this.notes.of(this.database, complaintId, disclosure);
    return { items: found.map((note) => ({ ...note, at: note.at.toISOString() })) };
  }

  @Post()
  @Endpoint({
    summary: 'Add a note to a case',
    description: 'In any state. Notes are never changed and never taken away.',
    tag: 'notes',
    operationId: 'addNote',
    access: ACCESS.routing.addNote,
    params,
    body: noteSchema,
    response: addedSchema,
    status: 201,
    idempotent: 'store',
    problems: { 404: 'No such complaint, or not yours to see' },
  })
  add(@Command() command: CommandContext, @Body() { text: words }: z.infer<typeof noteSchema>) {
    const { complaintId, actor } = command.onComplaint;
    return this.commands.run(command, async (tx) => {
      await this.custody.lock(tx, complaintId);
      const at = this.clock.now();
      return { noteId: await this.notes.add(tx, { complaintId, kind: 'NOTE', authorId: actor.sub, at, text: words }) };
    });
  }
}
