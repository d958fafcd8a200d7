import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@redress/infrastructure';

/** What a person once complained of, in their own words. */
export interface ComplaintText {
  readonly locale: 'en' | 'zh-CN';
  readonly text: string;
  /** What it was about, where that is known. */
  readonly product?: string;
}

interface SampleRow {
  readonly complainant: { readonly locale: ComplaintText['locale'] };
  readonly description: string;
  readonly product?: { readonly ref: string };
}

/** Texts of real complaints: the samples that come with the product. */
export function readComplaintTexts(): ComplaintText[] {
  const lines = readFileSync(join(workspaceRoot(), 'samples', 'complaints.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { complainant, description, product } = JSON.parse(line) as SampleRow;
    return { locale: complainant.locale, text: description.trim(), ...(product ? { product: product.ref } : {}) };
  });
}
