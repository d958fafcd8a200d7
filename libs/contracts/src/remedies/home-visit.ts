import { defineRemedy } from './define-remedy';

export const homeVisit = defineRemedy({
  type: 'HOME_VISIT',
  zh: '上门沟通',
  en: 'Home visit',
  needsNoConsent: true,
  clarifies: true,
  proof: { zh: '上门记录', en: 'Report of the visit' },
});
