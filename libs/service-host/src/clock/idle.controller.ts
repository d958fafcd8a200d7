import { Controller, Get } from '@nestjs/common';
import { Endpoint } from '@redress/http';
import { z } from 'zod';
import { IdleRegistry } from '../idle-registry';

const idleSchema = z.object({
  idle: z.boolean().describe('Nothing is pending'),
  pending: z.record(z.string(), z.number().int()).describe('How much is pending, by kind of work'),
});

/** Tells whoever drives the clock whether the service has done all that business time has brought. */
@Controller('internal/idle')
export class IdleController {
  constructor(private readonly registry: IdleRegistry) {}

  @Get()
  @Endpoint({
    summary: 'Tell what is still to be done at this business time',
    tag: 'operations',
    access: { scope: 'clock:drive' },
    response: idleSchema,
  })
  async tellPending(): Promise<z.infer<typeof idleSchema>> {
    const pending = await this.registry.pending();
    return { idle: Object.values(pending).every((count) => count === 0), pending };
  }
}
