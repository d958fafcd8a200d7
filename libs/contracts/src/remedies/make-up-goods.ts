import { defineRemedy } from './define-remedy';

export const makeUpGoods = defineRemedy({
  type: 'MAKE_UP_GOODS',
  zh: '补货',
  en: 'Missing goods made up',
  proof: { zh: '签收单', en: 'Receipt of delivery' },
});
