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
  INTERNAL: { zh: '内部', en: 'Inside the enterprise' },
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
  NONE: { zh: '无投诉人', en: 'No one: a case of the enterprise itself' },
} as const satisfies Taxonomy;
export const ComplainantType = codesOf(COMPLAINANT_TYPES, 'Kind of complainant');
export type ComplainantType = z.infer<typeof ComplainantType>;

/** What proves that a person may speak for another one (RG-10). */
export const PROOFS_OF_AUTHORITY = {
  POWER_OF_ATTORNEY: { zh: '授权委托书', en: 'Power of attorney' },
  LAWYER: { zh: '律师委托手续', en: 'Engagement of a lawyer' },
  GUARDIANSHIP: { zh: '监护证明', en: 'Guardianship' },
  INHERITANCE: { zh: '继承证明', en: 'Inheritance' },
  MANDATE: { zh: '代表人推选书', en: 'Mandate of a group' },
  COURT_ORDER: { zh: '法院文书', en: 'Court order' },
} as const satisfies Taxonomy;
export const ProofOfAuthority = codesOf(PROOFS_OF_AUTHORITY, 'What proves that they may speak for another person');
export type ProofOfAuthority = z.infer<typeof ProofOfAuthority>;

/** What a registration can lack and still be registered (RG-21). */
export const MISSING_ITEMS = {
  COMPLAINANT: { zh: '投诉人', en: 'complainant' },
  CONTACT: { zh: '联系方式', en: 'contact' },
  NAME: { zh: '姓名', en: 'name' },
  OCCURRED_AT: { zh: '发生时间', en: 'time of the event' },
  INCIDENT_PLACE: { zh: '发生地点', en: 'place of the event' },
  SUBJECT: { zh: '投诉对象', en: 'object complained about' },
  PRODUCT_REF: { zh: '产品', en: 'product' },
  BATCH_NO: { zh: '批号', en: 'batch number' },
  ORDER_REF: { zh: '订单号', en: 'order' },
  DEMAND: { zh: '诉求', en: 'demand' },
  REASON: { zh: '投诉原因', en: 'reason' },
  REPRESENTATION: { zh: '被代理人', en: 'who is represented' },
  PROOF_OF_AUTHORITY: { zh: '授权证明', en: 'proof of authority' },
  UNREADABLE_FIELD: { zh: '无法采用的字段', en: 'a field that could not be taken over' },
} as const satisfies Taxonomy;
export const MissingItem = codesOf(MISSING_ITEMS, 'What the registration lacks');
export type MissingItem = z.infer<typeof MissingItem>;

/** Why a complaint was registered from another one. */
export const LINKS = {
  LATE_REOPENING: { zh: '逾期申请重新处理，另案登记', en: 'Was to be reopened after the time for it' },
  FOLLOW_UP: { zh: '回访中提出的新投诉', en: 'Raised when the complainant was asked afterwards' },
  WITHDRAWN_SAFETY_CASE: { zh: '涉及安全的投诉撤回后转内部处理', en: 'A withdrawn safety case goes on inside' },
} as const satisfies Taxonomy;
export const LinkCode = codesOf(LINKS, 'Why a complaint was registered from another one');
export type LinkCode = z.infer<typeof LinkCode>;

/** Who adds to a complaint, or writes in its mailbox. */
export const AUTHORS = {
  COMPLAINANT: { zh: '投诉人', en: 'Complainant' },
  STAFF: { zh: '员工', en: 'Staff' },
} as const satisfies Taxonomy;
export const AuthorCode = codesOf(AUTHORS, 'Who wrote it');
export type AuthorCode = z.infer<typeof AuthorCode>;

/** Languages in which letters and pages are written. */
export const LOCALES = {
  'zh-CN': { zh: '简体中文', en: 'Chinese (simplified)' },
  en: { zh: '英语', en: 'English' },
} as const satisfies Taxonomy;
export const LocaleCode = codesOf(LOCALES, 'Language in which the complainant is written to');
export type LocaleCode = z.infer<typeof LocaleCode>;
