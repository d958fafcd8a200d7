import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandContext, Endpoint } from '@redress/http';
import { answerRegistration, acceptableOrProblem } from './answer-registration';
import { JudgeSurroundings } from './judge-surroundings';
import { RegisterComplaints } from './register-complaints.handler';
import { registrationView, submissionBody } from './registration.dto';

/** Registration by staff and by systems (IN-01 to IN-17). */
@Controller('v1/complaints')
export class RegisterComplaintController {
  constructor(
    private readonly registrations: RegisterComplaints,
    private readonly surroundings: JudgeSurroundings,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Register a complaint',
    description:
      'Answers number and tracking code. The pair of caller and Idempotency-Key identifies the submission for ever: a repeat gets the first answer and uses no number.',
    tag: 'complaints',
    operationId: 'registerComplaint',
    access: ['FRONTLINE', 'INTAKE_OFFICER', 'SYSTEM'],
    idempotent: 'domain',
    body: submissionBody,
    response: registrationView,
    headers: { Location: 'Where the complaint is read' },
    problems: { 422: 'invalid-fields: by the schema, the registration form of the pack or the rules of receipt' },
  })
  async register(@Body() submitted: unknown, @Command() command: CommandContext) {
    const { actor, idempotencyKey } = command;
    const content = acceptableOrProblem(
      submitted,
      this.surroundings.of({
        submitterUnit: actor.unitId ?? undefined,
        organisationId: actor.person?.organisationId,
      }),
    );
    const identity = { source: actor.sub, id: idempotencyKey };
    return answerRegistration(await this.registrations.registerOne({ identity, content, actor: actor.onStory }));
  }
}
