import { definePayment } from './define-remedy';

export const compensationLegal = definePayment({
  type: 'COMPENSATION_LEGAL',
  zh: '法定赔偿',
  en: 'Statutory compensation',
  proof: { zh: '付款凭证', en: 'Receipt of the payment' },
});
