import { Body, Controller, Post } from '@nestjs/common';
import { instantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint, Problem, registerProblem } from '@redress/http';
import { z } from 'zod';
import { PublishPack, RefusedPack } from './publish-pack.handler';

registerProblem(
  RefusedPack,
  ({ problems }) =>
    new Problem(422, 'refused-pack', 'The pack cannot be published', {
      errors: problems.map(({ path, line, column, rule, message }) => {
        const pointer = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
        return { pointer, detail: `line ${line}: ${message}`, line, column, rule };
      }),
    }),
);

const publicationView = z
  .object({
    id: z.string(),
    version: z.number().int().positive(),
    effectiveFrom: instantSchema,
    publishedAt: instantSchema,
  })
  .meta({ id: 'PackPublication' });

/** Publication of policy packs. */
@Controller('v1/packs')
export class PublishPackController {
  constructor(
    private readonly commands: Commands,
    private readonly publishPack: PublishPack,
  ) {}

  @Post()
  @Endpoint({
    summary: 'Publish a version of a policy pack',
    description:
      'The body is the pack in YAML, sent as text/yaml. It takes effect ten minutes of business time after publication, or later; a version never changes.',
    tag: 'packs',
    operationId: 'publishPack',
    access: ['ORGANISATION_ADMIN'],
    response: publicationView,
    idempotent: 'store',
    problems: { 415: 'unsupported-media-type', 422: 'refused-pack: line and rule of every problem' },
  })
  publish(@Body() yaml: unknown, @Command() command: CommandContext) {
    if (typeof yaml !== 'string') throw new Problem(415, 'unsupported-media-type', 'The body must be text/yaml');
    return this.commands.run(command, (tx) => this.publishPack.publish(tx, yaml, command.actor.sub));
  }
}
