import { defineRemedy } from './define-remedy';

export const replacement = defineRemedy({
  type: 'REPLACEMENT',
  zh: '换货',
  en: 'Replacement',
  proof: { zh: '签收单', en: 'Receipt of delivery' },
});
