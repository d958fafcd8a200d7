import { Body, Controller, Get, Headers, Ip, Param, Post, Query } from '@nestjs/common';
import { faultAt } from '@redress/commands';
import { ACCESS, machines } from '@redress/contracts';
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
import { endedPage, offerNotice, objectedPage, offerPage, verifyPage } from './page/offer-page';
import {
  codeSentSchema,
  objectedSchema,
  offerBodySchema,
  offerPathSchema,
  offerQuerySchema,
  reviewAskedSchema,
  shownOfferSchema,
} from './answer-offer.dto';
import { AnswerOfferHandler, type EndedOffer, type OfferReply, type ShownOffer } from './answer-offer.handler';

type Lang = z.infer<typeof offerQuerySchema>;
type Sent = z.infer<typeof offerBodySchema>;

/** Against scanning for links; guesses of a code are counted per offer and per complaint. */
const LINK_LIMIT = { points: 1_200, perSeconds: 60, by: 'ip' } as const;
const NOT_YET_SECONDS = 60;
const { ACCEPTED, COUNTERED, OPEN, REFUSED } = machines.offer.state;
const STATUS_AFTER = { ACCEPT: ACCEPTED, COUNTER: COUNTERED, REFUSE: REFUSED } as const;

/** The page behind the link of the offer letter: works without scripts; programs may send and take JSON. */
@Controller()
export class AnswerOfferController {
  constructor(
    private readonly handler: AnswerOfferHandler,
    private readonly config: ServiceConfig,
  ) {}

  @Get('v1/offers/:token')
  @Endpoint({
    summary: 'Show the form behind the link of an offer',
    description: 'Reveals and changes nothing, so that mail scanners do no harm.',
    tag: 'Offer',
    access: ACCESS.resolution.openOffer,
    params: offerPathSchema,
    query: offerQuerySchema,
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    rateLimit: LINK_LIMIT,
    alternatives: {
      404: htmlAlternative('There is no such offer'),
      410: htmlAlternative('The link has ended: the offer was answered or replaced, or its day is over'),
    },
  })
  async openOffer(
    @Param('token') token: string,
    @Query() { lang }: Lang,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const found = await this.handler.look(token);
    const frame = this.frame(found?.organisationId, lang, acceptLanguage);
    if (!found) return pageAnswer(frame, 404, offerNotice(frame, { kind: 'UNKNOWN' }));
    return found.isOver
      ? pageAnswer(frame, 410, offerNotice(frame, { kind: 'OVER' }))
      : pageAnswer(frame, 200, verifyPage(frame));
  }

  @Post('v1/offers/:token')
  @Endpoint({
    summary: 'See or answer an offer, or ask for a one-time code',
    description:
      'Needs the tracking code, or a one-time code that is sent on request. The link answers once: it accepts, refuses, or takes a counter-proposal while rounds are left. Where staff recorded the answer, it takes an objection for as long as the procedure says (RM-09). Answers pages, or JSON and problem documents to whoever accepts `application/json` and not `text/html`.',
    tag: 'Offer',
    access: ACCESS.resolution.answerOffer,
    params: offerPathSchema,
    query: offerQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(offerBodySchema),
    response: {
      'text/html': htmlSchema,
      'application/json': z.union([shownOfferSchema, reviewAskedSchema, codeSentSchema, objectedSchema]),
    },
    status: 200,
    rateLimit: LINK_LIMIT,
    alternatives: {
      403: htmlAlternative('The code does not match'),
      404: htmlAlternative('There is no such offer'),
      409: htmlAlternative(
        'The offer was answered like this before, no counter-proposal is taken, or there is no address for a code',
      ),
      410: htmlAlternative('The link has ended, or the person was erased'),
      422: htmlAlternative('The code, or the words of a counter-proposal, are missing'),
      429: htmlAlternative('Too many wrong codes, or too many one-time codes'),
      503: htmlAlternative('The offer is being prepared'),
    },
    problems: {
      403: 'not-verified, proof-expired',
      404: 'not-found',
      409: 'offer-decided, offer-suspended, blocked, no-address',
      410: 'offer-answered, offer-withdrawn, offer-lapsed, offer-ended, erased',
      429: 'too-many-requests',
      503: 'not-ready',
    },
  })
  async answerOffer(
    @Param('token') token: string,
    @Query() { lang }: Lang,
    @Body() sent: unknown,
    @Ip() address: string,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const isForProgram = wantsJson(accept);
    const found = await this.handler.look(token);
    const frame = this.frame(found?.organisationId, lang, acceptLanguage);
    const body = offerBodySchema.safeParse(sent);
    if (!body.success) {
      if (!isForProgram) return pageAnswer(frame, 422, verifyPage(frame, 'missing'));
      throw Problem.fields(...fieldErrors(body.error.issues, sent, undefined));
    }
    const reply = await this.handler.handle({ token, address, locale: frame.locale, wish: wishOf(body.data) });
    return isForProgram ? jsonAnswer(reply, body.data) : this.page(frame, reply, body.data);
  }

