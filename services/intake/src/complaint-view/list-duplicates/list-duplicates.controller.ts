import { Controller, Get, Param } from '@nestjs/common';
import { CaseAccess } from '@redress/access';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { CurrentUser, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';
import { Register } from '../../complaint/register';
import { registerView } from '../read-complaint/complaint.dto';
import { toRegisterView } from '../read-complaint/complaint-view';

const MOST = 20;

const duplicatesView = z
  .object({
    complaintId: complaintIdSchema,
    possibleDuplicates: z
      .array(registerView)
      .describe('Complaints with the same contact and reference that the reader may see, newest first'),
  })
  .meta({ id: 'PossibleDuplicates' });

/** Suggests what a person may want to join; it decides nothing and blocks nothing. */
@Controller('v1/complaints/:complaintId/duplicates')
export class ListDuplicatesController {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly caseAccess: CaseAccess,
  ) {}

  @Get()
  @Endpoint({
    summary: 'List complaints that may be about the same matter',
    description:
      'Of the same organisation, with the same e-mail address or phone and the same order or batch. Also those that came later.',
    tag: 'complaints',
    operationId: 'listPossibleDuplicates',
    access: ACCESS.intake.listPossibleDuplicates,
    params: z.object({ complaintId: complaintIdSchema }),
    response: duplicatesView,
    problems: { 404: 'not-found' },
  })
  async list(@Param('complaintId') complaintId: string, @CurrentUser() reader: CurrentActor) {
    const complaint = await this.register.find(complaintId, reader.person.organisationId);
    if (!complaint) throw Problem.notFound('complaint');
    const alike = await this.register.alike(complaintId, MOST);
    const seen = await Promise.all(
      alike.map((one) =>
        this.caseAccess.maySee(this.database, one.complaintId, reader, ACCESS.intake.listPossibleDuplicates),
      ),
    );
    return { complaintId, possibleDuplicates: alike.filter((_, index) => seen[index]).map(toRegisterView) };
  }
}
