import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Endpoint, type CurrentActor } from '@redress/http';
import { AccessDenied } from '@redress/access';
import { clientDoor, staffDoor, type Door } from '../domain/door';
import { RegisterComplaints } from './register-complaints.handler';
import { answerRegistration, registrationView, submissionBody } from './registration.dto';
import { SubmissionJudge } from './submission-judge';

/** Registration by staff and by systems (IN-01 to IN-17). */
@Controller('v1/complaints')
export class RegisterComplaintController {
  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly judge: SubmissionJudge,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Register a complaint',
    description:
      'Systems need the scope complaints:submit, and submit for the units, by the channels and with the rights that their entry in the directory says. Answers the number; the tracking code goes to the complainant with the acceptance letter, and to nobody else. The pair of caller and Idempotency-Key identifies the submission for ever: a repeat gets the first answer and uses no number.',
    tag: 'complaints',
    operationId: 'registerComplaint',
    access: ACCESS.intake.registerComplaint,
    idempotent: 'domain',
    body: submissionBody,
    response: registrationView,
    headers: { Location: 'Where the complaint is read' },
    problems: { 422: 'invalid-fields: by the schema, the registration form of the pack or the rules of receipt' },
  })
  async register(@Body() submitted: unknown, @Command() command: CommandContext) {
    const { actor, idempotencyKey } = command;
    const candidate = this.judge.accept({ door: doorOf(actor), id: idempotencyKey, submitted });
    return answerRegistration(await this.registrations.registerOne(candidate));
  }
}

/** @throws AccessDenied for a system whose entry does not say what it may submit */
export function doorOf(actor: CurrentActor): Door {
  if (actor.kind === 'STAFF') return staffDoor(actor);
  const { submits } = actor.person;
  if (!submits) throw new AccessDenied([{ kind: 'BINDING' }], [{ role: 'ORGANISATION_ADMIN' }]);
  return clientDoor(actor, submits);
}
