import { applyDecorators, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { DisclosedFor, EndpointAccess } from '@redress/contracts';
import { z } from 'zod';

/** Who may call, as the access table of `@redress/contracts` says it. */
export type Access = EndpointAccess;

/** At most `points` calls within `perSeconds`, counted over all replicas. `ip`: by IPv4 address or IPv6 network (/64). */
export interface RateLimit {
  readonly points: number;
  readonly perSeconds: number;
  readonly by: 'ip' | 'principal';
}

/**
 * How a repeated command is recognised. `store`: `Commands.run` keeps the answer with the effect and gives it again, so
 * answers must hold no personal data. `domain`: the header is demanded and checked, the use case keeps it itself.
 */
export type Idempotency = 'store' | 'domain';

/** How a body can be written. */
export type BodyFormat = 'json' | 'form' | 'yaml';

/** The schema of an answer, or one for each media type in which it can be had. */
export type AnswerSchema = z.ZodType | Readonly<Record<string, z.ZodType>>;

/** Everything that is promised about one route; guards, validation and the OpenAPI document are made from it. */
export interface EndpointContract {
  /** One line, beginning with a verb. */
  readonly summary: string;
  readonly description?: string;
  /** Group in the documentation. */
  readonly tag?: string;
  /** Unique within the service; default: the name of the method. */
  readonly operationId?: string;
  readonly access: Access;
  /** It opens personal data for its caller, and what for; the handler asks for `@Disclosing()`. See `DISCLOSES`. */
  readonly discloses?: DisclosedFor;
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Of the body, of the form, or of the fields that stand before the file in an upload. */
  readonly body?: z.ZodType;
  /** Default `json`; `form` is what a plain HTML form sends, `yaml` comes as text. */
  readonly consumes?: BodyFormat | readonly BodyFormat[];
  /** The body is `multipart/form-data` with exactly one file, after its fields. */
  readonly upload?: { readonly maxFileBytes: number };
  /** Of the answer's body; none means that there is no body, or a stream of what `produces` says. */
  readonly response?: AnswerSchema;
  /** Media type of an answer that has one only; default `application/json`. A stream may say a range. */
  readonly produces?: string;
  /** Default 200, 201 for POST. */
  readonly status?: number;
  /**
   * Answers that are no problem document and have another status, e.g. 200 for a registration that was there already or
   * a page that says what is wrong. The same status may be among the problems too.
   */
  readonly alternatives?: Readonly<Record<number, { readonly description: string; readonly response?: AnswerSchema }>>;
  /** Problems besides the usual ones: status and when it happens. */
  readonly problems?: Readonly<Record<number, string>>;
  readonly idempotent?: Idempotency;
  /** The version of the resource must be sent as `If-Match`. */
  readonly ifMatch?: boolean;
  /** The answer says the version of the resource as `ETag`. */
  readonly etag?: boolean;
  /** Further headers of the answer and what they say. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly rateLimit?: RateLimit;
  /** Path parameter that is the complaint's id; default `complaintId` or `id` when the path starts with `v1/complaints/`. */
  readonly complaintParam?: string;
  /** Left out of the OpenAPI document. */
  readonly hidden?: boolean;
}

/** A contract with its defaults, as it hangs on the method. */
export interface DeclaredEndpoint extends EndpointContract {
  readonly operationId: string;
}

const ENDPOINT = 'redress:endpoint';

/** Declares what a route promises. Every route of an application has one; without it the application does not start. */
export function Endpoint(contract: EndpointContract): MethodDecorator {
  return (target, method, descriptor) => {
    const declared: DeclaredEndpoint = { ...contract, operationId: contract.operationId ?? String(method) };
    assertConsistent(declared);
    const decorators = [
      SetMetadata(ENDPOINT, declared),
      ApiOperation({
        operationId: declared.operationId,
        summary: declared.summary,
        description: declared.description,
        tags: declared.tag ? [declared.tag] : undefined,
      }),
      ...(declared.status ? [HttpCode(declared.status)] : []),
    ];
    applyDecorators(...decorators)(target, method, descriptor as TypedPropertyDescriptor<unknown>);
  };
}

const COMPLAINTS = /\/v1\/complaints\/:(\w+)/;

/** The path parameter that is the complaint's id; undefined where the path names none. */
export function complaintParamOf({ complaintParam }: EndpointContract, route: string): string | undefined {
  return complaintParam ?? COMPLAINTS.exec(route)?.[1];
}

const MEDIA_TYPES: Readonly<Record<BodyFormat, readonly string[]>> = {
  json: ['application/json'],
  form: ['application/x-www-form-urlencoded'],
  yaml: ['text/yaml', 'application/yaml'],
};

/** The media types in which an endpoint takes its body. */
export function mediaTypesOf({ consumes = 'json' }: EndpointContract): string[] {
  return [consumes].flat().flatMap((format) => MEDIA_TYPES[format]);
}

/** The schemas of an answer by media type; none when it has no body or is a stream. */
export function contentsOf(
  response: AnswerSchema | undefined,
  { produces = 'application/json' }: EndpointContract,
): ReadonlyMap<string, z.ZodType> {
  if (response === undefined) return new Map();
  return new Map(response instanceof z.ZodType ? [[bareMediaType(produces), response]] : Object.entries(response));
}

/** `Text/HTML; charset=utf-8` → `text/html`. */
export function bareMediaType(mediaType: string): string {
  return (mediaType.split(';', 1)[0] as string).trim().toLowerCase();
}

/** The contract of a controller's method; undefined when it has none. */
export function endpointOf(handler: object): DeclaredEndpoint | undefined {
  return Reflect.getMetadata(ENDPOINT, handler) as DeclaredEndpoint | undefined;
}

function assertConsistent({ operationId, ...contract }: DeclaredEndpoint): void {
  const fault =
    contract.access === 'public' && contract.discloses
      ? 'a public endpoint has no reader to record'
      : contract.access === 'public' && contract.rateLimit?.by === 'principal'
        ? 'a public endpoint has no principal to count by'
        : contract.upload && contract.consumes
          ? 'an upload is multipart and cannot consume anything else'
          : undefined;
  if (fault) throw new Error(`Endpoint ${operationId}: ${fault}`);
}
