import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Endpoint } from '@redress/http';
import { staffDoor } from '../domain/door';
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
      'Answers the number; the tracking code goes to the complainant with the acceptance letter, and to nobody else. The pair of caller and Idempotency-Key identifies the submission for ever: a repeat gets the first answer and uses no number.',
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
    const candidate = this.judge.accept({ door: staffDoor(actor), id: idempotencyKey, submitted });
    return answerRegistration(await this.registrations.registerOne(candidate));
  }
}
