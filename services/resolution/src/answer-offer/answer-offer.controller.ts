import { randomBytes } from 'node:crypto';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ACCESS } from '@redress/contracts';
import { answer, documentedAs, Endpoint, fieldErrors, Problem, type Answer } from '@redress/http';
import { ServiceConfig } from '@redress/service-host';
import { z } from 'zod';
import { SHOWN_AS } from '../offer/domain/shown-as';
import { noticePage, offerPage, verifyPage, type PageFrame } from './page/offer-page';
import { pageLocale } from './page/offer-words';
import { offerBodySchema, offerPathSchema, offerQuerySchema, shownOfferSchema } from './answer-offer.dto';
import { AnswerOfferHandler, type OfferReply, type ShownOffer } from './answer-offer.handler';

type Lang = z.infer<typeof offerQuerySchema>;

const HTML = 'text/html; charset=utf-8';
/** Against scanning for links; guesses of a code are counted per offer. */
const LINK_LIMIT = { points: 1_200, perSeconds: 60, by: 'ip' } as const;
const NOT_YET_SECONDS = 60;

const pageSchema = z.string().describe('The page');
const pages = (description: string) => ({ description, response: { 'text/html': pageSchema } });
const PAGE_HEADERS = { 'Content-Security-Policy': 'Nothing but the style of the page, and forms to the same site' };

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
    response: pageSchema,
    headers: PAGE_HEADERS,
    rateLimit: LINK_LIMIT,
    alternatives: { 404: pages('There is no such offer') },
  })
  async openOffer(
    @Param('token') token: string,
    @Query() { lang }: Lang,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const found = await this.handler.exists(token);
    const frame = this.frame(found?.organisationId, lang, acceptLanguage);
    return found
      ? pageAnswer(frame, 200, verifyPage(frame))
      : pageAnswer(frame, 404, noticePage(frame, { kind: 'UNKNOWN' }));
  }

  @Post('v1/offers/:token')
  @Endpoint({
    summary: 'See or accept an offer',
    description:
      'The token accepts once. Answers pages, or JSON and problem documents to whoever accepts `application/json` and not `text/html`.',
    tag: 'Offer',
    access: ACCESS.resolution.answerOffer,
    params: offerPathSchema,
    query: offerQuerySchema,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: ['form', 'json'],
    body: documentedAs(offerBodySchema),
    response: { 'text/html': pageSchema, 'application/json': shownOfferSchema },
    status: 200,
    rateLimit: LINK_LIMIT,
    alternatives: {
      403: pages('The code does not match'),
      404: pages('There is no such offer'),
      409: pages('The offer was accepted before'),
      410: pages('The complaint was withdrawn, or the person erased'),
      422: pages('The code is missing'),
      429: pages('Too many wrong codes'),
      503: pages('The offer is being prepared'),
    },
    problems: {
      403: 'not-verified',
      404: 'not-found',
      409: 'offer-decided',
      410: 'offer-withdrawn, erased',
      429: 'too-many-requests',
      503: 'not-ready',
    },
  })
  async answerOffer(
    @Param('token') token: string,
    @Query() { lang }: Lang,
    @Body() sent: unknown,
    @Headers('accept') accept: string | undefined,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const isForProgram = !!accept?.includes('application/json') && !accept.includes('text/html');
    const found = await this.handler.exists(token);
    const frame = this.frame(found?.organisationId, lang, acceptLanguage);
    const body = offerBodySchema.safeParse(sent);
    if (!body.success) {
      if (!isForProgram) return pageAnswer(frame, 422, verifyPage(frame, 'missing'));
      throw Problem.fields(...fieldErrors(body.error.issues, sent, undefined));
    }
    const { code, decision } = body.data;
    const reply = await this.handler.handle({ token, code, decision, locale: frame.locale });
    return isForProgram ? jsonAnswer(reply, decision) : this.page(frame, reply, code, decision);
  }

  private page(frame: PageFrame, reply: OfferReply, code: string, decision: 'VIEW' | 'ACCEPT'): Answer<string> {
    switch (reply.kind) {
      case 'SHOWN':
        return pageAnswer(frame, statusOf(reply, decision), offerPage(frame, reply, code));
      case 'WRONG_CODE':
        return pageAnswer(frame, 403, verifyPage(frame, 'wrong'));
      default:
        return pageAnswer(frame, FAILED_STATUS[reply.kind], noticePage(frame, reply), retryHeader(reply));
    }
  }

  private frame(
    organisationId: string | undefined,
    lang: 'zh' | 'en' | undefined,
    acceptLanguage: string | undefined,
  ): PageFrame {
    return {
      organisation: this.config.optional('REDRESS_ORGANISATION_NAME') ?? organisationId ?? 'Redress',
      locale: pageLocale(lang, acceptLanguage),
      nonce: randomBytes(16).toString('base64'),
    };
  }
}

const FAILED_STATUS = { WRONG_CODE: 403, UNKNOWN: 404, ERASED: 410, LOCKED: 429, NOT_YET: 503 } as const;

/** A second acceptance is a conflict that shows the decision; what is void is gone. */
function statusOf({ isNewlyAccepted, status }: ShownOffer, decision: 'VIEW' | 'ACCEPT'): number {
  if (status === SHOWN_AS.WITHDRAWN) return 410;
  return decision === 'ACCEPT' && !isNewlyAccepted ? 409 : 200;
}

function retryHeader(reply: OfferReply): Record<string, string> {
  if (reply.kind === 'LOCKED') return { 'retry-after': String(reply.retryAfterSeconds) };
  return reply.kind === 'NOT_YET' ? { 'retry-after': String(NOT_YET_SECONDS) } : {};
}

function pageAnswer(
  { nonce }: PageFrame,
  status: number,
  page: string,
  headers: Readonly<Record<string, string>> = {},
): Answer<string> {
  return answer(page, {
    status,
    headers: {
      ...headers,
      'content-type': HTML,
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      // The token stands in the address.
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      vary: 'accept, accept-language',
    },
  });
}

function jsonAnswer(reply: OfferReply, decision: 'VIEW' | 'ACCEPT'): Answer<z.infer<typeof shownOfferSchema>> {
  if (reply.kind !== 'SHOWN') throw problemFor(reply);
  const status = statusOf(reply, decision);
  if (status === 409)
    throw new Problem(409, 'offer-decided', 'The offer was accepted before', { decidedAt: reply.decidedAt });
  if (status === 410) throw new Problem(410, 'offer-withdrawn', 'The offer no longer stands');
  const { content, decidedAt, offeredAt, state, stateSeq } = reply;
  return answer(
    {
      ...content,
      remedies: [...content.remedies],
      status: reply.status,
      offeredAt: offeredAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      state,
      stateSeq,
    },
    { headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' } },
  );
}

function problemFor(reply: Exclude<OfferReply, ShownOffer>): Problem {
  switch (reply.kind) {
    case 'UNKNOWN':
      return Problem.notFound('offer');
    case 'WRONG_CODE':
      return new Problem(403, 'not-verified', 'The code does not match the offer');
    case 'LOCKED':
      return new Problem(429, 'too-many-requests', 'Too many wrong codes', {
        retryAfterSeconds: reply.retryAfterSeconds,
      });
    case 'NOT_YET':
      return new Problem(503, 'not-ready', 'The offer is being prepared', { retryAfterSeconds: NOT_YET_SECONDS });
    case 'ERASED':
      return new Problem(410, 'erased', 'The content was deleted');
  }
}
