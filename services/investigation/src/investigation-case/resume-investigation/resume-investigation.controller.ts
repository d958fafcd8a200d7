import { Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, movedSchema } from '@redress/http';
import { z } from 'zod';
import { complaintPathSchema } from '../add-evidence/add-evidence.dto';
import { ResumeInvestigationHandler } from './resume-investigation.handler';

const resumedSchema = movedSchema.extend({ version: z.number().int().describe('Version of the case after it') });

@Controller()
export class ResumeInvestigationController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ResumeInvestigationHandler,
  ) {}

  @Post('v1/complaints/:id/investigation/resumption')
  @Endpoint({
    summary: 'Go on without waiting any longer',
    description:
      'For the complainant, whose answer is no longer needed (T13), or for third parties, which may still reply (T14).',
    tag: 'Investigation',
    operationId: 'resumeInvestigation',
    access: ACCESS.investigation.resumeInvestigation,
    params: complaintPathSchema,
    response: resumedSchema,
    idempotent: 'store',
    ifMatch: true,
    problems: { 409: 'The investigation waits for no one' },
  })
  resume(@Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.handler.handle(tx, command.onComplaint));
  }
}
