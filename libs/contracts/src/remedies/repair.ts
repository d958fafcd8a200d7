import { defineRemedy } from './define-remedy';

export const repair = defineRemedy({
  type: 'REPAIR',
  zh: '维修',
  en: 'Repair',
  proof: { zh: '维修单', en: 'Repair report' },
});
