import { z } from 'zod';
import { declareCodes, familySchema, type CodeArguments, type CodeOf } from './coded';

const bound = z.union([z.number(), z.string()]);
const list = z.string().describe('Separated by commas');

/** What is wrong with a field of a request, a record or a pack. */
export const FAULTS = declareCodes({
  // What schemas find.
  required: { params: {}, zh: '必填', en: 'is required' },
  'unknown-field': { params: {}, zh: '不是已知字段', en: 'is not a known field' },
  'wrong-type': { params: { expected: z.string() }, zh: '类型应为 {expected}', en: 'must be of type {expected}' },
  'not-in-list': { params: { allowed: list }, zh: '须为 {allowed} 之一', en: 'must be one of {allowed}' },
  'wrong-format': { params: { format: z.string() }, zh: '格式须为 {format}', en: 'must have the format {format}' },
  'too-short': { params: { least: bound }, zh: '至少 {least} 个字符', en: 'must have at least {least} characters' },
  'too-long': { params: { most: bound }, zh: '至多 {most} 个字符', en: 'must have at most {most} characters' },
  'too-few': { params: { least: bound }, zh: '至少 {least} 项', en: 'must have at least {least} items' },
  'too-many': { params: { most: bound }, zh: '至多 {most} 项', en: 'must have at most {most} items' },
  'too-small': { params: { least: bound }, zh: '不得小于 {least}', en: 'must be {least} or more' },
  'too-large': { params: { most: bound }, zh: '不得大于 {most}', en: 'must be {most} or less' },
  'not-a-multiple': { params: { of: bound }, zh: '须为 {of} 的倍数', en: 'must be a multiple of {of}' },
  'no-alternative': { params: {}, zh: '不符合任何允许的形式', en: 'fits none of the forms that are taken' },
  'breaks-rule': { params: {}, zh: '违反规则', en: 'breaks a rule' },
  'ill-formed-text': {
    params: {},
    zh: '不得含 U+0000 或不成对的代理字符',
    en: 'must not contain U+0000 or unpaired surrogates',
  },
  'nested-too-deeply': { params: {}, zh: '嵌套过深', en: 'must not be nested so deeply' },
  'malformed-json': { params: {}, zh: '不是 UTF-8 编码的 JSON', en: 'is not JSON in UTF-8' },
  // What rules find.
  'required-for': { params: { by: z.string() }, zh: '{by} 必填', en: 'is required for {by}' },
  'absent-for': { params: { by: z.string() }, zh: '{by} 不得填写', en: 'must be absent for {by}' },
  'in-the-future': { params: {}, zh: '不得晚于现在', en: 'must not be in the future' },
  'in-the-past': { params: {}, zh: '不得早于今天', en: 'must not be in the past' },
  'before-the-start': { params: {}, zh: '不得早于起始日', en: 'must not be before `from`' },
  'period-too-long': {
    params: { days: z.int() },
    zh: '区间至多 {days} 天',
    en: 'must be at most {days} days before `to`',
  },
  'too-far-ahead': {
    params: { days: z.int() },
    zh: '至多比业务时间早 {days} 天',
    en: 'must be at most {days} days ahead of the business time',
  },
  'unknown-unit': { params: {}, zh: '不是本机构的单位', en: 'is not a unit of the organisation' },
  'unknown-person': { params: {}, zh: '不是本机构的员工', en: 'is not a member of staff of the organisation' },
  'unknown-complaint': { params: {}, zh: '不是本机构的投诉', en: 'is not a complaint of the organisation' },
  'unknown-party': { params: {}, zh: '不是本案当事人', en: 'is not a party of the case' },
  'same-complaint': { params: {}, zh: '不得为本投诉', en: 'must be another complaint' },
  'unit-needed': {
    params: {},
    zh: '必填：投诉程序未指明本机构的单位',
    en: 'is required: the procedure names no unit of the organisation',
  },
  'unknown-category': {
    params: {},
    zh: '不是本投诉程序的类别',
    en: 'is not a category of the procedure of this complaint',
  },
  'not-possible-here': {
    params: { allowed: list },
    zh: '就本案而言须为 {allowed} 之一',
    en: 'must be one of {allowed} in this case',
  },
  'proves-nothing': {
    params: { purpose: z.string().describe('Purpose that the contact would need') },
    zh: '该联系记录须为双向沟通且内容含 {purpose}',
    en: 'must be a two-way contact about {purpose}',
  },
  'not-a-deputy': { params: {}, zh: '不是其代理人', en: 'is not a deputy of the person' },
  'one-of-both': {
    params: { other: z.string() },
    zh: '与 {other} 须且只须填写一项',
    en: 'must be given, or {other}, not both',
  },
  'above-the-limit': {
    params: { limit: z.string() },
    zh: '现场可支付至多 {limit}',
    en: 'at most {limit} may be paid on the spot',
  },
  'amount-needed': { params: {}, zh: '此补救须填写金额', en: 'needs an amount' },
  'unknown-evidence': { params: {}, zh: '不是本案证据', en: 'must be evidence that is on the case' },
  'named-twice': { params: {}, zh: '责任方重复', en: 'names a party that is already named' },
  'shares-not-whole': {
    params: { whole: z.int(), sum: z.number() },
    zh: '份额之和须为 {whole}，现为 {sum}',
    en: 'shares must sum to {whole}, not to {sum}',
  },
  'below-itself': { params: {}, zh: '不得位于自身之下', en: 'must not lie below the unit itself' },
  'not-the-id-in-the-path': { params: {}, zh: '须与路径中的编号一致', en: 'must be the id in the path' },
  'another-organisation': { params: {}, zh: '须为您所在的机构', en: 'must be your own organisation' },
  'clients-only': { params: {}, zh: '只用于系统', en: 'is for clients only' },
  'kind-is-fixed': { params: {}, zh: '种类不得改变', en: 'must stay what it is' },
  'not-for-the-verdict': {
    params: { verdict: z.string(), allowed: list },
    zh: '{verdict} 时须为 {allowed} 之一',
    en: 'must be one of {allowed} for {verdict}',
  },
  'remedy-needed': {
    params: { verdict: z.string() },
    zh: '{verdict} 时至少须有一项补救',
    en: 'must hold at least one remedy for {verdict}',
  },
  'only-goodwill': {
    params: { verdict: z.string(), allowed: list },
    zh: '{verdict} 时只可给付 {allowed}',
    en: 'only {allowed} may be paid for {verdict}',
  },
  'not-offered': {
    params: {},
    zh: '本投诉的处理规则不提供此补救',
    en: 'is not offered by the policy pack of the complaint',
  },
  'in-one-sum': {
    params: {},
    zh: '本投诉的处理规则不允许此补救分期',
    en: 'must be absent: the policy pack of the complaint pays this remedy in one sum',
  },
  'other-currency': { params: { currency: z.string() }, zh: '币种须为 {currency}', en: 'must be in {currency}' },
  'instalments-not-whole': {
    params: { whole: z.int(), sum: z.int() },
    zh: '各期之和须为 {whole}（最小货币单位），现为 {sum}',
    en: 'must sum to {whole} minor units, not to {sum}',
  },
  'not-after-the-last': {
    params: {},
    zh: '须晚于上一期',
    en: 'must be later than the date of the instalment before',
  },
  'no-amount': { params: {}, zh: '此补救没有金额，不得填写', en: 'must be absent: this remedy has no amount' },
  'more-than-approved': { params: {}, zh: '不得多于批准的金额', en: 'must not be more than was approved' },
  'less-than-accepted': { params: {}, zh: '不得少于已接受的金额', en: 'must not be less than was accepted' },
  'before-receipt': { params: {}, zh: '不得早于投诉收到时间', en: 'must not be before the complaint was received' },
  'before-the-question': { params: {}, zh: '不得早于提问时间', en: 'must not be before the question was asked' },
  'before-the-occasion': {
    params: {},
    zh: '不得早于征求同意的事由',
    en: 'must not be before what the complainant would have agreed to',
  },
  'not-later-than-now': { params: {}, zh: '须晚于现在', en: 'must be later than now' },
  'as-many-as-questions': {
    params: { questions: z.int() },
    zh: '须与 {questions} 个问题一一对应',
    en: 'must hold one answer for each of the {questions} questions',
  },
  'no-answer': { params: {}, zh: '至少须回答一个问题', en: 'must answer one question at least' },
  'contact-of-each-complainant': {
    params: {},
    zh: '缺少其中一位投诉人的联系记录',
    en: 'lacks a contact of one of the complainants concerned',
  },
  'contact-of-another': { params: {}, zh: '是另一投诉的联系记录', en: 'must be a contact about this complaint' },
  'not-your-contact': { params: {}, zh: '须为您本人的联系记录', en: 'must be a contact of your own' },
  'not-a-recorded-call': {
    params: {},
    zh: '须为拨打档案内号码、双方通话、答复方案的去电，且有录音或逐字记录',
    en: 'must be a two-way call to a number of the dossier about the answer, with a recording or a verbatim note',
  },
  'not-at-the-counter': {
    params: {},
    zh: '须为当面沟通并答复方案的联系记录',
    en: 'must be a two-way contact at the counter about the answer',
  },
  'not-what-was-read-out': {
    params: {},
    zh: '与现行方案文本不一致，请重新宣读',
    en: 'is not the text as it stands: read it out again',
  },
  'before-the-offer': { params: {}, zh: '不得早于方案告知时间', en: 'must not be before the offer was made' },
  'after-the-lapse': {
    params: { lapsedAt: z.string().describe('When the offer lapsed, ISO 8601') },
    zh: '须早于方案失效时间 {lapsedAt}',
    en: 'must be before the offer lapsed at {lapsedAt}',
  },
  'acceptance-only': { params: {}, zh: '方案已失效，只可补记接受', en: 'must be an acceptance: the offer has lapsed' },
  'independent-listener': {
    params: {},
    zh: '须为本机构未参与本案的另一名在岗员工',
    en: 'must be another active member of staff who took no part in the case',
  },
  'no-name-to-compare': {
    params: {},
    zh: '该投诉未登记姓名，无法凭证件核对身份',
    en: 'proves nothing: the complaint names no one with whom the document could be compared',
  },
  'not-the-code': { params: {}, zh: '与本投诉的查询码不符', en: 'is not the code of the complaint' },
  'not-agreed-in-contact': {
    params: {},
    zh: '该联系记录中投诉人未同意延期',
    en: 'must be a two-way contact in which the complainant agreed to a later date',
  },
  'not-said-in-contact': {
    params: {},
    zh: '该联系记录中投诉人未发言',
    en: 'must be a contact in which the complainant spoke or wrote',
  },
  'before-the-answer': {
    params: {},
    zh: '该联系早于所记录的答复',
    en: 'must not have been before the answer that was recorded',
  },
  'before-the-promise': {
    params: {},
    zh: '该联系早于作出承诺的时间',
    en: 'must not have been before the promise was made',
  },
  'not-later': { params: {}, zh: '须晚于现定时间', en: 'must be later than what stands now' },
  'later-than-allowed': {
    params: { latest: z.string().describe('Latest that the pack allows, ISO 8601') },
    zh: '最晚不得晚于 {latest}',
    en: 'must be {latest} at the latest',
  },
  'not-in-dossier': { params: {}, zh: '档案中没有此项', en: 'is not in the dossier of the complaint' },
  'empty-file': { params: {}, zh: '文件不得为空', en: 'must not be empty' },
  'other-content': {
    params: {},
    zh: '该键属于另一内容的请求',
    en: 'belongs to a request with another content',
  },
  'pack-rule': { params: { rule: z.string() }, zh: '违反策略包规则 {rule}', en: 'breaks the rule {rule} of packs' },
  // What intake finds in submissions.
  'channel-not-here': { params: { allowed: list }, zh: '此处须为 {allowed} 之一', en: 'must be one of {allowed} here' },
  'not-permitted': {
    params: { right: z.string().describe('Right of a source that may state it') },
    zh: '须有权利 {right} 方可填写',
    en: 'may be stated with the right {right} only',
  },
  'unit-not-open': { params: {}, zh: '该单位未对访客开放', en: 'is not a unit that is open to visitors' },
  'unit-not-bound': {
    params: {},
    zh: '此系统不得为该单位提交',
    en: 'is not a unit for which this system may submit',
  },
  'unknown-pack': { params: {}, zh: '不是有效的策略包', en: 'is not a policy pack that is in force' },
  'required-by-form': {
    params: { pack: z.string() },
    zh: '{pack} 的登记表必填',
    en: 'is required by the registration form of {pack}',
  },
  'contact-needed': {
    params: { pack: z.string() },
    zh: '{pack} 的登记表要求电子邮件或电话',
    en: 'needs an email or a phone by the registration form of {pack}',
  },
  'malformed-event': { params: {}, zh: '须为 JSON 形式的 CloudEvent', en: 'must be a CloudEvent as a JSON object' },
  'unsupported-content-type': { params: {}, zh: '数据须为 application/json', en: 'the data must be application/json' },
  'unsupported-specversion': { params: {}, zh: 'specversion 须为 1.0', en: 'specversion must be 1.0' },
  'unknown-type': { params: { type: z.string() }, zh: 'type 须为 {type}', en: 'type must be {type}' },
  'malformed-id': {
    params: {},
    zh: 'id 须为 1 至 128 个字母、数字、点、下划线、冒号或连字符',
    en: 'id must be 1 to 128 letters, digits, dots, underscores, colons or hyphens',
  },
  'malformed-source': {
    params: {},
    zh: 'source 须为 1 至 128 个字母、数字或 . _ ~ : / -',
    en: 'source must be 1 to 128 letters, digits or . _ ~ : / -',
  },
  'reserved-source': {
    params: {},
    zh: 'source 为平台保留',
    en: 'source is reserved: the platform gives it to what it has identified itself',
  },
  'inactive-source': { params: {}, zh: 'source 已停用', en: 'source is not active' },
  'missing-signature': { params: {}, zh: '缺少 ce_redresssignature', en: 'ce_redresssignature must be given' },
  'wrong-signature': {
    params: {},
    zh: 'ce_redresssignature 与 source 对 id、source 和值的签名不符',
    en: 'ce_redresssignature is not that of the source over id, source and value',
  },
  'no-key': { params: {}, zh: '此处没有该 source 的密钥', en: 'no key of the source is known here' },
  'unknown-source': {
    params: {},
    zh: 'source 未登记为提交方',
    en: 'source is not registered as a publisher of submissions',
  },
  'value-too-large': {
    params: { bytes: z.int() },
    zh: '值超过 {bytes} 字节',
    en: 'the value has more than {bytes} bytes',
  },
  'batch-too-large': { params: {}, zh: '批次解开后过大', en: 'the batch unpacks to more than one may hold' },
  'malformed-batch': { params: {}, zh: '批次格式有误', en: 'the batch breaks the format of batches' },
  'null-value': { params: {}, zh: '记录没有值', en: 'the record has no value' },
});

export type FaultCode = CodeOf<typeof FAULTS>;
export type FaultArguments<C extends FaultCode> = CodeArguments<typeof FAULTS, C>;
export const faultCodeSchema = familySchema(FAULTS).describe('Rule that is broken');
