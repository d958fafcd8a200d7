import { commandView } from '@redress/commands';
import { complaintIdSchema, INBOX_KINDS, InboxKind, instantSchema, machines } from '@redress/contracts';
import { commandsSchema, pageQuerySchema, pageSchema } from '@redress/http';
import { z } from 'zod';
import { isOver } from '../end-item/end-item.handler';
import type { ItemRow } from '../sql-inbox';

export const inboxQuerySchema = pageQuerySchema.extend({
  show: z.enum(['open', 'all']).default('open').describe('Those that are neither done nor cleared, or all'),
});

export const itemParamsSchema = z.object({ itemId: z.uuid().describe('Item id') });

export const inboxItemSchema = z
  .object({
    itemId: z.uuid(),
    kind: InboxKind,
    words: z.object({ zh: z.string(), en: z.string() }),
    complaintId: complaintIdSchema,
    complaintNo: z.string(),
    facts: z.record(z.string(), z.unknown()).describe('Codes, ids and times: which clock, which letter'),
    createdAt: instantSchema.describe('Business time'),
    endedAt: instantSchema.nullable().describe('When it was done or cleared, business time'),
    status: machines.inboxItem.schema,
    version: z.number().int().positive(),
    commands: commandsSchema,
  })
  .meta({ id: 'InboxItem' });

export const inboxPageSchema = pageSchema(inboxItemSchema);

export const itemChangedSchema = z
  .object({ itemId: z.uuid(), status: machines.inboxItem.schema, version: z.number().int().positive() })
  .meta({ id: 'InboxItemChanged' });

/** An item as its reader sees it. */
export function itemView(row: ItemRow): z.infer<typeof inboxItemSchema> {
  const over = isOver(row.status) ? [{ code: 'ITEM_ENDED' as const }] : [];
  return {
    itemId: row.itemId,
    kind: row.kind,
    words: INBOX_KINDS[row.kind],
    complaintId: row.complaintId,
    complaintNo: row.complaintNo,
    facts: row.facts,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    status: row.status,
    version: row.version,
    commands: [commandView('markItemRead', ...over), commandView('finishItem', ...over)],
  };
}
