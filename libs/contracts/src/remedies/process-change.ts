import { defineRemedy } from './define-remedy';

export const processChange = defineRemedy({
  type: 'PROCESS_CHANGE',
  zh: '流程改进',
  en: 'Change of procedure',
  needsNoConsent: true,
  proof: { zh: '修订后的流程', en: 'Revised procedure' },
});
