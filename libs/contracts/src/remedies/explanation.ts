import { defineRemedy } from './define-remedy';

export const explanation = defineRemedy({
  type: 'EXPLANATION',
  zh: '解释',
  en: 'Explanation',
  needsNoConsent: true,
  proof: { zh: '告知记录', en: 'Record of the conversation' },
});
