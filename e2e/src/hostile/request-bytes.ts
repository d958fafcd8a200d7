import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { BEYOND_DOUBLE, PERSONAL } from './hostile-values';
import type { Draft, Framing, TextTwist, UploadedPart } from './request-twists';

/** The body as it goes out; adds the headers that say what it is. */
export function bodyBytes(draft: Draft, headers: [string, string][]): Buffer | null {
  const { body, encoding } = draft;
  if (draft.file && draft.mediaType === 'multipart/form-data') return multipart(draft, headers);
  if (draft.mediaType !== null) headers.push(['content-type', draft.mediaType]);
  if (body === undefined && draft.text === null) return null;
  const text = bodyText(draft);
  const bytes = draft.text === null ? Buffer.from(text) : garbled(text, draft.text);
  if (encoding === null) return bytes;
  headers.push(['content-encoding', encoding.replace(' bomb', '')]);
  return compressed(bytes, encoding);
}

function bodyText({ body, mediaType }: Draft): string {
  if (mediaType?.startsWith('application/x-www-form-urlencoded') && isRecord(body)) {
    const fields = Object.entries(body).map(([name, value]): [string, string] => [name, textOf(value)]);
    return new URLSearchParams(fields).toString();
  }
  if (typeof body === 'string' && mediaType !== 'application/json') return body;
  return JSON.stringify(body ?? {}).replaceAll(`"${BEYOND_DOUBLE}"`, '1e400');
}

function garbled(text: string, how: TextTwist): Buffer {
  switch (how) {
    case 'truncated':
      return Buffer.from(text.slice(0, Math.floor(text.length / 2)));
    case 'followed':
      return Buffer.from(`${text}${text}`);
    case 'empty':
      return Buffer.alloc(0);
    case 'garbage':
      return Buffer.from(`{${PERSONAL}`);
    case 'bytes that are no UTF-8':
      return Buffer.concat([
        Buffer.from(text.slice(0, -1)),
        Buffer.from([0xff, 0xfe, 0xc0, 0x80, 0xed, 0xa0, 0x80, 0x7d]),
      ]);
    case 'byte order mark':
      return Buffer.from(`\ufeff${text}`);
    case 'UTF-16':
      return Buffer.from(text, 'utf16le');
    case 'duplicate key':
      return Buffer.from(text.replace('{', '{"channel":1,"description":null,"code":[],'));
    case 'poisoned key':
      return Buffer.from(text.replace('{', '{"__proto__":{"roles":["SYSTEM"]},'));
    case 'deep':
      return Buffer.from('['.repeat(100_000) + ']'.repeat(100_000));
    case 'a scalar':
      return Buffer.from('0');
    case 'white space':
      return Buffer.from(' \r\n\t');
    case 'larger than the limit':
      return Buffer.from(`{"description":"${'x'.repeat(600_000)}"}`);
  }
}

const BOUNDARY = 'redress-hostile';

function multipart({ body, file, form }: Draft, headers: [string, string][]): Buffer {
  const { fileName, mediaType, content } = file as UploadedPart;
  const boundary = form === 'odd boundary' ? `'()+_,-./:=? ${'x'.repeat(40)}` : BOUNDARY;
  const declared = form === 'wrong boundary' ? 'another' : boundary;
  headers.push([
    'content-type',
    form === 'no boundary' ? 'multipart/form-data' : `multipart/form-data; boundary="${declared}"`,
  ]);
  const fields = Object.entries(isRecord(body) ? body : {}).map(([name, value]): [string, string] => [
    name,
    textOf(value),
  ]);
  if (form === 'huge field') fields.push(['description', 'x'.repeat(200_000)]);
  if (form === 'many fields') fields.push(...Array.from({ length: 300 }, (_, at): [string, string] => [`f${at}`, 'x']));
  if (form === 'poisoned field')
    fields.push(['__proto__', 'x'], ['constructor', 'x'], ['toString', 'x'], ['hasOwnProperty', 'x']);
  const part = (disposition: string, value: Buffer | string, more: readonly string[] = []): Buffer =>
    Buffer.concat([
      Buffer.from([`--${boundary}`, `content-disposition: form-data; ${disposition}`, ...more, '', ''].join('\r\n')),
      Buffer.from(value),
      Buffer.from('\r\n'),
    ]);
  const named = fields.map(([name, value]) => part(`name="${headerSafe(name)}"`, value));
  const safe = form === 'hostile name' ? fileName : headerSafe(fileName);
  const label = form === 'path as name' ? '../../../../tmp/redress-hostile.txt' : safe;
  const disposition =
    form === 'field as file'
      ? 'name="file"'
      : form === 'no name'
        ? 'filename="a.txt"'
        : `name="file"; filename="${label}"`;
  const more = [
    `content-type: ${mediaType}${form === 'charset' ? '; charset=utf-7' : ''}`,
    ...(form === 'many headers' ? Array.from({ length: 3_000 }, (_, at) => `x-${at}: y`) : []),
    ...(form === 'base64' ? ['content-transfer-encoding: base64'] : []),
  ];
  const files = [part(disposition, form === 'empty file' ? '' : content, more)];
  if (form === 'two files') files.push(part('name="file"; filename="b.txt"', content, more));
  if (form === 'no file') files.length = 0;
  const parts = form === 'file first' ? [...files, ...named] : [...named, ...files];
  return Buffer.concat([...parts, Buffer.from(form === 'no end' ? '' : `--${boundary}--\r\n`)]);
}

/** The body framed for HTTP/1.1, and the headers of its frame. */
export function frame(body: Buffer | null, framing: Framing): [Buffer, string[]] {
  if (body === null) return [Buffer.alloc(0), []];
  const chunk = Buffer.concat([Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from('\r\n')]);
  switch (framing) {
    case 'plain':
      return [body, [`content-length: ${body.length}`]];
    case 'chunked':
      return [Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]), ['transfer-encoding: chunked']];
    case 'broken chunks':
      return [Buffer.concat([Buffer.from('zz\r\n'), body]), ['transfer-encoding: chunked']];
    case 'endless chunk':
      return [Buffer.concat([Buffer.from('ffffff\r\n'), body]), ['transfer-encoding: chunked']];
    case 'too short':
      return [body, [`content-length: ${Math.max(0, body.length - 3)}`]];
    case 'too long':
      return [body, [`content-length: ${body.length + 10}`]];
    case 'two lengths':
      return [body, [`content-length: ${body.length}`, `content-length: ${body.length + 1}`]];
    case 'length and chunks':
      return [
        Buffer.concat([chunk, Buffer.from('0\r\n\r\n')]),
        [`content-length: ${body.length}`, 'transfer-encoding: chunked'],
      ];
    case 'negative length':
      return [body, ['content-length: -1']];
    case 'expects':
      return [body, [`content-length: ${body.length}`, 'expect: something-else']];
  }
}

function compressed(body: Buffer, encoding: string): Buffer {
  if (encoding === 'gzip bomb') return gzipSync(Buffer.alloc(20_000_000, ' '));
  if (encoding === 'gzip, gzip') return gzipSync(gzipSync(body));
  if (encoding === 'gzip') return gzipSync(body);
  if (encoding === 'deflate') return deflateSync(body);
  return encoding === 'br' ? brotliCompressSync(body) : body;
}

function headerSafe(text: string): string {
  return text.replaceAll(/[\r\n]/g, ' ').replaceAll('"', '%22');
}

/** A value as a text of a form, a path or a query. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
