import { definePayment } from './define-remedy';

export const goodwillPayment = definePayment({
  type: 'GOODWILL_PAYMENT',
  zh: '善意补偿',
  en: 'Goodwill payment',
  pays: 'GOODWILL',
  proof: { zh: '付款凭证', en: 'Receipt of the payment' },
});
