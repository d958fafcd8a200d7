import { defineRemedy } from './define-remedy';

export const publicNotice = defineRemedy({
  type: 'PUBLIC_NOTICE',
  zh: '公告',
  en: 'Public notice',
  needsNoConsent: true,
  clarifies: true,
  proof: { zh: '公告', en: 'Notice as it was published' },
});
