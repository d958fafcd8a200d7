import type { SampleRow } from './sample-row';

/**
 * `count` rows in the order of submission, with every kind of script, door and pack among them as far as there is room:
 * kinds take turns, each giving its next row.
 */
export function selectRows(rows: readonly SampleRow[], count: number): SampleRow[] {
  const byKind = new Map<string, SampleRow[]>();
  for (const row of rows) {
    const kind = kindOf(row);
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  const chosen = new Set<SampleRow>();
  const queues = [...byKind.values()];
  for (let round = 0; chosen.size < Math.min(count, rows.length); round++) {
    for (const queue of queues) {
      const row = queue[round];
      if (row && chosen.size < count) chosen.add(row);
    }
  }
  // A complaint that is merged into another needs that one.
  const joined = new Set([...chosen].flatMap(({ script }) => script.mergedInto ?? []));
  const ordinary = [...chosen].filter((row) => isOrdinary(row) && !joined.has(row.id));
  for (const row of rows.filter((one) => joined.has(one.id) && !chosen.has(one))) {
    const other = ordinary.pop();
    if (other) chosen.delete(other);
    chosen.add(row);
  }
  return rows.filter((row) => chosen.has(row));
}

function isOrdinary({ script: { breach, detour, ending, rejectApproval } }: SampleRow): boolean {
  return ending === 'closed' && !detour && breach === 'none' && !rejectApproval;
}

function kindOf(row: SampleRow): string {
  const { complainant, entry, script } = row;
  const { breach, detour, ending, rejectApproval, untold, withdrawAt } = script;
  const way = complainant.email === undefined ? (complainant.preferredWay ?? 'SMS') : '';
  return [ending, detour, untold, breach, rejectApproval, withdrawAt, isOrdinary(row) ? `${entry}/${way}` : ''].join(
    '/',
  );
}