  private page(frame: PageFrame, reply: OfferReply, sent: Sent): Answer<string> {
    switch (reply.kind) {
      case 'SHOWN':
        // A one-time code is used up by now; what stands for it goes on.
        return pageAnswer(frame, 200, offerPage(frame, reply, reply.ticket ? { ticket: reply.ticket } : sent));
      case 'WORDS_MISSING':
        return pageAnswer(frame, 422, offerPage(frame, reply, reply.ticket ? { ticket: reply.ticket } : sent, 'words'));
      case 'NO_COUNTER':
      case 'NO_REVIEW':
        return pageAnswer(frame, 409, offerPage(frame, reply, reply.ticket ? { ticket: reply.ticket } : sent));
      case 'TOO_LATE':
        return pageAnswer(
          frame,
          reply.record ? 200 : endedStatus(reply, sent),
          endedPage(frame, reply, reply.ticket ? { ticket: reply.ticket } : sent),
        );
      case 'OBJECTED':
        return pageAnswer(frame, 200, objectedPage(frame));
      case 'REVIEW_ASKED':
        return pageAnswer(frame, 200, offerNotice(frame, reply));
      case 'CODE_SENT':
        return pageAnswer(frame, 200, verifyPage(frame, 'sent'));
      case 'NO_ADDRESS':
        return pageAnswer(frame, 409, verifyPage(frame, 'noAddress'));
      case 'TOO_MANY_CODES':
        return pageAnswer(frame, 429, verifyPage(frame, 'tooManyCodes'), retryHeader(reply));
      case 'WRONG_CODE':
        return pageAnswer(frame, 403, verifyPage(frame, 'wrong'));
      case 'PROOF_EXPIRED':
        return pageAnswer(frame, 403, verifyPage(frame, 'expired'));
      default:
        return pageAnswer(frame, FAILED_STATUS[reply.kind], offerNotice(frame, reply), retryHeader(reply));
    }
  }

  private frame(
    organisationId: string | undefined,
    lang: 'zh' | 'en' | undefined,
    acceptLanguage: string | undefined,
  ): PageFrame {
    return pageFrame(
      this.config.optional('REDRESS_ORGANISATION_NAME') ?? organisationId ?? 'Redress',
      pageLocale(lang, acceptLanguage),
    );
  }
}

const FAILED_STATUS = { UNKNOWN: 404, RESTING: 409, OVER: 410, ERASED: 410, LOCKED: 429, NOT_YET: 503 } as const;

function wishOf({ decision, code, ticket, words }: Sent) {
  if (decision === 'SEND_CODE') return { decision };
  return { decision, words: words === '' ? undefined : words, proof: ticket ? { ticket } : { code: code ?? '' } };
}

/** The same answer again is a conflict that shows the decision; whatever else comes too late is gone. */
function endedStatus({ end, answer: given }: EndedOffer, { decision }: Sent): 409 | 410 {
  return end === 'ANSWERED' && decision === given ? 409 : 410;
}

function retryHeader(reply: OfferReply): Record<string, string> {
  if ('retryAfterSeconds' in reply) return { 'retry-after': String(reply.retryAfterSeconds) };
  return reply.kind === 'NOT_YET' ? { 'retry-after': String(NOT_YET_SECONDS) } : {};
}

