import { definePayment } from './define-remedy';

export const refund = definePayment({
  type: 'REFUND',
  zh: '退款',
  en: 'Refund',
  proof: { zh: '付款凭证', en: 'Receipt of the payment' },
});
