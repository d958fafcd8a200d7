import { SeededRandom } from '@redress/testing';
import type { Submission } from './a-submission';
import type { ComplaintText } from './complaint-texts';

const NAMES = {
  en: ['Ann Smith', 'Cedric Rutledge', 'Maria Lopez', 'Luther Diallo', 'Grace Okafor', 'Peter Novak', 'Emily Reed'],
  'zh-CN': ['王晓梅', '李建国', '张伟', '陈静', '刘洋', '赵敏', '周国强'],
} as const;
const DEMANDS = {
  en: ['A refund of what I paid', 'A replacement', 'A correction and an apology'],
  'zh-CN': ['退货并退还货款', '更换新品', '书面道歉并更正记录'],
} as const;
const CHANNELS = ['PHONE_HOTLINE', 'WEB_FORM', 'EMAIL', 'LETTER', 'ON_SITE'] as const;

/**
 * Submissions without end, each by a complainant with an address of their own. The same seed and texts give the same
 * submissions in the same order; two seeds share no address.
 */
export function* submissions(seed: number, texts: readonly ComplaintText[]): Generator<Submission, never> {
  const random = new SeededRandom(seed, 'submissions');
  for (let count = 1; ; count++) {
    const { locale, text, product } = random.pick(texts);
    yield {
      channel: random.pick(CHANNELS),
      complainant: {
        type: 'CONSUMER',
        name: random.pick(NAMES[locale]),
        email: `c${seed}-${count}@customer.example`,
        phone: `+86 199 ${digits(count)} ${digits(seed)}`,
        locale,
      },
      ...(product ? { product: { ref: product.slice(0, 120) } } : {}),
      description: text,
      demand: random.pick(DEMANDS[locale]),
      demandAmount: { amountMinor: 19_900, currency: 'CNY' },
    };
  }
}

const digits = (value: number) => String(value % 10_000).padStart(4, '0');
