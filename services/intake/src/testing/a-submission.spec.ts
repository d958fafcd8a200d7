import type { ComplaintSubmission } from '@redress/contracts';

/** A submission that the form of GENERAL_SERVICE takes; `replaced` says what matters to the test. */
export function aSubmission(replaced: Partial<ComplaintSubmission> = {}): ComplaintSubmission {
  return {
    channel: 'WEB_FORM',
    complainant: { type: 'CONSUMER', name: '沈知微', email: 'shen.zhiwei@example.com', locale: 'zh-CN' },
    description: '收到的水壶壶底开裂，一直漏水。',
    ...replaced,
  };
}
