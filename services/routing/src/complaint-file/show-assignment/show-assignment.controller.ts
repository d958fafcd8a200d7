import { Controller, Get, Param } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { answer, CurrentUser, Endpoint, type Answer, type CurrentActor } from '@redress/http';
import { z } from 'zod';
import { ClockViews } from '../../sla-clock/clock-views';
import { complaintParams } from '../work-changed.dto';
import { ShowAssignmentQuery } from './show-assignment.query';
import { assignmentSchema, type AssignmentView } from './show-assignment.dto';

@Controller('v1/complaints/:id/assignment')
export class ShowAssignmentController {
  constructor(
    private readonly query: ShowAssignmentQuery,
    private readonly views: ClockViews,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show where a complaint lies',
    description: 'Classification, unit, handler, level, clocks, and what the reader may do.',
    tag: 'assignment',
    operationId: 'showAssignment',
    access: ACCESS.routing.showAssignment,
    params: complaintParams,
    response: assignmentSchema,
    etag: true,
    problems: { 404: 'No such complaint, or not yours to see' },
  })
  async show(
    @Param() { id }: z.infer<typeof complaintParams>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<Answer<AssignmentView>> {
    const shown = await this.query.run(id, reader);
    return answer({ ...shown, clocks: this.views.all(shown.clocks) }, { version: shown.version });
  }
}
