import { defineRemedy } from './define-remedy';

export const apologyLetter = defineRemedy({
  type: 'APOLOGY_LETTER',
  zh: '道歉信',
  en: 'Letter of apology',
  needsNoConsent: true,
  proof: { zh: '已寄出的道歉信', en: 'Letter as it was sent' },
});
