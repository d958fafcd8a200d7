import { z } from 'zod';
import { declareCodes, familySchema, type CodeOf, type CodeParams } from './coded';
import { RoleCode } from './organisation';

/** What a caller lacks who may not do something. */
export const MISSING_KINDS = ['DIRECTORY_ENTRY', 'ROLE', 'UNIT', 'RELATION', 'SCOPE', 'PERSON', 'BINDING'] as const;
export type MissingKind = (typeof MISSING_KINDS)[number];

const missing = z
  .array(
    z.object({
      kind: z.enum(MISSING_KINDS),
      anyOf: z.array(z.string()).readonly().optional(),
      unit: z.string().optional(),
    }),
  )
  .readonly()
  .optional()
  .describe('What the caller lacks');
const grantedBy = z
  .array(z.union([z.object({ role: RoleCode }), z.object({ person: z.string() })]))
  .readonly()
  .optional()
  .describe('Who can give it');
const whenKnown = z.string().optional().describe('RFC 3339');

/** Problems that endpoints answer (RFC 9457); parameters are extension members of the document. */
export const PROBLEMS = declareCodes({
  blocked: { params: {}, zh: '现在不能办理', en: 'The command is not allowed now' },
  'access-denied': {
    params: { missing, grantedBy },
    zh: '您无权办理',
    en: 'You may not do this',
  },
  'invalid-fields': { params: {}, zh: '有字段无效', en: 'Some fields are not valid' },
  'not-found': {
    params: { what: z.string().optional().describe('Kind of thing that is missing') },
    zh: '不存在，或您无权查看',
    en: 'There is no such thing, or it is not yours to see',
  },
  'method-not-allowed': {
    params: { allow: z.array(z.string()) },
    zh: '此地址不接受该方法',
    en: 'The address does not take this method',
  },
  'malformed-request': { params: {}, zh: '请求无法读取', en: 'The request cannot be read' },
  'malformed-header': { params: {}, zh: '请求头缺失或有误', en: 'A header is missing or malformed' },
  'invalid-cursor': { params: {}, zh: '游标不属于此列表', en: 'The cursor does not belong to this list' },
  'unsupported-media-type': { params: {}, zh: '不接受此媒体类型', en: 'The media type is not taken' },
  'too-large': { params: {}, zh: '请求过大', en: 'The request is larger than this endpoint takes' },
  'request-timeout': { params: {}, zh: '请求到达太慢', en: 'The request took too long to arrive' },
  refused: { params: {}, zh: '请求被拒绝', en: 'The request was refused' },
  unauthenticated: { params: {}, zh: '需要有效的访问令牌', en: 'A valid access token is needed' },
  'too-many-requests': { params: {}, zh: '请求过于频繁', en: 'Too many requests' },
  'too-many-for-recipient': {
    params: {},
    zh: '填写此电子邮件地址的投诉过多',
    en: 'Too many complaints name this e-mail address',
  },
  'version-required': {
    params: {},
    zh: '须以 If-Match 送出所读的版本',
    en: 'Send the version that you have read as If-Match',
  },
  'stale-version': {
    params: { currentVersion: z.int() },
    zh: '其间已被他人修改，现为第 {currentVersion} 版',
    en: 'Another caller changed it meanwhile; the version is now {currentVersion}',
  },
  'in-flight': { params: {}, zh: '同一命令仍在执行', en: 'The same command is still running' },
  'idempotency-mismatch': {
    params: {},
    zh: '幂等键已用于另一请求',
    en: 'The idempotency key was used for another request',
  },
  'nothing-asked': { params: {}, zh: '目前没有需要补充的内容', en: 'Nothing is asked about the complaint at present' },
  'not-caught-up': {
    params: {},
    zh: '本服务尚未读到您所见的内容',
    en: 'This service has not heard yet of what you have seen',
  },
  'not-holder': {
    params: { holder: z.string(), state: z.string() },
    zh: '投诉现由 {holder} 办理（{state}）',
    en: 'The complaint is held by {holder} in state {state}',
  },
  'content-not-available': { params: {}, zh: '投诉内容不在此处', en: 'The content of the complaint is not here' },
  'content-broken': { params: {}, zh: '存储的内容被改动，不予显示', en: 'Stored content was changed and is not shown' },
  erased: { params: {}, zh: '个人数据已删除', en: 'The personal data were erased' },
  'file-too-large': {
    params: { maxBytes: z.int() },
    zh: '文件超过 {maxBytes} 字节',
    en: 'The file is larger than {maxBytes} bytes',
  },
  'file-type-refused': {
    params: { mediaType: z.string() },
    zh: '不接受 {mediaType} 文件',
    en: 'Files of type {mediaType} are not taken',
  },
  'attachment-store-full': { params: {}, zh: '现无空间存放文件', en: 'There is no room for files now' },
  'refused-pack': { params: {}, zh: '策略包不能发布', en: 'The pack cannot be published' },
  'unknown-number-or-code': { params: {}, zh: '编号与查询码不符', en: 'Number and code do not belong together' },
  'not-verified': { params: {}, zh: '查询码与方案不符', en: 'The code does not match the offer' },
  'offer-decided': {
    params: { decidedAt: whenKnown },
    zh: '方案此前已这样答复',
    en: 'The offer was answered like this before',
  },
  'offer-answered': {
    params: { decidedAt: whenKnown },
    zh: '方案已答复，链接已失效',
    en: 'The offer was answered, and its link has ended',
  },
  'offer-lapsed': {
    params: { decideBy: whenKnown },
    zh: '答复期限已过',
    en: 'The day for the decision is over',
  },
  'offer-suspended': {
    params: {},
    zh: '投诉暂停办理，恢复后方可答复方案',
    en: 'The complaint is suspended: the offer can be answered later',
  },
  'offer-ended': { params: {}, zh: '方案链接已失效', en: 'The link of the offer has ended' },
  'proof-expired': {
    params: {},
    zh: '验证已过期，请重新获取验证码',
    en: 'The ticket is none, or its time is over: ask for another code',
  },
  'no-address': {
    params: {},
    zh: '没有可发送验证码的电子邮件地址',
    en: 'There is no e-mail address to which a one-time code could go',
  },
  'offer-withdrawn': { params: {}, zh: '方案已失效', en: 'The offer no longer stands' },
  'not-parked': { params: {}, zh: '该事件现不能重试或跳过', en: 'The event cannot be retried or skipped now' },
  'clock-goes-back': {
    params: { now: z.string() },
    zh: '时钟不能倒退，现为 {now}',
    en: 'The clock never goes back; it is {now}',
  },
  'not-ready': { params: {}, zh: '服务尚未就绪', en: 'The service is not ready yet' },
  'issuer-unavailable': { params: {}, zh: '现在无法识别身份', en: 'No caller can be identified now' },
  unavailable: { params: {}, zh: '服务现不可用', en: 'The service cannot work now' },
  internal: { params: {}, zh: '我方出错', en: 'Something went wrong on our side' },
});

export type ProblemCode = CodeOf<typeof PROBLEMS>;
export type ProblemParams<C extends ProblemCode> = CodeParams<typeof PROBLEMS, C>;
export const problemCodeSchema = familySchema(PROBLEMS);
