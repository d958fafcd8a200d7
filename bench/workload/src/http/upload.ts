/** A form with one file, as a browser sends it. */
export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly fileName: string;
  readonly mediaType: string;
  readonly content: string | Buffer;
}

const BOUNDARY = 'redress-4f1c9a7b2d6e8035';

/** Media type of what `encodeUpload` makes. */
export const UPLOAD_TYPE = `multipart/form-data; boundary=${BOUNDARY}`;

/** The form as `multipart/form-data`, the file last. */
export function encodeUpload({ fields, fileName, mediaType, content }: Upload): Buffer {
  const head = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`,
  );
  head.push(
    `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${escaped(fileName)}"\r\n` +
      `content-type: ${mediaType}\r\n\r\n`,
  );
  return Buffer.concat([Buffer.from(head.join('')), Buffer.from(content), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

/** As the HTML standard has browsers do it. */
function escaped(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
