import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { complaintTexts, textsOf } from './complaint-texts';

it('cuts a long text and lengthens a short one with those that follow', () => {
  const texts = textsOf('a list', ['one two three', 'four']);
  expect(texts.text(0, 7)).toBe('one two');
  expect(texts.text(1, 12)).toBe('four one two');
  expect(texts.text(3, 4)).toBe('four');
});

it('never cuts through a character', () => {
  expect(textsOf('a list', ['漏电']).text(0, 5)).toBe('漏');
});

it('reads the samples of the product when no folder is named', async () => {
  const texts = await complaintTexts();
  expect(texts.source).toMatch(/^\d+ texts of samples\/complaints\.jsonl$/);
  const bytes = Buffer.byteLength(texts.text(3, 700));
  expect(bytes).toBeGreaterThan(690);
  expect(bytes).toBeLessThanOrEqual(700);
});

describe('a folder', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'texts-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives the narratives of its table, quotes, commas and line breaks included', async () => {
    const table =
      'complaint_id,narrative,company\n,"They said ""no"", twice.\nThen nothing.",A\n2,,B\n3,Plain words,C\n';
    writeFileSync(join(folder, 'cfpb-train.csv.gz'), gzipSync(table));
    const texts = await complaintTexts(folder);
    expect(texts.source).toBe('2 texts of cfpb-train.csv.gz');
    expect(texts.text(0, 100)).toMatch(/^They said "no", twice\.\nThen nothing\. Plain words They said/);
  });

  it('is refused when it has no such table', async () => {
    await expect(complaintTexts(folder)).rejects.toThrow('holds no cfpb-train.csv.gz');
  });
});