function jsonAnswer(
  reply: OfferReply,
  sent: Sent,
): Answer<
  | z.infer<typeof shownOfferSchema>
  | z.infer<typeof reviewAskedSchema>
  | z.infer<typeof codeSentSchema>
  | z.infer<typeof objectedSchema>
> {
  if (reply.kind === 'CODE_SENT') return answer({ sent: true }, { headers: JSON_HEADERS });
  if (reply.kind === 'OBJECTED') {
    return answer({ objected: true, state: reply.state, stateSeq: reply.stateSeq }, { headers: JSON_HEADERS });
  }
  if (reply.kind === 'REVIEW_ASKED') {
    const { kind: _, ...asked } = reply;
    return answer(asked, { headers: JSON_HEADERS });
  }
  if (reply.kind !== 'SHOWN') throw problemFor(reply, sent);
  const {
    answered,
    content,
    decidedAt,
    decideBy,
    mayBeReviewed,
    mayCounter,
    offeredAt,
    refusalEnds,
    state,
    stateSeq,
    ticket,
  } = reply;
  return answer(
    {
      ...content,
      remedies: [...content.remedies],
      status: answered ? STATUS_AFTER[answered] : OPEN,
      mayCounter,
      mayBeReviewed,
      refusalEnds,
      offeredAt: offeredAt.toISOString(),
      decideBy: decideBy.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      ticket: ticket ?? null,
      state,
      stateSeq,
    },
    { headers: JSON_HEADERS },
  );
}

function problemFor(
  reply: Exclude<OfferReply, ShownOffer | { kind: 'CODE_SENT' | 'OBJECTED' | 'REVIEW_ASKED' }>,
  sent: Sent,
): Problem {
  switch (reply.kind) {
    case 'UNKNOWN':
      return Problem.notFound('offer');
    case 'OVER':
      return new Problem(410, 'offer-ended', 'The link of the offer has ended');
    case 'RESTING':
      return new Problem(409, 'offer-suspended', 'The complaint is suspended: the offer can be answered later');
    case 'TOO_LATE':
      return endedProblem(reply, sent);
    case 'WORDS_MISSING':
      return Problem.fields(faultAt('/words', 'required-for', { by: 'COUNTER' }));
    case 'NO_COUNTER':
    case 'NO_REVIEW':
      return Problem.blocked(reply.obstacle);
    case 'WRONG_CODE':
      return new Problem(403, 'not-verified', 'The code does not match the offer');
    case 'PROOF_EXPIRED':
      return new Problem(403, 'proof-expired', 'The ticket is none, or its time is over: ask for another code');
    case 'LOCKED':
      return new Problem(429, 'too-many-requests', 'Too many wrong codes', {
        retryAfterSeconds: reply.retryAfterSeconds,
      });
    case 'TOO_MANY_CODES':
      return new Problem(429, 'too-many-requests', 'Too many one-time codes were sent', {
        retryAfterSeconds: reply.retryAfterSeconds,
      });
    case 'NO_ADDRESS':
      return new Problem(409, 'no-address', 'There is no e-mail address to which a one-time code could go');
    case 'NOT_YET':
      return new Problem(503, 'not-ready', 'The offer is being prepared', { retryAfterSeconds: NOT_YET_SECONDS });
    case 'ERASED':
      return new Problem(410, 'erased', 'The content was deleted');
  }
}

function endedProblem(ended: EndedOffer, sent: Sent): Problem {
  const at = ended.at?.toISOString();
  switch (ended.end) {
    case 'ANSWERED':
      return endedStatus(ended, sent) === 409
        ? new Problem(409, 'offer-decided', 'The offer was answered like this before', { decidedAt: at })
        : new Problem(410, 'offer-answered', 'The offer was answered, and its link has ended', { decidedAt: at });
    case 'OVERTAKEN':
      return new Problem(410, 'offer-withdrawn', 'The offer no longer stands');
    case 'TIME_OVER':
      return new Problem(410, 'offer-lapsed', 'The day for the decision is over', { decideBy: at });
  }
}
