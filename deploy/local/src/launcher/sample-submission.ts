import { type ComplaintSubmission, SUBMISSION_TYPE } from '@redress/contracts';

export const SUBMISSION_TOPIC = 'complaint.submissions.v1';

/** The source that comes with the directory of the demo. */
export const SAMPLE_SOURCE = 'urn:acme:crm';

/**
 * What a record on the submissions' topic says of itself, besides the `ce_id` and the signature that are new for each: a CloudEvent
 * in binary mode.
 */
export const SUBMISSION_HEADERS = {
  ce_specversion: '1.0',
  ce_type: SUBMISSION_TYPE,
  ce_source: SAMPLE_SOURCE,
  'content-type': 'application/json',
} as const;

/** A valid body for `POST /v1/complaints` and for a record on `complaint.submissions.v1`, to try the platform with. */
export const SAMPLE_SUBMISSION: ComplaintSubmission = {
  channel: 'PHONE_HOTLINE',
  complainant: {
    type: 'CONSUMER',
    name: '王晓梅',
    email: 'wang.xiaomei@customer.example',
    phone: '+86 138 0013 8000',
    locale: 'zh-CN',
  },
  product: { ref: 'KETTLE-15L' },
  orderRef: 'SO-240311-0077',
  description: '上周买的电热水壶用了三天就漏水，底座附近一直渗水，联系门店两次都没有人处理，希望尽快解决。',
  demand: '退货并退款',
  demandAmount: { amountMinor: 19_900, currency: 'CNY' },
};
