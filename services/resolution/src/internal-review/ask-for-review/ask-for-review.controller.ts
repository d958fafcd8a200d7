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
import { z } from 'zod';
import { askForReviewSchema, shownReviewSchema } from './ask-for-review.dto';
import { AskForReviewHandler, type ReviewReply } from './ask-for-review.handler';
import { reviewNotice, reviewPage } from './review-page';
import { REVIEW_WORDS } from './review-words';

type Asked = z.infer<typeof proofQuerySchema>;
type Sent = z.infer<typeof askForReviewSchema>;

const PAGE_LIMIT = { points: 1_200, perSeconds: 60, by: 'ip' } as const;
/** Guesses of number and code by one address or network; those on one complaint are counted besides. */
const GUESSES = 'review number and code';
const GUESS_LIMIT = { points: 20, perSeconds: 60, by: 'ip' } as const;
const STATUS = { POSSIBLE: 200, ASKED: 200, NOT_POSSIBLE: 409, ...CLOSED_DOOR_STATUS };

/** The page on which complainants ask for an internal review: works without scripts; programs may use JSON (T24). */
@Controller('v1/reviews')
export class AskForReviewController {
  constructor(
    private readonly handler: AskForReviewHandler,
    private readonly limiter: RateLimiter,
    private readonly config: ServiceConfig,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show the form for asking for an internal review',
    description: 'Asks for number and tracking code; reveals and changes nothing.',
    tag: 'Review',
    operationId: 'openReviewForm',
    access: ACCESS.resolution.openReviewForm,
    query: proofQuerySchema,
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    rateLimit: PAGE_LIMIT,
  })
  openReviewForm(@Query() asked: Asked, @Headers('accept-language') acceptLanguage: string | undefined) {
    const frame = this.frame(asked, acceptLanguage);
    return pageAnswer(frame, 200, proofPage(frame, REVIEW_WORDS[frame.locale].verify, asked.no ?? ''));
  }

  @Post()
  @Endpoint({
    summary: 'Ask for an internal review, or see until when that is possible',
    description:
      'Needs number and tracking code. Answers pages, or JSON and problem documents to callers who accept `application/json` and not `text/html`.',
    tag: 'Review',
    operationId: 'askForReview',
    access: ACCESS.resolution.askForReview,
    query: proofQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(askForReviewSchema),
    response: { 'text/html': htmlSchema, 'application/json': shownReviewSchema },
    status: 200,
    rateLimit: PAGE_LIMIT,
    alternatives: {
      404: htmlAlternative('Number and code do not belong together, or nothing was decided yet'),
      409: htmlAlternative('No review can be asked for now'),
      410: htmlAlternative('The person was erased'),
      422: htmlAlternative('Something is missing'),
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
  async askForReview(
    @Query() asked: Asked,
    @Body() sent: unknown,
    @Ip() address: string,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const isForProgram = wantsJson(accept);
    const frame = this.frame(asked, acceptLanguage);
    await this.limiter.take(GUESSES, address, GUESS_LIMIT);
    const body = askForReviewSchema.safeParse(sent);
    if (!body.success) {
      if (!isForProgram)
        return pageAnswer(frame, 422, proofPage(frame, REVIEW_WORDS[frame.locale].verify, asked.no ?? '', 'missing'));
      throw Problem.fields(...fieldErrors(body.error.issues, sent, undefined));
    }
    const { decision, ...asking } = body.data;
    const reply = await this.handler.handle({ ...asking, asks: decision === 'ASK' });
    return isForProgram ? jsonAnswer(reply) : shownPage(frame, reply, body.data);
  }

  private frame({ lang }: Asked, acceptLanguage: string | undefined): PageFrame {
    const organisation = this.config.optional('REDRESS_ORGANISATION_NAME') ?? 'Redress';
    return pageFrame(organisation, pageLocale(lang, acceptLanguage));
  }
}

function shownPage(frame: PageFrame, reply: ReviewReply, sent: Sent) {
  const status = STATUS[reply.kind];
  switch (reply.kind) {
    case 'POSSIBLE':
      return pageAnswer(frame, status, reviewPage(frame, reply, sent));
    case 'UNKNOWN':
      return pageAnswer(
        frame,
        status,
        proofPage(frame, REVIEW_WORDS[frame.locale].verify, sent.complaintNo, 'unknown'),
      );
    default:
      return pageAnswer(frame, status, reviewNotice(frame, reply), retryHeaders(reply));
  }
}

function jsonAnswer(reply: ReviewReply) {
  switch (reply.kind) {
    case 'POSSIBLE': {
      const { complaintNo, until } = reply;
      return answer(
        { status: 'POSSIBLE' as const, complaintNo, until: until.toISOString() },
        { headers: JSON_HEADERS },
      );
    }
    case 'ASKED':
      return answer(
        { status: 'ASKED' as const, complaintNo: reply.complaintNo, until: null },
        { headers: JSON_HEADERS },
      );
    default:
      throw problemFor(reply);
  }
}

function problemFor(reply: Exclude<ReviewReply, { kind: 'POSSIBLE' | 'ASKED' }>): Problem {
  switch (reply.kind) {
    case 'NOT_POSSIBLE':
      return Problem.blocked(reply.obstacle);
    default:
      return closedDoorProblem(reply);
  }
}
