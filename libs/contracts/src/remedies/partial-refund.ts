import { definePayment } from './define-remedy';

export const partialRefund = definePayment({
  type: 'PARTIAL_REFUND',
  zh: '部分退款',
  en: 'Partial refund',
  proof: { zh: '付款凭证', en: 'Receipt of the payment' },
});
