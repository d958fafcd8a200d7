import { defineRemedy } from './define-remedy';

export const serviceUpgrade = defineRemedy({
  type: 'SERVICE_UPGRADE',
  zh: '服务升级',
  en: 'Service upgrade',
  proof: { zh: '升级记录', en: 'Record of the upgrade' },
});
