import { Controller, Get, Param, Query } from '@nestjs/common';
import { Directory } from '@redress/access';
import { ACCESS } from '@redress/contracts';
import { CurrentUser, decodeCursor, Endpoint, pageOf, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { BusinessClock } from '@redress/time';
import { z } from 'zod';
import { Labels } from '../read-overview/labels';
import { overviewScope } from '../read-overview/overview-scope';
import { daySchema, periodOf } from '../read-overview/period';
import {
  complaintFigures,
  complaintFiguresSchema,
  listedComplaint,
  listPageSchema,
  listQuerySchema,
  numberParamsSchema,
} from './complaint-list.dto';
import { SqlComplaintList } from './sql-complaint-list';

const positionSchema = z.object({ receivedOn: daySchema, complaintId: z.uuid() });

/** From a figure to the complaints behind it. */
@Controller('v1/overview/complaints')
export class ComplaintListController {
  constructor(
    private readonly database: Database,
    private readonly list: SqlComplaintList,
    private readonly directory: Directory,
    private readonly labels: Labels,
    private readonly clock: BusinessClock,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List the complaints behind a figure of the overview, newest day of receipt first',
    tag: 'overview',
    access: ACCESS.analytics.listComplaints,
    query: listQuerySchema,
    response: listPageSchema,
  })
  async listComplaints(
    @Query() query: z.infer<typeof listQuerySchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<z.infer<typeof listPageSchema>> {
    const { organisationId, unitId } = overviewScope(reader, query.unit, this.directory);
    const rows = await this.list.find(this.database, {
      organisationId,
      kind: query.kind,
      dimension: query.dimension,
      value: query.value,
      period: periodOf(query, this.clock.now()),
      units: await this.unitsBelow(organisationId, unitId),
      after: decodeCursor(positionSchema, query.cursor),
      limit: query.limit + 1,
    });
    return pageOf(
      rows,
      query.limit,
      ({ fold }) => listedComplaint(fold),
      ({ receivedOn, complaintId }) => ({ receivedOn, complaintId }),
    );
  }

  @Get(':complaintNo')
  @Endpoint({
    summary: 'Read what is counted of one complaint',
    tag: 'overview',
    access: ACCESS.analytics.readComplaintFigures,
    params: numberParamsSchema,
    response: complaintFiguresSchema,
  })
  async readComplaintFigures(
    @Param() { complaintNo }: z.infer<typeof numberParamsSchema>,
    @CurrentUser() reader: CurrentActor,
  ): Promise<z.infer<typeof complaintFiguresSchema>> {
    const { organisationId, unitId } = overviewScope(reader, undefined, this.directory);
    const fold = await this.list.byNumber(this.database, organisationId, complaintNo);
    const responsible = fold?.assignment?.value?.unitId ?? '';
    if (!fold || (unitId !== undefined && !this.directory.isWithin(responsible, unitId))) {
      throw Problem.notFound('complaint');
    }
    return complaintFigures(fold, this.labels);
  }

  private async unitsBelow(organisationId: string, unitId: string | undefined): Promise<string[] | undefined> {
    if (unitId === undefined) return undefined;
    const units = await this.list.units(this.database, organisationId);
    return units.filter((unit) => this.directory.isWithin(unit, unitId));
  }
}
