import { Body, Controller, Post } from '@nestjs/common';
import { ACCESS, instantSchema } from '@redress/contracts';
import { Command, CommandContext, Commands, Endpoint } from '@redress/http';
import { z } from 'zod';
import { PublishPack } from './publish-pack.handler';

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
    summary: 'Publish a version of a policy pack for the own organisation',
    description: 'It takes effect ten minutes of business time after publication, or later; a version never changes.',
    tag: 'packs',
    operationId: 'publishPack',
    access: ACCESS.intake.publishPack,
    consumes: 'yaml',
    body: z.string('must be YAML').describe('The pack in YAML'),
    response: publicationView,
    idempotent: 'store',
    problems: { 422: 'refused-pack: line and rule of every problem' },
  })
  publish(@Body() yaml: string, @Command() command: CommandContext) {
    return this.commands.run(command, (tx) => this.publishPack.publish(tx, yaml, command.actor));
  }
}
