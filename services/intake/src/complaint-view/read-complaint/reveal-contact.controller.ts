import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS, complaintIdSchema, DISCLOSES } from '@redress/contracts';
import type { Disclosure } from '@redress/disclosure';
import { CurrentUser, Disclosing, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database, newId } from '@redress/persistence';
import { disclosureNote, Vault } from '@redress/vault';
import { z } from 'zod';
import { Register } from '../../complaint/register';
import { INTAKE_DOSSIER, IntakeDossiers } from '../../complaint/intake-dossiers';
import { revealBody, revealView } from './complaint.dto';
import { RevealLimit } from './reveal-limit';

/** Reveals one contact, and records who read it when and what for (D10, PR-01). */
@Controller('v1/complaints')
export class RevealContactController {
  constructor(
    private readonly database: Database,
    private readonly register: Register,
    private readonly dossiers: IntakeDossiers,
    private readonly vault: Vault,
    private readonly limit: RevealLimit,
  ) {}

  @Post(':complaintId/reveals')
  @Endpoint({
    summary: 'Reveal one contact of the complainant',
    description:
      'Every call is recorded with reader, field, time and purpose, also when it is repeated. How many one person may make in ten minutes and in a day is limited.',
    tag: 'complaints',
    access: ACCESS.intake.revealContact,
    discloses: DISCLOSES.intake.revealContact,
    params: z.object({ complaintId: complaintIdSchema }),
    body: revealBody,
    response: revealView,
    problems: { 404: 'not-found', 410: 'erased', 429: 'too-many-requests' },
  })
  async revealContact(
    @Param('complaintId') complaintId: string,
    @Body() { field, purpose, note }: z.infer<typeof revealBody>,
    @CurrentUser() reader: CurrentActor,
    @Disclosing() disclosure: Disclosure,
  ) {
    const complaint = await this.register.find(complaintId, reader.person.organisationId);
    if (!complaint) throw Problem.notFound('complaint');
    await this.limit.take(reader.sub);
    const dossier = await this.dossiers.read(this.database, complaintId, disclosure);
    if (!dossier) throw new Problem(410, 'erased', 'The personal data of this complaint were erased');
    const disclosureId = newId();
    disclosure.narrow(complaintId, INTAKE_DOSSIER, [`complainant.${field}`]);
    const place = disclosureNote(disclosureId);
    const sealed = note === undefined ? null : await this.vault.seal(this.database, complaintId, place, note);
    disclosure.state({ disclosureId, purpose, note: sealed });
    return { complaintId, disclosureId, field, value: dossier.content.submission.complainant[field] ?? null };
  }
}
