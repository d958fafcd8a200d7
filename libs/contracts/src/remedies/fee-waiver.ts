import { definePayment } from './define-remedy';

export const feeWaiver = definePayment({
  type: 'FEE_WAIVER',
  zh: '费用减免',
  en: 'Fee waiver',
  proof: { zh: '减免后的账单', en: 'Corrected bill' },
});
