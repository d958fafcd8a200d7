import { randomUUID } from 'node:crypto';
import type { ComplaintSubmission } from '@redress/contracts';

/** A submission whose complainant gets letters. */
export type Submission = ComplaintSubmission & { readonly complainant: { readonly email: string } };

/** A complaint that can be registered, each time by another person. */
export function aSubmission(change: Partial<ComplaintSubmission> = {}): Submission {
  return {
    channel: 'PHONE_HOTLINE',
    product: { ref: 'KETTLE-15L' },
    description: '上周买的电热水壶用了三天就漏水，底座一直渗水，联系门店两次都没有结果。',
    demand: '退货并退还货款',
    demandAmount: { amountMinor: 19_900, currency: 'CNY' },
    ...change,
    complainant: {
      type: 'CONSUMER',
      name: '王晓梅',
      email: `customer-${randomUUID()}@customer.example`,
      phone: '+86 138 0013 8000',
      locale: 'zh-CN',
      ...change.complainant,
    },
  };
}
