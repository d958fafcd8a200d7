import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import {
  Body,
  Controller,
  Delete,
  Get,
  Module,
  Param,
  Post,
  Query,
  StreamableFile,
  type DynamicModule,
  type Provider,
  type Type,
} from '@nestjs/common';
import { AccessDenied, Directory, InMemoryDirectory, type CaseOperation } from '@redress/access';
import type { Caller } from '@redress/commands';
import type { Scope } from '@redress/contracts';
import { createLogger, HealthRegistry, Metrics } from '@redress/observability';
import { Database, StaleVersion, type Transaction } from '@redress/persistence';
import { InvalidToken, TokenVerifier, type Principal } from '@redress/security';
import { aPerson, aUnit } from '@redress/testing';
import { BusinessClock, DrivenClock } from '@redress/time';
import { z } from 'zod';
import {
  answer,
  Command,
  CommandContext,
  Commands,
  createHttpApp,
  CurrentUser,
  decodeCursor,
  documentedAs,
  Endpoint,
  HttpModule,
  IdempotencyKey,
  pageOf,
  pageQuerySchema,
  pageSchema,
  Problem,
  CaseGate,
  SeenGate,
  Upload,
  type Answer,
  type CurrentActor,
  type HttpApp,
  type HttpAppOptions,
  type HttpOptions,
  type UploadedFile,
} from './index';

const complaintParams = z.object({ id: z.uuid() });
const noteSchema = z.strictObject({
  text: z.string().min(1).max(200).describe('What was said'),
  priority: z.enum(['HIGH', 'LOW']).optional(),
  contact: z.object({ email: z.email(), phone: z.string().regex(/^\d{11}$/, 'must be 11 digits') }).optional(),
});
const notedSchema = z.object({ noteId: z.number().int(), version: z.number().int() });
const greetingSchema = z.object({ hello: z.string() });

type Note = z.infer<typeof noteSchema>;
type Noted = z.infer<typeof notedSchema>;

/** Notes on complaints: a use case small enough for tests, with everything that a controller can declare. */
@Controller('v1/complaints/:id/notes')
export class NotesController {
  constructor(private readonly commands: Commands) {}

  @Post()
  @Endpoint({
    summary: 'Add a note',
    tag: 'notes',
    access: ['FRONTLINE', 'CASE_LEAD'],
    params: complaintParams,
    body: noteSchema,
    response: notedSchema,
    idempotent: 'store',
    ifMatch: true,
    etag: true,
    problems: { 409: 'blocked: the complaint is closed' },
  })
  addNote(@Command() command: CommandContext, @Body() note: Note): Promise<Noted | Answer<Noted>> {
    return this.commands.run(command, async (tx) => {
      const version = await nextVersion(tx, command.complaintId, command.expectedVersion);
      const { rows } = await tx.query<{ id: number }>(
        'insert into note (complaint_id, author, length) values ($1, $2, $3) returning id',
        [command.complaintId, command.actor.sub, note.text.length],
      );
      if (note.text === 'forbidden')
        throw Problem.blocked({ code: 'NOT_THE_DRAFTER', whoCan: [{ role: 'CASE_LEAD' }] });
      return answer({ noteId: rows[0]?.id as number, version }, { version });
    });
  }

  @Get()
  @Endpoint({
    summary: 'List numbers',
    tag: 'notes',
    access: 'authenticated',
    params: complaintParams,
    query: pageQuerySchema.extend({ above: z.coerce.number().int().default(0) }),
    response: pageSchema(z.number().int()),
  })
  listNumbers(@Query() query: { limit: number; cursor?: string; above: number }): {
    items: number[];
    nextCursor: string | null;
  } {
    const after = decodeCursor(z.object({ after: z.number().int() }), query.cursor)?.after ?? query.above;
    const rows = [1, 2, 3, 4, 5].filter((number) => number > after).slice(0, query.limit + 1);
    return pageOf(
      rows,
      query.limit,
      (number) => number,
      (after) => ({ after }),
    );
  }
}

async function nextVersion(tx: Transaction, complaintId: string, expected: number): Promise<number> {
  const { rows } = await tx.query<{ version: number }>('select version from thing where id = $1 for update', [
    complaintId,
  ]);
  const current = rows[0]?.version;
  if (current === undefined) throw Problem.notFound('complaint');
  if (current !== expected) throw new StaleVersion('complaint', current);
  await tx.query('update thing set version = version + 1 where id = $1', [complaintId]);
  return current + 1;
}

/** Odds and ends that show one promise each. */
@Controller('v1')
export class OddsController {
  /** Resolved by a test to let the request at `v1/slow` go on. */
  static release: (() => void) | undefined;

