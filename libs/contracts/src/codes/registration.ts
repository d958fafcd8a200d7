import type { z } from 'zod';
import { codesOf, type Taxonomy } from './taxonomy';

/** Ways in which a complaint reaches the enterprise (IN-01..IN-13, CL-21). */
export const CHANNELS = {
  PHONE_HOTLINE: { zh: '客服热线', en: 'Phone hotline' },
  EMAIL: { zh: '电子邮件', en: 'E-mail' },
  WEB_FORM: { zh: '网页表单', en: 'Web form' },
  IN_APP: { zh: '应用内', en: 'In the app' },
  LIVE_CHAT: { zh: '在线客服', en: 'Live chat' },
  WECHAT: { zh: '微信', en: 'WeChat' },
  SMS: { zh: '短信', en: 'Text message' },
  SOCIAL_MEDIA: { zh: '社交媒体', en: 'Social media' },
  LETTER: { zh: '信函', en: 'Letter' },
  FAX: { zh: '传真', en: 'Fax' },
  VISIT: { zh: '来访', en: 'Visit' },
  ON_SITE: { zh: '现场', en: 'On site' },
  SUGGESTION_BOX: { zh: '意见箱', en: 'Suggestion box' },
  STORE: { zh: '门店', en: 'Store' },
  DEALER: { zh: '经销商', en: 'Dealer' },
  SALES_REP: { zh: '业务员转交', en: 'Sales representative' },
  RETURNED_GOODS: { zh: '退货', en: 'Returned goods' },
  FOLLOW_UP_CALL: { zh: '回访', en: 'Follow-up call' },
  MEDIA: { zh: '新闻媒体', en: 'Press' },
  FORUM: { zh: '论坛留言', en: 'Forum' },
  REGULATOR: { zh: '监管转办', en: 'Regulator' },
  HOTLINE_12315: { zh: '12315/12345 转办', en: '12315/12345 referral' },
  PARTNER_API: { zh: '合作方接口', en: 'Partner interface' },
  OTHER: { zh: '其他', en: 'Other' },
} as const satisfies Taxonomy;
export const ChannelCode = codesOf(CHANNELS, 'Channel through which the complaint was received');
export type ChannelCode = z.infer<typeof ChannelCode>;

/** What a person turns to the enterprise for (IN-25); an enquiry or a suggestion is answered, never turned away. */
export const COMPLAINT_KINDS = {
  COMPLAINT: { zh: '投诉', en: 'Complaint' },
  ENQUIRY: { zh: '咨询', en: 'Enquiry' },
  SUGGESTION: { zh: '意见建议', en: 'Suggestion' },
} as const satisfies Taxonomy;
export const ComplaintKind = codesOf(COMPLAINT_KINDS, 'Whether it is a complaint, an enquiry or a suggestion');
export type ComplaintKind = z.infer<typeof ComplaintKind>;

/** What a submission is that does not say it. */
export const USUAL_KIND = 'COMPLAINT' satisfies ComplaintKind;

/** How a complaint is to be handled, as those who received it say (RG-26). */
export const HANDLINGS = {
  ON_THE_SPOT: { zh: '现场处理', en: 'On the spot' },
  NORMAL: { zh: '正常流程', en: 'By the usual road' },
} as const satisfies Taxonomy;
export const HandlingCode = codesOf(HANDLINGS, 'Way of handling; on the spot holds it back for who received it');
export type HandlingCode = z.infer<typeof HandlingCode>;

/** Who complains (RG-10). */
export const COMPLAINANT_TYPES = {
  CONSUMER: { zh: '消费者', en: 'Consumer' },
  BUSINESS_CUSTOMER: { zh: '企业客户', en: 'Business customer' },
  DEALER: { zh: '经销商', en: 'Dealer' },
  REPRESENTATIVE: { zh: '受托人', en: 'Representative' },
  HEIR: { zh: '继承人', en: 'Heir' },
  GROUP: { zh: '共同投诉', en: 'Group' },
  ANONYMOUS: { zh: '匿名', en: 'Anonymous' },
  EMPLOYEE: { zh: '员工', en: 'Employee' },
  PUBLIC: { zh: '公众', en: 'Member of the public' },
} as const satisfies Taxonomy;
export const ComplainantType = codesOf(COMPLAINANT_TYPES, 'Kind of complainant');
export type ComplainantType = z.infer<typeof ComplainantType>;

/** Languages in which letters and pages are written. */
export const LOCALES = {
  'zh-CN': { zh: '简体中文', en: 'Chinese (simplified)' },
  en: { zh: '英语', en: 'English' },
} as const satisfies Taxonomy;
export const LocaleCode = codesOf(LOCALES, 'Language in which the complainant is written to');
export type LocaleCode = z.infer<typeof LocaleCode>;
