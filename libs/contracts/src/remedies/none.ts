import { defineRemedy } from './define-remedy';

export const noRemedy = defineRemedy({
  type: 'NONE',
  zh: '无',
  en: 'None',
  needsNoConsent: true,
  proof: { zh: '说明', en: 'Note' },
});
