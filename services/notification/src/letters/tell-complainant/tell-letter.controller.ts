import { Body, Controller, Param, Post } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, type Answer } from '@redress/http';
import { z } from 'zod';
import type { LetterChanged } from '../domain/letter-changed';
import { letterChangedSchema, letterParamsSchema } from '../read-letters/letters.dto';
import { TellLetterHandler } from './tell-letter.handler';

const proof = z
  .string()
  .trim()
  .min(3)
  .max(200)
  .describe('Number of the registered letter, where the signed receipt lies, or that of the transmission report');

const tellLetterBody = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('HANDED_OVER'), proof }),
    z.strictObject({ by: z.literal('POSTED'), proof }),
    z.strictObject({ by: z.literal('FAXED'), proof }),
    z.strictObject({ by: z.literal('READ_OUT'), contactId: z.uuid().describe('The contact in which it was read out') }),
  ])
  .meta({ id: 'TellLetter' });

@Controller('v1/letters/:letterId/telling')
export class TellLetterController {
  constructor(
    private readonly commands: Commands,
    private readonly handler: TellLetterHandler,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Record that the complainant was told of a letter by a member of staff',
    description:
      'Handed over, posted or faxed with proof, or read out in a contact that the log of contacts has. The acceptance letter thereby acknowledges the complaint.',
    tag: 'letters',
    access: ACCESS.notification.tellLetter,
    params: letterParamsSchema,
    body: tellLetterBody,
    response: letterChangedSchema,
    status: 200,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: {
      404: 'not-found',
      409: 'blocked: told before, being sent, not written or outdated; not-caught-up: the contact is not known here yet',
    },
  })
  tellLetter(
    @Command() command: CommandContext,
    @Param() { letterId }: z.infer<typeof letterParamsSchema>,
    @Body() telling: z.infer<typeof tellLetterBody>,
  ): Promise<LetterChanged | Answer<LetterChanged>> {
    const { actor, expectedVersion } = command;
    return this.commands.change(command, (tx) =>
      this.handler.handle(tx, { letterId, telling, actor, expectedVersion }),
    );
  }
}
