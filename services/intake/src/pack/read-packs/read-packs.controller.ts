import { Controller, Get, Param } from '@nestjs/common';
import { ACCESS, instantSchema } from '@redress/contracts';
import { CurrentUser, Endpoint, Problem, type CurrentActor } from '@redress/http';
import { Database } from '@redress/persistence';
import { z } from 'zod';

/** Of the column. */
const LARGEST_VERSION = 2_147_483_647;

const packSummary = z.object({
  id: z.string(),
  version: z.number().int().positive(),
  labels: z.object({ zh: z.string(), en: z.string() }),
  effectiveFrom: instantSchema,
  publishedAt: instantSchema,
});

const packView = packSummary.extend({ content: z.record(z.string(), z.unknown()).describe('The whole pack') });

const reference = z.object({
  id: z.string().min(1).max(64),
  version: z.coerce.number().int().positive().max(LARGEST_VERSION),
});

interface Row {
  id: string;
  version: number;
  effective_from: Date;
  published_at: Date;
  content: Record<string, unknown> & { labels: { zh: string; en: string } };
}

/** What comes with the installation is for everybody. */
const SELECT = `select id, version, effective_from, published_at, content from policy_pack
  where (organisation_id is null or organisation_id = $1)`;

/** Reads of published policy packs. */
@Controller('v1/packs')
export class ReadPacksController {
  constructor(private readonly database: Database) {}

  @Get()
  @Endpoint({
    summary:
      'List the published versions of policy packs that come with the installation or are of the own organisation',
    tag: 'packs',
    operationId: 'listPacks',
    access: ACCESS.intake.listPacks,
    response: z.object({ items: z.array(packSummary) }),
  })
  async list(@CurrentUser() { organisationId }: CurrentActor) {
    const { rows } = await this.database.query<Row>(`${SELECT} order by id, version`, [organisationId]);
    return { items: rows.map(toSummary) };
  }

  @Get(':id/versions/:version')
  @Endpoint({
    summary: 'Read one version of a policy pack',
    tag: 'packs',
    operationId: 'readPack',
    access: ACCESS.intake.readPack,
    params: reference,
    response: packView,
    problems: { 404: 'not-found' },
  })
  async read(@Param() { id, version }: z.infer<typeof reference>, @CurrentUser() { organisationId }: CurrentActor) {
    const { rows } = await this.database.query<Row>(`${SELECT} and id = $2 and version = $3`, [
      organisationId,
      id,
      version,
    ]);
    const row = rows[0];
    if (!row) throw Problem.notFound('version of a policy pack');
    return { ...toSummary(row), content: row.content };
  }
}

function toSummary({ id, version, content, effective_from, published_at }: Row): z.input<typeof packSummary> {
  return {
    id,
    version,
    labels: content.labels,
    effectiveFrom: effective_from.toISOString(),
    publishedAt: published_at.toISOString(),
  };
}
