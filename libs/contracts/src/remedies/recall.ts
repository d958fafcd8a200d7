import { defineRemedy } from './define-remedy';

export const recall = defineRemedy({
  type: 'RECALL',
  zh: '召回',
  en: 'Recall',
  proof: { zh: '召回公告', en: 'Notice of the recall' },
});
