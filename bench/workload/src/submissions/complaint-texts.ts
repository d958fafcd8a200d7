import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { workspaceRoot } from '@redress/infrastructure';
import { csvRows } from './csv-rows';

/** What a person once complained of, in their own words. */
export interface ComplaintText {
  readonly locale: 'en' | 'zh-CN';
  readonly text: string;
  /** What it was about, where that is known. */
  readonly product?: string;
}

type Row = Readonly<Record<string, string>>;

/** Longest text that a submission may have. */
const LONGEST = 20_000;

const SETS: readonly { readonly file: string; readonly read: (row: Row) => ComplaintText | undefined }[] = [
  {
    file: 'cfpb-train.csv.gz',
    read: ({ narrative = '', sub_product = '', product = '' }) => ({
      locale: 'en',
      text: narrative,
      product: sub_product || product,
    }),
  },
  {
    file: 'zh-reviews-train.csv.gz',
    read: ({ sentiment, text = '', category = '' }) =>
      sentiment === '0' ? { locale: 'zh-CN', text, product: category } : undefined,
  },
  {
    file: 'zh-gov-messages-train.csv.gz',
    read: ({ title = '', text = '' }) => ({ locale: 'zh-CN', text: `${title}\n${text}` }),
  },
  {
    file: 'zh-car-train.csv.gz',
    read: ({ summary = '', brand = '', series = '' }) => ({
      locale: 'zh-CN',
      text: summary,
      product: `${brand}${series}`,
    }),
  },
];

/**
 * Texts of real complaints.
 * @param folder with `cfpb-train.csv.gz` and the like; without one, the samples that come with the product
 */
export function readComplaintTexts(folder?: string): ComplaintText[] {
  const texts =
    folder === undefined ? readSamples() : SETS.flatMap(({ file, read }) => readSet(join(folder, file), read));
  const usable = texts
    .map((one) => ({ ...one, text: one.text.trim() }))
    .filter(({ text }) => text !== '' && text.length <= LONGEST);
  if (usable.length === 0) throw new Error(`There are no texts of complaints in ${folder ?? 'the samples'}`);
  return usable;
}

function readSet(file: string, read: (row: Row) => ComplaintText | undefined): ComplaintText[] {
  if (!existsSync(file)) return [];
  const rows = csvRows(gunzipSync(readFileSync(file)).toString('utf8'));
  return [...rows].map(read).filter((text) => text !== undefined);
}

interface SampleRow {
  readonly complainant: { readonly locale: ComplaintText['locale'] };
  readonly description: string;
  readonly product?: { readonly ref: string };
}

function readSamples(): ComplaintText[] {
  const lines = readFileSync(join(workspaceRoot(), 'samples', 'complaints.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { complainant, description, product } = JSON.parse(line) as SampleRow;
    return { locale: complainant.locale, text: description, ...(product ? { product: product.ref } : {}) };
  });
}
