import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, text } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { WorkChanged } from '../work-changed';
import { complaintParams, workChangedSchema } from '../work-changed.dto';
import { ReportMajorHandler } from './report-major.handler';

const reportSchema = z.strictObject({
  measures: text(5_000).describe('What happened and what was done about it; for leadership, kept sealed'),
});
const readingSchema = z.strictObject({
  instruction: text(5_000).optional().describe('For those who work on it; kept sealed'),
});

const COMMAND = {
  tag: 'assignment',
  params: complaintParams,
  response: workChangedSchema,
  status: 200,
  idempotent: 'store',
  ifMatch: true,
  etag: true,
} as const;

@Controller('v1/complaints/:id/major-report')
export class ReportMajorController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: ReportMajorHandler,
  ) {}

  @Post()
  @Endpoint({
    ...COMMAND,
    summary: 'Report a critical complaint to leadership, with the measures taken',
    description: 'In any open state (ES-01); the report is a note of the case.',
    operationId: 'reportMajor',
    access: ACCESS.routing.reportMajor,
    body: reportSchema,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, NO_REPORT_DUE' },
  })
  report(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof reportSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.report(tx, { ...command.onComplaint, ...body }));
  }

  @Post('reading')
  @Endpoint({
    ...COMMAND,
    summary: 'Note the report on a critical complaint as read',
    description: 'By leadership, who may add an instruction (ES-01).',
    operationId: 'readMajorReport',
    access: ACCESS.routing.readMajorReport,
    body: readingSchema,
    problems: { 404: 'No such complaint', 409: 'blocked: NOT_OPEN, NO_REPORT_DUE, NOT_REPORTED' },
  })
  read(
    @Command() command: CommandContext,
    @Body() body: z.infer<typeof readingSchema>,
  ): Promise<WorkChanged | Answer<WorkChanged>> {
    return this.commands.change(command, (tx) => this.handler.read(tx, { ...command.onComplaint, ...body }));
  }
}
