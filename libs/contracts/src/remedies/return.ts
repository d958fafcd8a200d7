import { defineRemedy } from './define-remedy';

export const returnOfGoods = defineRemedy({
  type: 'RETURN',
  zh: '退货',
  en: 'Return',
  proof: { zh: '退货入库单', en: 'Receipt of the returned goods' },
});
