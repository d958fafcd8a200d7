import { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** What a reader says to need a contact for. */
export const REVEAL_PURPOSES = {
  CONTACT_COMPLAINANT: { zh: '联系投诉人', en: 'to contact the complainant' },
  VERIFY_IDENTITY: { zh: '核实身份', en: 'to verify who somebody is' },
  ARRANGE_REMEDY: { zh: '落实处理措施', en: 'to arrange a remedy' },
  INVESTIGATION: { zh: '调查核实', en: 'to investigate' },
  LEGAL: { zh: '法律事务', en: 'legal matter' },
  PRIVACY_REQUEST: { zh: '个人信息权利请求', en: 'request about personal data' },
} as const satisfies Taxonomy;
export const RevealPurpose = codesOf(REVEAL_PURPOSES, 'What the contact is needed for');
export type RevealPurpose = z.infer<typeof RevealPurpose>;

/** What personal data were opened for: said by the reader, or implied by what the reader does on the platform. */
export const DISCLOSURE_PURPOSES = {
  CASE_WORK: { zh: '办理案件', en: 'work on the case' },
  OVERSIGHT: { zh: '监督审计', en: 'oversight' },
  ...REVEAL_PURPOSES,
} as const satisfies Taxonomy;
export const DisclosurePurpose = codesOf(DISCLOSURE_PURPOSES, 'What personal data were opened for');
export type DisclosurePurpose = z.infer<typeof DisclosurePurpose>;

/** The contacts of a party, each of which is revealed by itself. */
export const CONTACT_FIELDS = {
  name: { zh: '姓名', en: 'name' },
  email: { zh: '电子邮箱', en: 'e-mail address' },
  phone: { zh: '电话', en: 'phone number' },
} as const satisfies Taxonomy;
export const ContactField = codesOf(CONTACT_FIELDS, 'The one contact that is revealed');
export type ContactField = z.infer<typeof ContactField>;
