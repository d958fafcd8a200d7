import { readComplaintTexts } from '@redress/workload';

/** Texts that people really wrote. */
export interface ComplaintTexts {
  /** Where they are from, for the report. */
  readonly source: string;
  /** The text number `index`, counted round and round, brought to `bytes` in UTF-8: cut, or followed by the next ones. */
  text(index: number, bytes: number): string;
}

/** Texts of the samples that come with the product. */
export function complaintTexts(): ComplaintTexts {
  return textsOf(
    'samples/complaints.jsonl',
    readComplaintTexts().map(({ text }) => text),
  );
}

/** Gives `texts` in any length. Throws when there are none. */
export function textsOf(source: string, texts: readonly string[]): ComplaintTexts {
  if (texts.length === 0) throw new Error(`${source} holds no texts`);
  return {
    source: `${texts.length} texts of ${source}`,
    text(index, bytes) {
      let whole = '';
      for (let next = index; Buffer.byteLength(whole) < bytes; next++) {
        whole += `${whole && ' '}${texts[next % texts.length]}`;
      }
      return cut(whole, bytes);
    },
  };
}

/** At most `bytes` of the text, without half a character at its end. */
function cut(text: string, bytes: number): string {
  const head = Buffer.from(text).subarray(0, bytes).toString();
  return head.replace(/\uFFFD$/, '').trim();
}
