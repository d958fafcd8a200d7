import { Controller, Get } from '@nestjs/common';
import { HealthRegistry, Metrics, type HealthReport } from '@redress/observability';
import { z } from 'zod';
import { Answer, answer } from '../contract/answer';
import { Endpoint } from '../contract/endpoint';

const healthSchema = z
  .object({
    ok: z.boolean(),
    checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string().optional() })),
  })
  .meta({ id: 'Health' });

/** What operators and their tools ask. */
@Controller()
export class OperationsController {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  @Endpoint({
    summary: 'Tell whether the process should be restarted',
    tag: 'operations',
    access: 'public',
    response: healthSchema,
    alternatives: { 503: { description: 'The process cannot recover by itself', response: healthSchema } },
  })
  isLive(): Answer<HealthReport> {
    return reported(this.health.live());
  }

  @Get('health/ready')
  @Endpoint({
    summary: 'Tell whether the process can take requests',
    tag: 'operations',
    access: 'public',
    response: healthSchema,
    alternatives: { 503: { description: 'Something that it needs is missing', response: healthSchema } },
  })
  async isReady(): Promise<Answer<HealthReport>> {
    return reported(await this.health.ready());
  }

  @Get('metrics')
  @Endpoint({
    summary: 'Expose metrics in Prometheus format',
    tag: 'operations',
    access: 'public',
    response: z.string(),
    produces: 'text/plain',
  })
  async readMetrics(): Promise<Answer<string>> {
    const { text, contentType } = await this.metrics.expose();
    return answer(text, { headers: { 'content-type': contentType } });
  }
}

function reported(report: HealthReport): Answer<HealthReport> {
  return answer(report, { status: report.ok ? 200 : 503, headers: { 'cache-control': 'no-store' } });
}
