import { definePayment } from './define-remedy';

export const voucher = definePayment({
  type: 'VOUCHER',
  zh: '代金券',
  en: 'Voucher',
  proof: { zh: '代金券发放记录', en: 'Record that the voucher was issued' },
});
