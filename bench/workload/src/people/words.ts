/** What people write down while they work on a complaint; tests of privacy plant their own. */
export interface Words {
  readonly evidence: string;
  readonly fileName: string;
  readonly fileText: string;
  readonly finding: string;
  readonly scope: string;
  readonly explanation: string;
  readonly apology: string;
  readonly receipt: string;
  readonly comment: string;
}

export const WORDS: Words = {
  evidence: 'Photo of the leak',
  fileName: 'leak.txt',
  fileText: 'Water drips from the seal.',
  finding: 'The seal is faulty.',
  scope: 'One batch',
  explanation: '密封圈有缺陷，我们为您退款。',
  apology: '给您带来不便，深表歉意。',
  receipt: 'Paid out',
  comment: 'The complainant was reached.',
};
