import { defineRemedy } from './define-remedy';

export const correctionOfRecord = defineRemedy({
  type: 'CORRECTION_OF_RECORD',
  zh: '更正信息',
  en: 'Correction of the record',
  needsNoConsent: true,
  proof: { zh: '更正后的记录', en: 'Corrected record' },
});