  @Get('greeting')
  @Endpoint({ summary: 'Greet', access: 'public', response: greetingSchema })
  greet(): { hello: string } {
    return { hello: 'world' };
  }

  @Get('me')
  @Endpoint({
    summary: 'Tell who calls',
    access: { people: 'authenticated', scopes: ['complaints:submit'] },
    response: z.looseObject({}),
  })
  whoAmI(@CurrentUser() { sub, roles, unitId, onStory }: CurrentActor): object {
    return { sub, roles, unitId, onStory };
  }

  @Get('limited')
  @Endpoint({
    summary: 'Greet seldom',
    access: 'public',
    rateLimit: { points: 3, perSeconds: 60, by: 'ip' },
    response: greetingSchema,
  })
  greetSeldom(): { hello: string } {
    return { hello: 'world' };
  }

  @Get('limited-too')
  @Endpoint({
    summary: 'Greet seldom, elsewhere',
    access: 'public',
    rateLimit: { points: 3, perSeconds: 60, by: 'ip' },
    response: greetingSchema,
  })
  greetSeldomElsewhere(): { hello: string } {
    return { hello: 'world' };
  }

  @Get('limited-person')
  @Endpoint({
    summary: 'Greet each person once',
    access: 'authenticated',
    rateLimit: { points: 1, perSeconds: 60, by: 'principal' },
    response: greetingSchema,
  })
  greetOnce(): { hello: string } {
    return { hello: 'world' };
  }

  @Get('broken')
  @Endpoint({ summary: 'Fail', access: 'public' })
  fail(): never {
    throw new Error('duplicate key (email)=(wang@example.com)');
  }

  @Get('cut-off')
  @Endpoint({ summary: 'Ask a database that is away', access: 'public' })
  askInVain(): never {
    throw new AggregateError([
      Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:5432'), { code: 'ECONNREFUSED' }),
    ]);
  }

  @Get('liar')
  @Endpoint({ summary: 'Answer something else', access: 'public', response: greetingSchema })
  lie(): unknown {
    return { hello: 42 };
  }

  @Get('slow')
  @Endpoint({ summary: 'Take time', access: 'public', response: greetingSchema })
  async takeTime(): Promise<{ hello: string }> {
    await new Promise<void>((resolve) => (OddsController.release = resolve));
    return { hello: 'late' };
  }

  @Post('registrations')
  @Endpoint({
    summary: 'Echo the key',
    access: 'public',
    idempotent: 'domain',
    body: z.object({ name: z.string() }),
    response: z.object({ key: z.string(), hash: z.string() }),
    status: 202,
  })
  echoKey(@IdempotencyKey() key: string, @Command() command: CommandContext): { key: string; hash: string } {
    return { key, hash: command.requestHash().toString('hex') };
  }

  @Post('files')
  @Endpoint({
    summary: 'Measure a file',
    access: 'public',
    upload: { maxFileBytes: 1_000 },
    body: z.object({ kind: z.enum(['PHOTO', 'LETTER']) }),
    response: z.object({ kind: z.string(), filename: z.string(), sha256: z.string() }),
  })
  async measure(@Upload() file: UploadedFile, @Body() body: { kind: string }): Promise<object> {
    const content = await text(file.stream);
    return { kind: body.kind, filename: file.filename, sha256: createHash('sha256').update(content).digest('hex') };
  }

  @Post('forms')
  @Endpoint({
    summary: 'Take a form',
    access: 'public',
    consumes: ['form', 'json'],
    body: documentedAs(z.object({ choice: z.enum(['YES', 'NO']) })),
    response: { 'text/html': z.string(), 'application/json': z.object({ choice: z.string() }) },
    status: 200,
    alternatives: { 422: { description: 'Nothing was chosen', response: { 'text/html': z.string() } } },
  })
  takeForm(@Body() body: { choice?: string } | null): unknown {
    const headers = { 'content-type': 'text/html; charset=utf-8' };
    if (body?.choice === 'NO') return { choice: body.choice };
    if (!body?.choice) return answer('<p>Choose</p>', { status: 422, headers });
    return answer(`<p>${body.choice}</p>`, { headers });
  }

  @Get('picture')
  @Endpoint({ summary: 'Send a picture', access: 'public', produces: 'image/*' })
  picture(): Answer<StreamableFile> {
    return answer(new StreamableFile(Buffer.from('GIF89a')), { headers: { 'content-type': 'image/gif' } });
  }

  @Get('unversioned')
  @Endpoint({ summary: 'Forget the version', access: 'public', response: greetingSchema, etag: true })
  forgetVersion(): { hello: string } {
    return { hello: 'world' };
  }

