/** What a browser is told about stored content. */
export interface Download {
  /** Of the sender; may hold any character. */
  readonly fileName: string;
  readonly mediaType: string;
  readonly byteSize: number;
}

/** What endpoints that send stored content declare of its headers. */
export const DOWNLOAD_HEADERS = {
  'Content-Disposition': 'Always `attachment`, with the name that the sender gave',
  'Content-Length': 'Size in bytes',
};

/** Headers under which stored content is sent: to be saved, never to be shown, guessed or cached. */
export function downloadHeaders({ fileName, mediaType, byteSize }: Download): Record<string, string> {
  return {
    // Only what is UTF-8 passes for plain text.
    'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
    'content-length': String(byteSize),
    'content-disposition': `attachment; filename="attachment"; filename*=UTF-8''${encodeFileName(fileName)}`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
}

/** RFC 8187: what `encodeURIComponent` leaves and a header parameter may not hold is escaped too. */
function encodeFileName(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
