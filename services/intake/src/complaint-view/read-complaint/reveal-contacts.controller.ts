import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema } from '@redress/contracts';
import { CurrentUser, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database, newId } from '@redress/persistence';
import { sealedColumn, Vault } from '@redress/vault';
import { BusinessClock } from '@redress/time';
import { z } from 'zod';
import { Register } from '../../complaint/register';
import { PersonalDataReadEntity } from '../../database/entities';
import { revealBody, revealView } from './complaint.dto';
import { IntakeDossiers } from '../../complaint/intake-dossiers';

const purposeOf = sealedColumn('personal_data_read.purpose');

/** Reveals contacts, and records who read them when and what for (D10). */
@Controller('v1/complaints')
export class RevealContactsController {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
    private readonly vault: Vault,
    private readonly clock: BusinessClock,
  ) {}

  @Post(':complaintId/reveals')
  @Endpoint({
    summary: 'Reveal the contacts of the complainant',
    description: 'Every call is recorded with reader, time and purpose, also when it is repeated.',
    tag: 'complaints',
    operationId: 'revealContacts',
    access: ACCESS.intake.revealContacts,
    params: z.object({ complaintId: complaintIdSchema }),
    body: revealBody,
    response: revealView,
    problems: { 404: 'not-found', 410: 'erased' },
  })
  async reveal(
    @Param('complaintId') complaintId: string,
    @Body() { purpose }: z.infer<typeof revealBody>,
    @CurrentUser() reader: CurrentActor,
  ) {
    const complaint = await this.register.find(complaintId, reader.person?.organisationId ?? '');
    if (!complaint) throw Problem.notFound('complaint');
    return this.database.transaction(async (tx) => {
      const dossier = await this.dossiers.read(tx, complaintId);
      if (!dossier) throw new Problem(410, 'erased', 'The personal data of this complaint were erased');
      const { name = null, email = null, phone = null } = dossier.content.submission.complainant;
      const readId = newId();
      await tx.manager.insert(PersonalDataReadEntity, {
        readId,
        complaintId,
        readerId: reader.sub,
        readAt: this.clock.now(),
        fields: Object.entries({ name, email, phone })
          .filter(([, value]) => value !== null)
          .map(([field]) => field)
          .join(','),
        purpose: await this.vault.seal(tx, complaintId, purposeOf(readId), purpose),
      });
      return { complaintId, readId, name, email, phone };
    });
  }
}
