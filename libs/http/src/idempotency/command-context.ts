import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ComplaintCommand } from '@redress/commands';
import type { Disclosure } from '@redress/disclosure';
import type { FastifyRequest } from 'fastify';
import type { CurrentActor } from '../contract/request-state';
import type { UploadedFile } from '../contract/uploaded-file';
import type { Idempotency } from '../contract/endpoint';

interface CommandFacts {
  readonly method: string;
  /** Path as called, with query. */
  readonly url: string;
  /** Path as declared. */
  readonly route: string;
  /** The body as it was sent, before validation changed anything. */
  readonly sentBody: unknown;
  readonly actor?: CurrentActor;
  readonly idempotency?: Idempotency;
  readonly idempotencyKey?: string;
  readonly expectedVersion?: number;
  readonly seen?: number;
  readonly complaintId?: string;
  readonly traceparent?: string;
}

/**
 * The facts of a command that do not stand in its body. Reading one that the endpoint does not declare throws, so that a
 * use case cannot rely on a header that no caller was asked to send.
 */
export class CommandContext {
  constructor(private readonly facts: CommandFacts) {}

  /** Who commands. Throws on a public endpoint. */
  get actor(): CurrentActor {
    return this.facts.actor ?? this.undeclared('an authenticated caller');
  }

  /** The caller's key for this command, `[A-Za-z0-9._:-]{1,128}`. Throws unless the endpoint is `idempotent`. */
  get idempotencyKey(): string {
    return this.facts.idempotencyKey ?? this.undeclared('idempotent');
  }

  /** The version of the resource that the caller has read. Throws unless the endpoint says `ifMatch`. */
  get expectedVersion(): number {
    return this.facts.expectedVersion ?? this.undeclared('ifMatch');
  }

  /** The complaint in the path. Throws when the endpoint has none. */
  get complaintId(): string {
    return this.facts.complaintId ?? this.undeclared('a complaint in its path');
  }

  /**
   * What the command says whichever door it came through: complaint, caller and, where the endpoint says `ifMatch`, the
   * version. Throws when the endpoint has no caller or no complaint.
   */
  get onComplaint(): ComplaintCommand {
    return { complaintId: this.complaintId, actor: this.actor, expectedVersion: this.facts.expectedVersion };
  }

  /** The last `stateSeq` of the complaint that the caller has seen, if it said so. */
  get seen(): number | undefined {
    return this.facts.seen;
  }

  get traceparent(): string | undefined {
    return this.facts.traceparent;
  }

  get idempotency(): Idempotency | undefined {
    return this.facts.idempotency;
  }

  /** Within what an idempotency key is unique: who called which route. */
  get idempotencyScope(): { readonly principal: string; readonly route: string } {
    return { principal: this.facts.actor?.sub ?? 'public', route: `${this.facts.method} ${this.facts.route}` };
  }

  /**
   * SHA-256 of method, path and body as sent: the same key with another hash is another command.
   * @param digest stands for what is not in the body, e.g. the SHA-256 of an uploaded file
   */
  requestHash(digest = ''): Buffer {
    const { method, url, sentBody } = this.facts;
    return createHash('sha256')
      .update(JSON.stringify([method, url, sentBody ?? null, digest]))
      .digest();
  }

  private undeclared(what: string): never {
    throw new Error(`${this.facts.method} ${this.facts.route} does not declare ${what}`);
  }
}

/** The {@link CommandContext} of the request. */
export const Command = createParamDecorator((_: unknown, context: ExecutionContext): CommandContext => {
  return requestOf(context).redress.command as CommandContext;
});

/** The authenticated caller ({@link CurrentActor}); undefined on public endpoints. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext): CurrentActor | undefined => {
  return requestOf(context).redress.actor;
});

/** The `Idempotency-Key` of the request; throws unless the endpoint is `idempotent`. */
export const IdempotencyKey = createParamDecorator((_: unknown, context: ExecutionContext): string => {
  return (requestOf(context).redress.command as CommandContext).idempotencyKey;
});

/** The file of an endpoint that declares `upload` ({@link UploadedFile}). */
export const Upload = createParamDecorator((_: unknown, context: ExecutionContext): UploadedFile | undefined => {
  return requestOf(context).redress.upload;
});

/**
 * What the request opens of complaints ({@link Disclosure}), recorded before the answer leaves; throws unless the endpoint
 * `discloses`.
 */
export const Disclosing = createParamDecorator((_: unknown, context: ExecutionContext): Disclosure => {
  const { redress, method, routeOptions } = requestOf(context);
  if (redress.disclosure) return redress.disclosure;
  throw new Error(`${method} ${routeOptions.url} does not declare that it discloses personal data`);
});

function requestOf(context: ExecutionContext): FastifyRequest {
  return context.switchToHttp().getRequest<FastifyRequest>();
}
