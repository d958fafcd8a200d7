import { createHash } from 'node:crypto';
import { Body, Controller, Get, Headers, Ip, Param, Post, Query } from '@nestjs/common';
import { Blocked } from '@redress/commands';
import { ACCESS } from '@redress/contracts';
import {
  CommandContext,
  Commands,
  documentedAs,
  Endpoint,
  HTML,
  htmlAlternative,
  htmlSchema,
  PAGE_HEADERS,
  pageAnswer,
  pageFrame,
  pageLocale,
  Problem,
  RateLimiter,
  type Answer,
  type PageFrame,
} from '@redress/http';
import type { Transaction } from '@redress/persistence';
import { ServiceConfig } from '@redress/service-host';
import { KeyMissing } from '@redress/vault';
import type { z } from 'zod';
import { COMPLAINANT } from '../complaint/domain/portal-caller';
import { SubmissionSettings } from '../complaint/register-complaint/submission-settings';
import {
  FindByTrackingCode,
  TooManyWrongCodes,
  UnknownNumberOrCode,
} from '../complaint/track-complaint/find-by-tracking-code';
import { countGuess } from '../complaint/track-complaint/tracking-pair.dto';
import { WriteMessage } from '../mailbox/write-message/write-message.handler';
import { MakeRequest } from '../request/make-request/make-request.handler';
import { AddSupplement } from '../supplement/add-supplement/add-supplement.handler';
import { formBody, formParams, formQuery, type FormBody, type FormKind } from './complainant-form.dto';
import { donePage, formPage, type Typed } from './form-page';
import type { FormFault } from './form-words';

type Lang = z.infer<typeof formQuery>;

const ROUTE = '/v1/portal/forms/:form';
const LIMIT = { points: 60, perSeconds: 60, by: 'ip' } as const;

/** Plain forms for complainants, with number and code; they work without scripts. Programs use the JSON endpoints of the portal. */
@Controller()
export class ComplainantFormController {
  private readonly organisation: string;

  constructor(
    private readonly commands: Commands,
    private readonly codes: FindByTrackingCode,
    private readonly limiter: RateLimiter,
    private readonly settings: SubmissionSettings,
    private readonly addSupplement: AddSupplement,
    private readonly makeRequest: MakeRequest,
    private readonly writeMessage: WriteMessage,
    config: ServiceConfig,
  ) {
    this.organisation = config.optional('REDRESS_ORGANISATION_NAME') ?? 'Redress';
  }

  @Get('v1/portal/forms/:form')
  @Endpoint({
    summary: 'Show a form of complainants',
    tag: 'portal',
    operationId: 'openComplainantForm',
    access: ACCESS.intake.openComplainantForm,
    params: formParams,
    query: formQuery,
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    rateLimit: LIMIT,
  })
  open(
    @Param() { form }: z.infer<typeof formParams>,
    @Query() { lang }: Lang,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ) {
    const frame = this.frame(lang, acceptLanguage);
    return pageAnswer(frame, 200, formPage(frame, form));
  }

