import {
  complainantFieldsOf,
  complaintIdSchema,
  HOLDERS,
  instantSchema,
  machines,
  ownFieldsOf,
  requestIdSchema,
  requestKindSchema,
  requestsOfferedBy,
  type DeclaredKind,
  type DeclaredRequest,
  type StateOf,
} from '@redress/contracts';
import { z } from 'zod';

export type RequestStatus = StateOf<typeof machines.request>;

export const requestView = z
  .object({
    requestId: requestIdSchema,
    complaintId: complaintIdSchema,
    kind: requestKindSchema,
    status: machines.request.schema,
    requestedAt: instantSchema,
    reasonCode: z.string().nullable().describe('Why it was refused'),
    answeredBy: z
      .enum([...HOLDERS, 'intake'])
      .nullable()
      .describe('Holder that answered; intake where one of several complainants left the case'),
    answeredAt: instantSchema.nullable(),
  })
  .meta({ id: 'HolderRequest' });

const statement = z
  .string()
  .trim()
  .min(1)
  .max(5_000)
  .describe('Why, in the words of the complainant or of who asks; kept sealed');

/** The kinds that people ask for here. */
export const OFFERED = requestsOfferedBy('intake');

/** What may be asked for, kind by kind: what all requests have, what the kind has, and `more`. */
function bodyOf<M extends z.ZodRawShape>(
  requests: readonly DeclaredRequest[],
  fieldsOf: (request: DeclaredRequest) => z.ZodObject,
  more: M,
) {
  const variants = requests.map((request) =>
    z.object({
      ...more,
      kind: z.literal(request.kind).describe('What is asked of the holder'),
      ...fieldsOf(request).shape,
      ...request.sealed,
      statement,
    }),
  );
  type Body = z.infer<z.ZodObject<M & { kind: z.ZodLiteral<DeclaredKind>; statement: typeof statement }>>;
  return z.discriminatedUnion('kind', variants as never) as unknown as z.ZodType<Body>;
}

/** What staff ask for the complainant. */
export const requestBody = bodyOf(OFFERED, ownFieldsOf, {});

/** What complainants ask themselves, with `more` to prove which complaint is theirs. */
export const complainantRequestBody = <M extends z.ZodRawShape>(more: M) =>
  bodyOf(
    OFFERED.filter(({ askedBy }) => askedBy.complainants),
    complainantFieldsOf,
    more,
  );

export const requestAccepted = z
  .object({
    requestId: requestIdSchema,
    complaintId: complaintIdSchema,
    kind: requestKindSchema,
    status: machines.request.schema.describe('OPEN: the holder answers it. GRANTED: one of several complainants left'),
  })
  .meta({ id: 'RequestAccepted' });
