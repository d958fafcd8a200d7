/**
 * The rows of a CSV text (RFC 4180), each by the names in the first row. Cells may hold commas, quotes and line breaks.
 */
export function* csvRows(text: string): Generator<Readonly<Record<string, string>>> {
  let header: string[] | undefined;
  for (const cells of csvCells(text)) {
    if (header) yield Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
    else header = cells;
  }
}

function* csvCells(text: string): Generator<string[]> {
  // One cell, quoted or not, and what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) throw new Error('A cell is neither quoted nor plain');
    const [, quoted, plain = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    yield row;
    row = [];
  }
  if (row.length > 0) yield row;
}