  @Post('v1/portal/forms/:form')
  @Endpoint({
    summary:
      'Add to a complaint, have it reopened, withdraw it or write to its mailbox by a form, with number and code',
    description: 'Answers pages. The same words from the same page count once.',
    tag: 'portal',
    operationId: 'sendComplainantForm',
    access: ACCESS.intake.sendComplainantForm,
    params: formParams,
    query: formQuery,
    // A form that is not filled in is shown again, so the use case judges the body.
    consumes: 'form',
    body: documentedAs(formBody),
    produces: HTML,
    response: htmlSchema,
    headers: PAGE_HEADERS,
    status: 200,
    rateLimit: LIMIT,
    alternatives: {
      404: htmlAlternative('Number and code do not belong together'),
      409: htmlAlternative('It cannot be asked for now'),
      410: htmlAlternative('The person was erased'),
      422: htmlAlternative('Something is missing'),
      429: htmlAlternative('Too many tries'),
    },
  })
  async send(
    @Param() { form }: z.infer<typeof formParams>,
    @Query() { lang }: Lang,
    @Body() sent: unknown,
    @Ip() address: string,
    @Headers('accept-language') acceptLanguage: string | undefined,
  ): Promise<Answer<string>> {
    const frame = this.frame(lang, acceptLanguage);
    const body = formBody.safeParse(sent);
    if (!body.success) return pageAnswer(frame, 422, formPage(frame, form, 'missing', typedIn(sent)));
    try {
      await countGuess(this.limiter, address, this.settings.portalLookupsPerMinute);
      const { complaintId } = await this.codes.find(body.data.complaintNo, body.data.trackingCode);
      await this.commands.run(commandOf(form, body.data), (tx) => this.take(tx, form, complaintId, body.data.words));
    } catch (error) {
      const { status, fault, retryAfterSeconds } = refusalOf(error);
      const retry: Record<string, string> = retryAfterSeconds ? { 'retry-after': String(retryAfterSeconds) } : {};
      return pageAnswer(frame, status, formPage(frame, form, fault, body.data), retry);
    }
    return pageAnswer(frame, 200, donePage(frame, form));
  }

  private async take(tx: Transaction, form: FormKind, complaintId: string, words: string): Promise<object> {
    const command = { complaintId, actor: COMPLAINANT };
    switch (form) {
      case 'supplement':
        return this.addSupplement.handle(tx, { ...command, words, by: 'COMPLAINANT', channel: 'WEB_FORM' });
      case 'message':
        return this.writeMessage.handle(tx, { ...command, words, by: 'COMPLAINANT' });
      case 'reopening':
        return this.makeRequest.handle(tx, { ...command, asked: { kind: 'REOPENING' }, statement: words });
      case 'withdrawal':
        return this.makeRequest.handle(tx, { ...command, asked: { kind: 'WITHDRAWAL' }, statement: words });
    }
  }

  private frame(lang: 'zh' | 'en' | undefined, acceptLanguage: string | undefined): PageFrame {
    return pageFrame(this.organisation, pageLocale(lang, acceptLanguage));
  }
}

/** A browser sends no key; what it sends twice from one page is one command, what was changed in between another. */
function commandOf(form: FormKind, { formKey, ...said }: FormBody): CommandContext {
  const idempotencyKey = createHash('sha256')
    .update(JSON.stringify([formKey, form, said]))
    .digest('hex');
  const url = ROUTE.replace(':form', form);
  return new CommandContext({
    method: 'POST',
    url,
    route: ROUTE,
    sentBody: said,
    idempotency: 'store',
    idempotencyKey,
  });
}

function typedIn(sent: unknown): Typed {
  const { complaintNo, words } = (typeof sent === 'object' && sent !== null ? sent : {}) as Record<string, unknown>;
  return {
    complaintNo: typeof complaintNo === 'string' ? complaintNo : undefined,
    words: typeof words === 'string' ? words : undefined,
  };
}

interface Refusal {
  readonly status: number;
  readonly fault: FormFault;
  readonly retryAfterSeconds?: number | undefined;
}

/** @throws what is no refusal of the complainant */
function refusalOf(error: unknown): Refusal {
  if (error instanceof UnknownNumberOrCode) return { status: 404, fault: 'wrong' };
  if (error instanceof TooManyWrongCodes) return { status: 429, fault: 'locked', retryAfterSeconds: error.secondsLeft };
  if (error instanceof Problem && error.status === 429) return { status: 429, fault: 'locked' };
  if (error instanceof KeyMissing) return { status: 410, fault: 'erased' };
  if (error instanceof Blocked) return { status: 409, fault: faultOf(error.obstacles.map(({ code }) => code)) };
  throw error;
}

function faultOf(codes: readonly string[]): FormFault {
  if (codes.includes('ALREADY_ENDED')) return 'ended';
  if (codes.includes('NOT_ANONYMOUS')) return 'notAnonymous';
  return codes.some((code) => code.endsWith('_OPEN') && code !== 'NOT_OPEN') ? 'open' : 'notNow';
}
