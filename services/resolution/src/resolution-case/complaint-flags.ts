import { Injectable } from '@nestjs/common';
import type { FlagCode, Received } from '@redress/contracts';
import type { Transaction } from '@redress/persistence';

/** The flags of complaints, as routing decided them. */
@Injectable()
export class ComplaintFlags {
  /** Remembers the flags that events say, the last of a complaint counts; one statement for all. */
  note(tx: Transaction, events: readonly Received<{ readonly flags: readonly FlagCode[] }>[]): void {
    const last = new Map(events.map(({ subject, data }) => [subject, data.flags]));
    if (last.size === 0) return;
    tx.write(
      `insert into complaint_flags (complaint_id, flags)
       select t.id, array(select jsonb_array_elements_text(t.flags))
       from unnest($1::uuid[], $2::jsonb[]) as t(id, flags)
       on conflict (complaint_id) do update set flags = excluded.flags
       where complaint_flags.flags is distinct from excluded.flags`,
      [[...last.keys()], [...last.values()].map((flags) => JSON.stringify(flags))],
      'flags-note',
    );
  }
}
