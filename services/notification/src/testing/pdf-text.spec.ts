import { inflateSync } from 'node:zlib';

/** The lines that a PDF of pdfkit shows, read back by the tables that it brings for readers. */
export function linesOfPdf(pdf: Buffer): string[] {
  const objects = new Map<string, string>();
  for (const [, id = '', body = ''] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\r?\n([\s\S]*?)\r?\nendobj/g)) {
    objects.set(id, body);
  }
  const streamOf = (body = ''): string => {
    const data = /stream\r?\n([\s\S]*?)\r?\nendstream/.exec(body)?.[1] ?? '';
    const bytes = Buffer.from(data, 'latin1');
    return (body.includes('/FlateDecode') ? inflateSync(bytes) : bytes).toString('latin1');
  };
  // Names of fonts are the same on all pages.
  const letters = new Map<string, ReadonlyMap<string, string>>();
  for (const body of objects.values()) {
    for (const [, name = '', id = ''] of body.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = /\/ToUnicode (\d+) 0 R/.exec(objects.get(id) ?? '')?.[1];
      if (unicode) letters.set(name, lettersOf(streamOf(objects.get(unicode))));
    }
  }
  const pages = [...objects.values()].map(streamOf).filter((stream) => stream.includes(' Tf'));
  return pages.flatMap((page) => {
    let font = '';
    return page.split('\n').flatMap((line) => {
      font = /\/(F\d+) [\d.]+ Tf/.exec(line)?.[1] ?? font;
      if (!line.includes('TJ')) return [];
      const glyphs = [...line.matchAll(/<([0-9a-f]+)>/gi)].flatMap(([, codes = '']) => codes.match(/.{4}/g) ?? []);
      return [glyphs.map((glyph) => letters.get(font)?.get(glyph.toLowerCase()) ?? '').join('')];
    });
  });
}

function lettersOf(map: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  for (const [, from = '', list = ''] of map.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/gi)) {
    [...list.matchAll(/<([0-9a-f ]+)>/gi)].forEach(([, codes = ''], at) => {
      const glyph = (Number.parseInt(from, 16) + at).toString(16).padStart(4, '0');
      letters.set(glyph, Buffer.from(codes.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'));
    });
  }
  return letters;
}
