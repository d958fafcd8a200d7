import { defineRemedy } from './define-remedy';

export const apology = defineRemedy({
  type: 'APOLOGY',
  zh: '口头道歉',
  en: 'Apology',
  needsNoConsent: true,
  proof: { zh: '致歉记录', en: 'Record of the conversation' },
});
