import { definePayment } from './define-remedy';

export const compensationContract = definePayment({
  type: 'COMPENSATION_CONTRACT',
  zh: '违约赔偿',
  en: 'Contractual compensation',
  proof: { zh: '付款凭证', en: 'Receipt of the payment' },
});
