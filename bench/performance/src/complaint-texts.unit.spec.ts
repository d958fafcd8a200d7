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

it('reads the samples of the product', () => {
  const texts = complaintTexts();
  expect(texts.source).toMatch(/^\d+ texts of samples\/complaints\.jsonl$/);
  const bytes = Buffer.byteLength(texts.text(3, 700));
  expect(bytes).toBeGreaterThan(690);
  expect(bytes).toBeLessThanOrEqual(700);
});
