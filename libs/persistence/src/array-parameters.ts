/** How the elements of one type of array travel in the binary format. */
interface ElementFormat {
  /** The type's number in the catalogue of the server, the same in every database. */
  readonly oid: number;
  /** Bytes of the element; undefined when it has to travel as text, because it is not of the kind that is expected. */
  size(element: unknown): number | undefined;
  write(to: Buffer, at: number, element: never): void;
}

const TEXT = { oid: 25, size: sizeOfText, write: writeText } satisfies ElementFormat;
const INT_MAX = 2 ** 31;
const UUID_SHAPE = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** The server counts microseconds from the first day of 2000. */
const SERVER_EPOCH_MS = 946_684_800_000;
const JSONB_VERSION = 1;

const FORMATS: Readonly<Record<string, ElementFormat>> = {
  text: TEXT,
  json: { ...TEXT, oid: 114 },
  jsonb: {
    oid: 3802,
    size: (element) => {
      const size = sizeOfText(element);
      return size === undefined ? undefined : size + 1;
    },
    write: (to, at, element: string) => writeText(to, to.writeInt8(JSONB_VERSION, at), element),
  },
  uuid: {
    oid: 2950,
    size: (element) => (typeof element === 'string' && UUID_SHAPE.test(element) ? 16 : undefined),
    write: (to, at, element: string) => void to.write(element.replaceAll('-', ''), at, 'hex'),
  },
  bytea: {
    oid: 17,
    size: (element) => (element instanceof Uint8Array ? element.byteLength : undefined),
    write: (to, at, element: Uint8Array) => to.set(element, at),
  },
  timestamptz: {
    oid: 1184,
    size: (element) => (element instanceof Date && !Number.isNaN(element.getTime()) ? 8 : undefined),
    write: (to, at, element: Date) => {
      to.writeBigInt64BE(BigInt(element.getTime() - SERVER_EPOCH_MS) * 1000n, at);
    },
  },
  int: {
    oid: 23,
    size: (element) =>
      Number.isInteger(element) && (element as number) >= -INT_MAX && (element as number) < INT_MAX ? 4 : undefined,
    write: (to, at, element: number) => void to.writeInt32BE(element, at),
  },
  bigint: {
    oid: 20,
    size: (element) => (Number.isSafeInteger(element) ? 8 : undefined),
    write: (to, at, element: number) => void to.writeBigInt64BE(BigInt(element), at),
  },
  bool: {
    oid: 16,
    size: (element) => (typeof element === 'boolean' ? 1 : undefined),
    write: (to, at, element: boolean) => void to.writeInt8(element ? 1 : 0, at),
  },
};

/** By statement the format of each parameter, where it has one. */
const formatsOf = new Map<string, readonly (ElementFormat | undefined)[]>();

/**
 * The parameters of a prepared statement, with its arrays in the binary format of the server: as text every element would be
 * escaped here and unescaped there, which costs more than all else that a row costs on its way. An array counts whose
 * parameter has one type wherever it stands (`$1::text[]`); one with an element that does not fit stays as it is.
 *
 * @param sql one of a limited number: what was found out about it is kept
 */
export function withBinaryArrays(sql: string, params: readonly unknown[]): unknown[] {
  let formats = formatsOf.get(sql);
  if (!formats) formatsOf.set(sql, (formats = formatsIn(sql)));
  return params.map((param, index) => {
    const format = formats[index];
    return format && Array.isArray(param) ? (inBinary(param, format) ?? param) : param;
  });
}

function formatsIn(sql: string): (ElementFormat | undefined)[] {
  const types = new Map<number, Set<string>>();
  for (const [, number, type = ''] of sql.matchAll(/\$(\d+)(?:::(\w+)\[\])?/g)) {
    const index = Number(number) - 1;
    types.set(index, (types.get(index) ?? new Set()).add(type));
  }
  const formats: (ElementFormat | undefined)[] = [];
  for (const [index, [type = '', ...others]] of types) {
    if (others.length === 0 && Object.hasOwn(FORMATS, type)) formats[index] = FORMATS[type];
  }
  return formats;
}

/** Dimensions, whether there are nulls, type of the elements; for one dimension its length and first index; the elements. */
function inBinary(elements: readonly unknown[], format: ElementFormat): Buffer | undefined {
  const isEmpty = elements.length === 0;
  let length = isEmpty ? 12 : 20;
  const sizes: number[] = [];
  for (const element of elements) {
    const size = element === null || element === undefined ? -1 : format.size(element);
    if (size === undefined) return undefined;
    sizes.push(size);
    length += 4 + Math.max(0, size);
  }
  const to = Buffer.allocUnsafe(length);
  to.writeInt32BE(isEmpty ? 0 : 1, 0);
  to.writeInt32BE(sizes.includes(-1) ? 1 : 0, 4);
  to.writeInt32BE(format.oid, 8);
  if (isEmpty) return to;
  to.writeInt32BE(elements.length, 12);
  to.writeInt32BE(1, 16);
  let at = 20;
  elements.forEach((element, index) => {
    const size = sizes[index] as number;
    at = to.writeInt32BE(size, at);
    if (size < 0) return;
    format.write(to, at, element as never);
    at += size;
  });
  return to;
}

function sizeOfText(element: unknown): number | undefined {
  return typeof element === 'string' ? Buffer.byteLength(element) : undefined;
}

function writeText(to: Buffer, at: number, element: string): void {
  to.write(element, at);
}
