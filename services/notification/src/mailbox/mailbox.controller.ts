import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import {
  answer,
  documentedAs,
  Endpoint,
  fieldErrors,
  HTML,
  htmlAlternative,
  htmlSchema,
  JSON_HEADERS,
  PAGE_HEADERS,
  pageAnswer,
  pageFrame,
  pageLocale,
  Problem,
  wantsJson,
  type Answer,
  type PageFrame,
} from '@redress/http';
import { ServiceConfig } from '@redress/service-host';
import { z } from 'zod';
import { mailSettings } from '../letters/mail-settings';
import { Mailbox, type MailboxReply } from './mailbox';
import {
  mailboxKeySchema,
  mailboxLetterParamsSchema,
  mailboxLetterSchema,
  mailboxQuerySchema,
  mailboxSchema,
} from './mailbox.dto';
import { keyPage, letterPage, listPage, type KeyFault } from './page/mailbox-page';

type Lang = z.infer<typeof mailboxQuerySchema>;
type Closed = Exclude<MailboxReply<object>, { kind: 'FOUND' }>;

const GUESSES = { points: 60, perSeconds: 60, by: 'ip' } as const;
const ALTERNATIVES = {
  404: htmlAlternative('Number and code do not belong together'),
  422: htmlAlternative('Number or code is missing'),
  429: htmlAlternative('Too many wrong codes'),
};
const PROBLEMS = { 404: 'unknown-number-or-code, not-found', 429: 'too-many-requests' };
const DESCRIPTION =
  'Answers pages, or JSON and problem documents to whoever accepts `application/json` and not `text/html`.';

/** The mailbox of a complaint: works without scripts; programs may send and take JSON. */
@Controller()
export class MailboxController {
  private readonly organisation: string;

  constructor(
    private readonly mailbox: Mailbox,
    config: ServiceConfig,
  ) {
    this.organisation = config.optional('REDRESS_ORGANISATION_NAME') ?? mailSettings(config).from.name;
  }

  @Get('v1/portal/letters')
  @Endpoint({
    summary: 'Show the form that asks for number and code',
    tag: 'portal',
    access: ACCESS.notification.openMailbox,
    query: mailboxQuerySchema,
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    rateLimit: GUESSES,
  })
  openMailbox(@Query() { lang }: Lang, @Headers('accept-language') acceptLanguage: string | undefined) {
    const frame = this.frame(lang, acceptLanguage);
    return pageAnswer(frame, 200, keyPage(frame));
  }

  @Post('v1/portal/letters')
  @Endpoint({
    summary: 'List the letters of a complaint for its complainant, the newest first',
    description: DESCRIPTION,
    tag: 'portal',
    access: ACCESS.notification.listLettersAsComplainant,
    query: mailboxQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(mailboxKeySchema),
    response: { 'text/html': htmlSchema, 'application/json': mailboxSchema },
    status: 200,
    rateLimit: GUESSES,
    alternatives: ALTERNATIVES,
    problems: PROBLEMS,
  })
  async listLettersAsComplainant(
    @Query() { lang }: Lang,
    @Body() sent: unknown,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const frame = this.frame(lang, acceptLanguage);
    const isForProgram = wantsJson(accept);
    const key = keyIn(sent, isForProgram);
    if (!key) return pageAnswer(frame, 422, keyPage(frame, 'missing'));
    const reply = await this.mailbox.list(key);
    if (reply.kind !== 'FOUND') return closedAnswer(frame, reply, isForProgram);
    if (!isForProgram) return pageAnswer(frame, 200, listPage(frame, reply, key));
    const letters = reply.letters.map((letter) => ({
      ...letter,
      writtenAt: letter.writtenAt.toISOString(),
      toldAt: letter.toldAt?.toISOString() ?? null,
    }));
    return answer({ complaintNo: reply.complaintNo, letters }, { headers: JSON_HEADERS });
  }

  @Post('v1/portal/letters/:letterId')
  @Endpoint({
    summary: 'Read a letter as its complainant, who is thereby told of it',
    description: DESCRIPTION,
    tag: 'portal',
    access: ACCESS.notification.readLetterAsComplainant,
    params: mailboxLetterParamsSchema,
    query: mailboxQuerySchema,
    consumes: ['form', 'json'],
    body: documentedAs(mailboxKeySchema),
    response: { 'text/html': htmlSchema, 'application/json': mailboxLetterSchema },
    status: 200,
    rateLimit: GUESSES,
    alternatives: ALTERNATIVES,
    problems: PROBLEMS,
  })
  async readLetterAsComplainant(
    @Param() { letterId }: z.infer<typeof mailboxLetterParamsSchema>,
    @Query() { lang }: Lang,
    @Body() sent: unknown,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const frame = this.frame(lang, acceptLanguage);
    const isForProgram = wantsJson(accept);
    const key = keyIn(sent, isForProgram);
    if (!key) return pageAnswer(frame, 422, keyPage(frame, 'missing'));
    const reply = await this.mailbox.read(key, letterId);
    if (reply.kind !== 'FOUND') return closedAnswer(frame, reply, isForProgram);
    if (!isForProgram) return pageAnswer(frame, 200, letterPage(frame, reply, key));
    const { toldAt, writtenAt, ...letter } = reply.letter;
    return answer(
      {
        complaintNo: reply.complaintNo,
        ...letter,
        writtenAt: writtenAt.toISOString(),
        toldAt: toldAt?.toISOString() ?? null,
      },
      { headers: JSON_HEADERS },
    );
  }

  private frame(lang: 'zh' | 'en' | undefined, acceptLanguage: string | undefined): PageFrame {
    return pageFrame(this.organisation, pageLocale(lang, acceptLanguage));
  }
}

function keyIn(sent: unknown, isForProgram: boolean): z.infer<typeof mailboxKeySchema> | undefined {
  const key = mailboxKeySchema.safeParse(sent);
  if (key.success) return key.data;
  if (!isForProgram) return undefined;
  throw Problem.fields(...fieldErrors(key.error.issues, sent, undefined));
}

const STATUS = { UNKNOWN: 404, NO_LETTER: 404, LOCKED: 429 } as const satisfies Record<Closed['kind'], number>;
const FAULT = { UNKNOWN: 'wrong', NO_LETTER: 'gone', LOCKED: 'locked' } as const satisfies Record<
  Closed['kind'],
  KeyFault
>;

function closedAnswer(frame: PageFrame, reply: Closed, isForProgram: boolean): Answer<string> {
  if (isForProgram) throw problemOf(reply);
  const retry: Record<string, string> =
    reply.kind === 'LOCKED' ? { 'retry-after': String(reply.retryAfterSeconds) } : {};
  return pageAnswer(frame, STATUS[reply.kind], keyPage(frame, FAULT[reply.kind]), retry);
}

function problemOf(reply: Closed): Problem {
  switch (reply.kind) {
    case 'UNKNOWN':
      return new Problem(404, 'unknown-number-or-code', 'Number and code do not belong together');
    case 'NO_LETTER':
      return Problem.notFound('letter');
    case 'LOCKED':
      return new Problem(429, 'too-many-requests', 'Too many wrong codes', {
        retryAfterSeconds: reply.retryAfterSeconds,
      });
  }
}
