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
import { ServiceConfig } from '@redress/service-host/config';
import { z } from 'zod';
import { questionsBodySchema, shownQuestionsSchema } from './answer-questions.dto';
import { AnswerQuestionsHandler, type QuestionsReply, type ShownQuestions } from './answer-questions.handler';
import { QUESTION_WORDS } from './question-words';
import { questionsNotice, questionsPage } from './questions-page';

type Asked = z.infer<typeof proofQuerySchema>;
type Sent = z.infer<typeof questionsBodySchema>;

const PAGE_LIMIT = { points: 1_200, perSeconds: 60, by: 'ip' } as const;
/** Guesses of number and code by one address or network; those on one complaint are counted besides. */
const GUESSES = 'questions number and code';
const GUESS_LIMIT = { points: 20, perSeconds: 60, by: 'ip' } as const;

/** The page on which complainants answer what the investigator asks: works without scripts; programs may use JSON (T13). */
@Controller('v1/answers')
export class AnswerQuestionsController {
  constructor(
    private readonly handler: AnswerQuestionsHandler,
    private readonly limiter: RateLimiter,
    private readonly config: ServiceConfig,
  ) {}

  @Get()
  @Endpoint({
    summary: 'Show the form for answers to our questions',
    description: 'Asks for number and tracking code; reveals and changes nothing.',
    tag: 'Questions',
    operationId: 'openQuestions',
    access: ACCESS.investigation.openQuestions,
    query: proofQuerySchema,
    produces: HTML,
    response: htmlSchema,
    rateLimit: PAGE_LIMIT,
  })
  openQuestions(@Query() asked: Asked, @Headers('accept-language') acceptLanguage: string | undefined) {
    const frame = this.frame(asked, acceptLanguage);
    return pageAnswer(frame, 200, proofPage(frame, QUESTION_WORDS[frame.locale].verify, asked.no ?? ''));
  }

  @Post()
  @Endpoint({
    summary: 'See or answer what is asked about a complaint',
    description:
      'Needs number and tracking code. Answers pages, or JSON and problem documents to callers who accept `application/json` and not `text/html`. The investigation goes on with the answer.',
    tag: 'Questions',
    operationId: 'answerQuestions',
    access: ACCESS.investigation.answerQuestions,
    query: proofQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(questionsBodySchema),
    response: { 'text/html': htmlSchema, 'application/json': shownQuestionsSchema },
    status: 200,
    rateLimit: PAGE_LIMIT,
    alternatives: {
      404: htmlAlternative('Number and code do not belong together, or nothing was ever asked'),
      409: htmlAlternative('Nothing is asked, or no longer'),
      410: htmlAlternative('The person was erased'),
      422: htmlAlternative('Something is missing'),
      429: htmlAlternative('Too many wrong codes'),
      503: htmlAlternative('The questions are not here yet'),
    },
    problems: {
      404: 'unknown-number-or-code',
      409: 'nothing-asked',
      410: 'erased',
      429: 'too-many-requests',
      503: 'not-ready',
    },
  })
  async answerQuestions(
    @Query() asked: Asked,
    @Body() sent: unknown,
    @Ip() address: string,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const isForProgram = wantsJson(accept);
    const frame = this.frame(asked, acceptLanguage);
    await this.limiter.take(GUESSES, address, GUESS_LIMIT);
    const body = questionsBodySchema.safeParse(sent);
    if (!body.success) {
      if (!isForProgram)
        return pageAnswer(frame, 422, proofPage(frame, QUESTION_WORDS[frame.locale].verify, asked.no ?? '', 'missing'));
      throw Problem.fields(...fieldErrors(body.error.issues, sent, undefined));
    }
    const { complaintNo, trackingCode, decision, answers = [] } = body.data;
    const reply = await this.handler.handle({
      complaintNo,
      trackingCode,
      answers: decision === 'ANSWER' ? answers : undefined,
    });
    return isForProgram ? jsonAnswer(reply) : shownPage(frame, reply, body.data);
  }

  private frame({ lang }: Asked, acceptLanguage: string | undefined): PageFrame {
    const organisation = this.config.optional('REDRESS_ORGANISATION_NAME') ?? 'Redress';
    return pageFrame(organisation, pageLocale(lang, acceptLanguage));
  }
}

function shownPage(frame: PageFrame, reply: QuestionsReply, sent: Sent) {
  switch (reply.kind) {
    case 'SHOWN':
      return pageAnswer(frame, reply.faults.length > 0 ? 422 : 200, questionsPage(frame, reply, sent));
    case 'UNKNOWN':
      return pageAnswer(frame, 404, proofPage(frame, QUESTION_WORDS[frame.locale].verify, sent.complaintNo, 'unknown'));
    default:
      return pageAnswer(frame, STATUS[reply.kind], questionsNotice(frame, reply), retryHeaders(reply));
  }
}

const STATUS = { ANSWERED: 200, NOTHING_ASKED: 409, ...CLOSED_DOOR_STATUS } as const;

function jsonAnswer(reply: QuestionsReply) {
  if (reply.kind === 'ANSWERED') {
    const { complaintNo } = reply;
    return answer({ status: 'ANSWERED' as const, complaintNo, questions: [], dueAt: null }, { headers: JSON_HEADERS });
  }
  if (reply.kind !== 'SHOWN') throw problemFor(reply);
  if (reply.faults.length > 0) throw Problem.fields(...reply.faults);
  const { complaintNo, questions, dueAt } = reply;
  return answer(
    { status: 'ASKED' as const, complaintNo, questions: [...questions], dueAt: dueAt.toISOString() },
    { headers: JSON_HEADERS },
  );
}

function problemFor(reply: Exclude<QuestionsReply, ShownQuestions | { kind: 'ANSWERED' }>): Problem {
  switch (reply.kind) {
    case 'NOTHING_ASKED':
      return new Problem(409, 'nothing-asked', 'Nothing is asked about the complaint at present');
    default:
      return closedDoorProblem(reply);
  }
}
