import { Body, Controller, Get, Headers, Ip, Post, Query } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import {
  answer,
  CLOSED_DOOR_STATUS,
  closedDoorProblem,
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
  proofPage,
  proofQuerySchema,
  RateLimiter,
  retryHeaders,
  wantsJson,
  type PageFrame,
} from '@redress/http';
import { ServiceConfig } from '@redress/service-host';
import type { z } from 'zod';
import {
  giveNoticeSchema,
  noticeBodySchema,
  shownNoticeSchema,
  viewNoticeSchema,
  visitSchema,
} from './give-notice.dto';
import { GiveNoticeHandler, type NoticeReply } from './give-notice.handler';
import { disputeNotice, disputePage, type TypedNotice } from './notice-page';
import { NOTICE_FIELDS, NOTICE_WORDS, type NoticeField } from './notice-words';

type Asked = z.infer<typeof proofQuerySchema>;
type Visit = z.infer<typeof visitSchema>;

const PAGE_LIMIT = { points: 1_200, perSeconds: 60, by: 'ip' } as const;
/** Guesses of number and code by one address or network; those on one complaint are counted besides. */
const GUESSES = 'dispute number and code';
const GUESS_LIMIT = { points: 20, perSeconds: 60, by: 'ip' } as const;
const STATUS = { NOTED: 200, NOT_POSSIBLE: 409, ...CLOSED_DOOR_STATUS };

/** The page on which complainants tell of a dispute outside: works without scripts; programs may use JSON (T32). */
@Controller('v1/disputes')
export class GiveNoticeController {
  constructor(
    private readonly handler: GiveNoticeHandler,
    private readonly limiter: RateLimiter,
    private readonly config: ServiceConfig,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show the form for telling of a dispute outside',
    description: 'Asks for number and tracking code; reveals and changes nothing.',
    tag: 'Dispute',
    operationId: 'openDisputeForm',
    access: ACCESS.resolution.openDisputeForm,
    query: proofQuerySchema,
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    rateLimit: PAGE_LIMIT,
  })
  openDisputeForm(@Query() asked: Asked, @Headers('accept-language') acceptLanguage: string | undefined) {
    const frame = this.frame(asked, acceptLanguage);
    return pageAnswer(frame, 200, proofPage(frame, NOTICE_WORDS[frame.locale].verify, asked.no ?? ''));
  }

  @Post()
  @Endpoint({
    summary: 'Tell of a dispute outside as the complainant, or see whether that is possible',
    description:
      'Needs number and tracking code. Answers pages, or JSON and problem documents to callers who accept `application/json` and not `text/html`. Offers, remedies and follow-ups rest until the body has decided.',
    tag: 'Dispute',
    operationId: 'giveNoticeOfDispute',
    access: ACCESS.resolution.giveNoticeOfDispute,
    query: proofQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(noticeBodySchema),
    response: { 'text/html': htmlSchema, 'application/json': shownNoticeSchema },
    status: 200,
    rateLimit: PAGE_LIMIT,
    alternatives: {
      404: htmlAlternative('Number and code do not belong together, or nothing was found out yet'),
      409: htmlAlternative('No notice can be given now'),
      410: htmlAlternative('The person was erased'),
      422: htmlAlternative('Something is missing or wrong'),
      429: htmlAlternative('Too many wrong codes'),
      503: htmlAlternative('The complaint is not here yet'),
    },
    problems: {
      404: 'unknown-number-or-code',
      409: 'blocked',
      410: 'erased',
      429: 'too-many-requests',
      503: 'not-ready',
    },
  })
  async giveNoticeOfDispute(
    @Query() asked: Asked,
    @Body() sent: unknown,
    @Ip() address: string,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const isForProgram = wantsJson(accept);
    const frame = this.frame(asked, acceptLanguage);
    await this.limiter.take(GUESSES, address, GUESS_LIMIT);
    const visit = visitSchema.safeParse(sent);
    if (!visit.success) {
      if (isForProgram) throw Problem.fields(...fieldErrors(visit.error.issues, sent, undefined));
      return pageAnswer(frame, 422, proofPage(frame, NOTICE_WORDS[frame.locale].verify, asked.no ?? '', 'missing'));
    }
    const { complaintNo, trackingCode, decision } = visit.data;
    const read = (decision === 'NOTIFY' ? giveNoticeSchema : viewNoticeSchema).safeParse(sent);
    const wrong = read.success ? [] : fieldErrors(read.error.issues, sent, undefined);
    if (isForProgram && wrong.length > 0) throw Problem.fields(...wrong);
    const notice = read.success && read.data.decision === 'NOTIFY' ? read.data : undefined;
    const reply = await this.handler.handle({ complaintNo, trackingCode, notice });
    return isForProgram ? jsonAnswer(reply) : shownPage(frame, reply, visit.data, wrong);
  }

  private frame({ lang }: Asked, acceptLanguage: string | undefined): PageFrame {
    const organisation = this.config.optional('REDRESS_ORGANISATION_NAME') ?? 'Redress';
    return pageFrame(organisation, pageLocale(lang, acceptLanguage));
  }
}

function shownPage(frame: PageFrame, reply: NoticeReply, visit: Visit, wrong: readonly { readonly pointer: string }[]) {
  switch (reply.kind) {
    case 'POSSIBLE': {
      const faulty = new Set([...wrong, ...reply.faults].map(({ pointer }) => pointer.slice(1) as NoticeField));
      const shown = disputePage(frame, reply.complaintNo, visit, typedIn(visit), faulty);
      return pageAnswer(frame, faulty.size > 0 ? 422 : 200, shown);
    }
    case 'UNKNOWN': {
      const { verify } = NOTICE_WORDS[frame.locale];
      return pageAnswer(frame, STATUS.UNKNOWN, proofPage(frame, verify, visit.complaintNo, 'unknown'));
    }
    default:
      return pageAnswer(frame, STATUS[reply.kind], disputeNotice(frame, reply), retryHeaders(reply));
  }
}

/** What came is anything; only text can be shown again. */
function typedIn(visit: Readonly<Record<string, unknown>>): TypedNotice {
  return Object.fromEntries(
    NOTICE_FIELDS.map((field) => [field, visit[field]]).filter(([, typed]) => typeof typed === 'string'),
  );
}

function jsonAnswer(reply: NoticeReply) {
  switch (reply.kind) {
    case 'POSSIBLE':
      if (reply.faults.length > 0) throw Problem.fields(...reply.faults);
      return answer({ status: 'POSSIBLE' as const, complaintNo: reply.complaintNo }, { headers: JSON_HEADERS });
    case 'NOTED':
      return answer({ status: 'NOTED' as const, complaintNo: reply.complaintNo }, { headers: JSON_HEADERS });
    case 'NOT_POSSIBLE':
      throw Problem.blocked(reply.obstacle);
    default:
      throw closedDoorProblem(reply);
  }
}