  @Delete('greeting/:id')
  @Endpoint({
    summary: 'Forget',
    access: ['ORGANISATION_ADMIN', 'CASE_LEAD'],
    params: z.object({ id: z.string() }),
    status: 204,
  })
  forget(@Param('id') _id: string): void {}
}

const SCOPES_OF: Readonly<Record<string, readonly Scope[]>> = {
  driver: ['clock:drive'],
  gone: ['clock:drive'],
  crm: ['complaints:submit'],
  platform: ['complaints:submit'],
};

/** Tokens are names here, `staff.lin` for `staff:lin`: what they prove is the subject of other tests. */
class NameTokens {
  async verify(token: string): Promise<Principal> {
    const [, kind, name] = /^(staff|client)\.(\w+)$/.exec(token) ?? [];
    if (!kind) throw new InvalidToken('The access token is not valid');
    const scopes = kind === 'client' ? (SCOPES_OF[name ?? ''] ?? []) : [];
    return { sub: `${kind}:${name}`, clientId: 'test', kind: kind === 'client' ? 'CLIENT' : 'STAFF', scopes };
  }
}

/** Knows state 5 of every complaint. */
/** Everybody sees every complaint. */
class ByRoles extends CaseGate {
  override admit(_id: string, { roles }: Caller, operation: CaseOperation): Promise<void> {
    if (operation === 'authenticated' || roles.some((role) => operation.includes(role))) return Promise.resolve();
    return Promise.reject(new AccessDenied([{ kind: 'ROLE', anyOf: operation }], [{ role: 'ORGANISATION_ADMIN' }]));
  }
}

class FiveSeen extends SeenGate {
  override async waitFor(_complaintId: string, stateSeq: number): Promise<boolean> {
    return stateSeq <= 5;
  }
}

export interface ExampleOptions {
  readonly database?: Database;
  readonly directory?: Directory;
  readonly controllers?: Type[];
  readonly http?: Partial<HttpOptions>;
  readonly app?: Partial<HttpAppOptions>;
  readonly providers?: Provider[];
  readonly seenGate?: SeenGate;
  readonly caseGate?: CaseGate;
}

/** A directory with Lin (front line), Wu (case lead), Zhao (analyst), a partner system, the platform itself and other programs. */
export function aDirectory(): InMemoryDirectory {
  const directory = new InMemoryDirectory();
  const entries = [
    aUnit('CS'),
    aPerson('staff:lin', ['FRONTLINE']),
    aPerson('staff:zhao', ['ANALYST']),
    aPerson('staff:wu', ['CASE_LEAD']),
    aPerson('client:crm', ['INTAKE_OFFICER']),
    aPerson('client:platform', ['SYSTEM']),
    aPerson('client:driver', ['SYSTEM']),
    aPerson('client:operations', ['SYSTEM', 'FRONTLINE']),
    aPerson('client:gone', ['SYSTEM'], { active: false }),
  ];
  for (const entry of entries) directory.apply(entry.id, entry);
  directory.markReady();
  return directory;
}

/** The module of an application with the controllers above. */
export function exampleModule(options: ExampleOptions = {}): DynamicModule {
  @Module({})
  class PlatformModule {}
  @Module({})
  class ExampleModule {}
  const unopened = new Database({ url: 'postgres://127.0.0.1:1/none', applicationName: 'example', migrations: [] });
  const platform: Provider[] = [
    { provide: Database, useValue: options.database ?? unopened },
    { provide: TokenVerifier, useClass: NameTokens },
    { provide: Directory, useValue: options.directory ?? aDirectory() },
    { provide: SeenGate, useValue: options.seenGate ?? new FiveSeen() },
    { provide: CaseGate, useValue: options.caseGate ?? new ByRoles() },
    { provide: HealthRegistry, useValue: new HealthRegistry() },
    { provide: Metrics, useValue: new Metrics('example', { processMetrics: false }) },
    { provide: BusinessClock, useValue: new DrivenClock(new Date('2026-03-02T04:00:00Z')) },
    ...(options.providers ?? []),
  ];
  return {
    module: ExampleModule,
    imports: [
      {
        module: PlatformModule,
        global: true,
        providers: platform,
        exports: platform.map((one) => (one as { provide: Type }).provide),
      },
      HttpModule.forRoot({ title: 'Example', version: '1.0.0', checkAnswers: true, ...options.http }),
    ],
    controllers: options.controllers ?? [NotesController, OddsController],
  };
}

/** The application, initialised and not listening. */
export async function exampleApp(options: ExampleOptions = {}): Promise<HttpApp> {
  const app = await createHttpApp(exampleModule(options), {
    logger: createLogger({ service: 'example', level: 'silent' }),
    ...options.app,
  });
  return app.init();
}
