import { z } from 'zod';
import { declareCodes, familySchema, type CodeOf, type CodeParams } from './coded';
import { ParticipantPart } from './participation';
import { REQUEST_KINDS, REQUESTS, type RequestKind } from './requests';

const state = z.string().describe('State of the complaint');
const part = ParticipantPart.describe('Part that the caller had in the case');
const count = z.int().min(0);

/** Of every kind of request: the same was asked for and is not answered yet. */
type RequestsOpen = {
  readonly [K in RequestKind as `${K}_OPEN`]: {
    readonly params: Record<never, never>;
    readonly zh: string;
    readonly en: string;
  };
};

function requestsOpen(): RequestsOpen {
  return Object.fromEntries(
    REQUEST_KINDS.map((kind) => [
      `${kind}_OPEN`,
      {
        params: {},
        zh: `${REQUESTS[kind].zh}申请尚未答复`,
        en: `A request for ${REQUESTS[kind].en} is not answered yet`,
      },
    ]),
  ) as RequestsOpen;
}

/** Why a command may not run now (architecture 5.9). */
export const OBSTACLES = declareCodes({
  ROLE_MISSING: { params: {}, zh: '您没有办理此事的角色', en: 'You do not have a role for it' },
  WRONG_STATE: {
    params: { state, needed: z.string().describe('States in which it may run, separated by commas') },
    zh: '投诉处于 {state}，须处于 {needed}',
    en: 'The complaint is in {state}; it must be in {needed}',
  },
  ILLEGAL_MOVE: {
    params: { state, transition: z.string().describe('Id of the transition') },
    zh: '{state} 状态下不允许 {transition}',
    en: '{transition} does not lead out of {state}',
  },
  NOT_OPEN: { params: { state }, zh: '投诉处于 {state}，已不在办理中', en: 'The complaint is in {state}, not open' },
  ALREADY_ENDED: { params: { state }, zh: '投诉已结束（{state}）', en: 'The complaint has ended ({state})' },
  NOT_HOLDER: {
    params: { holder: z.string().describe('Service that holds the complaint') },
    zh: '投诉现由 {holder} 办理',
    en: 'The complaint is held by {holder}',
  },
  ...requestsOpen(),
  PRIMARY_MERGED: {
    params: { primaryId: z.string().describe('The complaint that goes on') },
    zh: '该投诉已并入 {primaryId}，请并入后者',
    en: 'That complaint was merged into {primaryId}; merge into this one',
  },
  PRIMARY_TAKES_NO_PARTY: {
    params: { state },
    zh: '拟并入的投诉处于 {state}，不能再加入当事人',
    en: 'The complaint that is to go on is in {state} and takes no further party',
  },
  PLAN_NOT_FOR_PARTIES: {
    params: {},
    zh: '当事人有变化：方案须对每名当事人各列一项补救措施',
    en: 'The parties changed: the plan has to name a remedy for each of them, and for no one else',
  },
  NO_LONGER_A_PARTY: {
    params: {},
    zh: '投诉人已不是本案当事人',
    en: 'The complainant is no longer a party of the case',
  },
  REMEDY_BEGUN: {
    params: { state },
    zh: '投诉处于 {state}，处理方案已开始执行',
    en: 'The complaint is in {state}: what was agreed is being carried out',
  },
  SETTLED_WITH_PRIMARY: {
    params: { state },
    zh: '合并办理的投诉处于 {state}，须随其一并处理',
    en: 'The case that it was merged into is in {state}; it is settled there',
  },
  ATTACHMENTS_FULL: {
    params: { most: count },
    zh: '一件投诉最多 {most} 个附件',
    en: 'A complaint takes {most} files at most',
  },
  NOT_ANONYMOUS: {
    params: {},
    zh: '信箱仅供匿名投诉人使用',
    en: 'The mailbox is for anonymous complainants',
  },
  DRAFT_REGISTERED: { params: {}, zh: '草稿已登记', en: 'The draft is registered already' },
  NOT_ASSESSED: { params: { state }, zh: '投诉尚未评估', en: 'The complaint has not been assessed' },
  ANOTHER_UNIT: {
    params: { unitId: z.string() },
    zh: '投诉分派给 {unitId}',
    en: 'The complaint is assigned to {unitId}',
  },
  NOT_THE_ASSIGNEE: {
    params: { handlerId: z.string() },
    zh: '投诉分派给 {handlerId}',
    en: 'The complaint is assigned to {handlerId}',
  },
  HANDLER_NOT_ACTIVE: {
    params: { handlerId: z.string() },
    zh: '{handlerId} 不是在岗员工',
    en: '{handlerId} is not an active member of staff',
  },
  HANDLER_NOT_OF_UNIT: {
    params: { handlerId: z.string(), unitId: z.string() },
    zh: '{handlerId} 不办理 {unitId} 的投诉',
    en: '{handlerId} does not handle complaints of {unitId}',
  },
  CAPACITY_REACHED: {
    params: { handlerId: z.string(), load: count, capacity: count },
    zh: '{handlerId} 已办理 {load} 件，上限 {capacity} 件',
    en: '{handlerId} has {load} complaints and room for {capacity}',
  },
  CONFLICT_OF_INTEREST: {
    params: { id: z.string().describe('Person or unit complained about') },
    zh: '投诉针对 {id}，不得由其办理',
    en: 'The complaint is about {id}, who is not to handle it',
  },
  NO_HANDLER_HAS_ROOM: {
    params: { unitId: z.string() },
    zh: '{unitId} 目前无人可以承接',
    en: 'No handler of {unitId} has room for one more',
  },
  NOT_MANAGER_OF_UNIT: {
    params: { unitId: z.string() },
    zh: '您不管理 {unitId}，也不是其负责人的代理人',
    en: 'You neither manage {unitId} nor stand in for who does',
  },
  RECORDER_NOT_INDEPENDENT: {
    params: { part },
    zh: '您在本案中有以下参与，不得记录投诉人的答复：{part}',
    en: 'You took part in the case ({part}), so another person records what the complainant answers',
  },
  RECORDER_OWNS_A_REMEDY: {
    params: { unitId: z.string().describe('Unit that is to carry out a remedy of the plan') },
    zh: '您可执行 {unitId} 的措施，不得记录投诉人的答复',
    en: 'You carry out remedies of {unitId}, so another person records what the complainant answers',
  },
  RECORDED_ANSWERS_NOT_TAKEN: {
    params: {},
    zh: '本投诉程序没有异议期，不接受由员工记录的答复',
    en: 'The procedure gives no time to object, so no answer is recorded by staff',
  },
  NOTHING_TO_ANSWER: {
    params: {},
    zh: '没有待答复的方案',
    en: 'No offer waits for an answer',
  },
  ANSWER_NOT_RECORDED: {
    params: {},
    zh: '没有由员工记录的答复',
    en: 'No answer was recorded by staff',
  },
  OBJECTED_BEFORE: { params: {}, zh: '已提出异议', en: 'The complainant objected to it before' },
  OBJECTION_TIME_OVER: {
    params: { until: z.string().describe('Until when it could be objected to, ISO 8601') },
    zh: '异议期已于 {until} 届满',
    en: 'The time to object was over at {until}',
  },
  RETURNS_USED_UP: {
    params: { returns: count },
    zh: '已退回 {returns} 次，须由派单员的上级决定',
    en: 'It was returned {returns} times; who leads the dispatcher decides',
  },
  RETURNS_LEFT: {
    params: { returns: count, most: count },
    zh: '已退回 {returns} 次，至多可退回 {most} 次',
    en: 'It was returned {returns} times and may be returned {most} times',
  },
  ASSIGNMENT_FINAL: {
    params: {},
    zh: '分派已由上级决定，不得退回',
    en: 'The assignment was decided and cannot be returned',
  },
  APPROVAL_OPEN: { params: {}, zh: '已提请审批，尚未决定', en: 'It was proposed already and is not decided yet' },
  NOTHING_PROPOSED: { params: {}, zh: '没有待决定的事项', en: 'Nothing waits to be decided' },
  DECIDER_NOT_INDEPENDENT: {
    params: {},
    zh: '由您提请，须由他人决定',
    en: 'You proposed it; another person decides',
  },
  NOT_THE_SUPERVISOR: {
    params: { unitId: z.string() },
    zh: '须由领导 {unitId} 派单工作的人决定',
    en: 'Who leads the dispatching of {unitId} decides',
  },
  WRONG_KIND: {
    params: { kind: z.string(), needed: z.string().describe('Kinds for which it is, separated by commas') },
    zh: '来件性质为 {kind}，须为 {needed}',
    en: 'It is of the kind {kind}; it must be of {needed}',
  },
  NOT_MINOR: {
    params: { severity: z.string() },
    zh: '严重程度为 {severity}，不能现场解决',
    en: 'Its severity is {severity}, so it is not resolved on the spot',
  },
  REPORTABLE: { params: {}, zh: '须报监管，不能现场解决', en: 'It is reportable, so it is not resolved on the spot' },
  NOT_ACCEPTED_YET: { params: { state }, zh: '责任部门尚未接单（{state}）', en: 'No unit has accepted it ({state})' },
  NOTHING_CHANGES: { params: {}, zh: '部门和经办人与现在相同', en: 'Unit and handler are those that it has' },
  MAY_NOT_MOVE_IT: {
    params: { unitId: z.string() },
    zh: '您不得将其转给 {unitId} 的人员',
    en: 'You may not give it to people of {unitId}',
  },
  LEVEL_NOT_HIGHER: {
    params: { level: count, asked: count },
    zh: '当前升级级别为 {level}，{asked} 不更高',
    en: 'The level is {level} already; {asked} is not higher',
  },
  LADDER_ENDS: { params: { highest: count }, zh: '最高升级级别为 {highest}', en: 'The ladder ends at level {highest}' },
  NOTHING_ESCALATED: { params: {}, zh: '没有待答复的升级', en: 'No escalation waits for an answer' },
  NOT_THE_TARGET: {
    params: { level: count },
    zh: '须由第 {level} 级的负责人或其上级答复',
    en: 'Who is responsible at level {level}, their deputy or a person above answers',
  },
  SUPERVISED_ALREADY: { params: {}, zh: '该投诉已在督办中', en: 'The complaint is under supervision already' },
  NOTHING_SUPERVISED: { params: {}, zh: '没有待处理的督办', en: 'No supervision waits for this' },
  HANDLES_IT: {
    params: { unitId: z.string() },
    zh: '您负责办理或管理 {unitId}，不能自行督办',
    en: 'You handle it or answer for {unitId}; another person supervises',
  },
  NOT_SUPERVISED_HERE: {
    params: { unitId: z.string() },
    zh: '须由经办人或 {unitId} 的负责人回复',
    en: 'The handler, or who answers for {unitId}, answers',
  },
  NOT_THE_ORDERER: {
    params: { orderedBy: z.string() },
    zh: '须由督办人 {orderedBy} 或高管解除',
    en: 'It is lifted by {orderedBy}, who ordered it, or by an executive',
  },
  NOT_IN_CHARGE: {
    params: { unitId: z.string() },
    zh: '须由经办人、首接责任人或 {unitId} 的负责人办理',
    en: 'The handler, who took the first contact, or who answers for {unitId} does it',
  },
  PROMISE_BEYOND_AUTHORITY: {
    params: { kind: z.string() },
    zh: '作出此类承诺（{kind}）须由负责该投诉的部门负责人',
    en: 'A promise of this kind ({kind}) is made by who answers for the unit',
  },
  PROMISES_OPEN: {
    params: { most: count },
    zh: '已有 {most} 项承诺尚未兑现',
    en: 'There are {most} promises already that are still to be kept',
  },
  NO_SUCH_PROMISE: { params: {}, zh: '没有该项待兑现的承诺', en: 'No such promise waits to be kept' },
  NO_COMPLAINANT: {
    params: {},
    zh: '该投诉由企业自行立案，没有投诉人',
    en: 'It is a case of the enterprise itself: it has no complainant',
  },
  NO_REPORT_DUE: { params: {}, zh: '没有待上报的重大投诉报告', en: 'No report to leadership is due' },
  NOT_REPORTED: { params: {}, zh: '尚未上报已采取的措施', en: 'The measures taken have not been reported' },
  URGED_LATELY: {
    params: { next: z.string().describe('From when on it may be urged again, ISO 8601') },
    zh: '已催办，{next} 后可再次催办',
    en: 'It was urged lately; it can be urged again from {next} on',
  },
  EXTENSION_NEEDS_APPROVAL: {
    params: { clock: z.string() },
    zh: '{clock} 的延期须提请审批',
    en: '{clock} is extended by a second person, not by consent',
  },
  EXTENSION_AFTER_EXPIRY: {
    params: { dueAt: z.string().describe('When it was due, ISO 8601') },
    zh: '时限已于 {dueAt} 到期，不能再延长',
    en: 'The limit ran out at {dueAt} and cannot be extended any more',
  },
  CLOCK_NOT_RUNNING: {
    params: { clockState: z.string().describe('State of the clock') },
    zh: '时限处于 {clockState}，未在计时',
    en: 'The clock is {clockState}, not running',
  },
  CLOCK_NOT_EXTENDABLE: {
    params: { clock: z.string() },
    zh: '规则包不允许延长 {clock}',
    en: 'The pack does not let {clock} be extended',
  },
  NO_DATE_FOR_CLOCK: {
    params: { clock: z.string() },
    zh: '规则包不允许为 {clock} 约定日期',
    en: 'The pack lets no date be agreed for {clock}',
  },
  UNIT_NOT_EMPTY: {
    params: { entries: count },
    zh: '单位下仍有 {entries} 项',
    en: 'The unit still has {entries} entries',
  },
  HAS_COMPLAINTS: {
    params: { complaints: count },
    zh: '名下仍有 {complaints} 件未结投诉',
    en: 'It still has {complaints} open complaints',
  },
  OWN_ENTRY: {
    params: {},
    zh: '任何人不得更改自己的权限',
    en: 'No one changes what they themselves may do',
  },
  CHANGE_PROPOSED: {
    params: { proposalId: z.string() },
    zh: '该条目另有待确认的更改 {proposalId}',
    en: 'Another change of the entry waits to be confirmed: {proposalId}',
  },
  PROPOSED_IT: {
    params: {},
    zh: '更改由您提出，须由另一位管理员确认或拒绝',
    en: 'You proposed the change; another administrator confirms or refuses it',
  },
  NOT_PROPOSER: {
    params: {},
    zh: '只有提出人可以收回更改',
    en: 'Only who proposed the change takes it back',
  },
  ALREADY_SETTLED: {
    params: { state: z.string().describe('State of the proposed change') },
    zh: '更改已处理（{state}）',
    en: 'The change is settled already ({state})',
  },
  ENTRY_CHANGED: {
    params: {},
    zh: '更改提出后该条目已被修改',
    en: 'The entry was changed after the change had been proposed',
  },
  NOT_UNDER_INVESTIGATION: {
    params: { state },
    zh: '投诉不在调查中（{state}）',
    en: 'The complaint is in {state}, not under investigation',
  },
  THIRD_PARTY_NOT_AWAITED: {
    params: {},
    zh: '该第三方已答复，或未被要求协查',
    en: 'This third party has replied already, or was not asked',
  },
  PAUSES_USED_UP: {
    params: { used: count, most: count },
    zh: '已暂停 {used} 次（上限 {most} 次），再次暂停须由主管办理',
    en: 'The round has paused {used} times of {most}; a supervisor may pause it once more',
  },
  NOT_ENOUGH_EVIDENCE: {
    params: { required: count, present: count },
    zh: '需要证据 {required} 件，现有 {present} 件',
    en: '{required} pieces of evidence are needed; there are {present}',
  },
  NOT_INVESTIGATOR_OF_THE_CASE: { params: {}, zh: '您不是本案调查人', en: 'You do not investigate this case' },
  NOT_SUPERVISOR_OF_THE_CASE: {
    params: {},
    zh: '须由责任部门主管或质量复核人员办理',
    en: 'A supervisor of the responsible unit or a quality reviewer does it',
  },
  SUPERVISOR_NOT_INDEPENDENT: {
    params: { part },
    zh: '您在本案中是 {part}，不能退回判定',
    en: 'You were {part} in this case, so you do not send its determination back',
  },
  NOT_DRAFTER_OF_THE_CASE: { params: {}, zh: '您不是本案方案起草人', en: 'You do not draft for this case' },
  NOT_THE_DRAFTER: { params: {}, zh: '只有起草人可以提交', en: 'Only the drafter submits the plan' },
  NO_PLAN_YET: { params: {}, zh: '尚未拟定方案', en: 'There is no plan yet' },
  REJECTED_PLAN_NOT_REVISED: {
    params: { revision: z.int().min(1) },
    zh: '第 {revision} 版方案被退回，尚未修改',
    en: 'Revision {revision} was rejected and not revised since',
  },
  DECIDED_PLAN_NOT_REVISED: {
    params: { revision: z.int().min(1) },
    zh: '第 {revision} 版方案已有结果，尚未修改',
    en: 'Revision {revision} was decided on and not revised since',
  },
  ABOVE_LIMIT_WITHOUT_APPROVAL: {
    params: {},
    zh: '方案金额超过免审批限额，须提交审批',
    en: 'The plan costs more than may be offered without approval',
  },
  FLAG_NEEDS_APPROVAL: {
    params: { flags: z.string().describe('Flags of the complaint, separated by commas') },
    zh: '投诉带有标记 {flags}，方案须提交审批',
    en: 'The complaint is flagged {flags}, so the plan needs an approval',
  },
  FINAL_OFFER_NEEDS_APPROVAL: {
    params: {},
    zh: '最终方案须提交审批',
    en: 'A final offer needs an approval',
  },
  PLAN_NEEDS_CONSENT: {
    params: {},
    zh: '方案涉及付款、交付或取回，须征得投诉人同意',
    en: 'The plan pays, delivers or takes back, so the complainant is asked',
  },
  CLARIFICATION_MISSING: {
    params: {},
    zh: '无效投诉的决定须包含上门沟通或公告',
    en: 'A decision on an unfounded complaint needs a visit or a public notice',
  },
  NOT_SAFETY_CRITICAL: {
    params: {},
    zh: '投诉未标记涉及安全，不能以安全为由未经同意执行',
    en: 'The complaint is not flagged as critical for safety, so safety is no ground for going without consent',
  },
  NOT_AN_EXECUTIVE: { params: {}, zh: '须由高管决定', en: 'An executive decides it' },
  OFFER_IS_FINAL: {
    params: {},
    zh: '这是最终方案，不再接受其他要求',
    en: 'The offer is final; no counter-proposal is taken',
  },
  ROUNDS_USED_UP: {
    params: { rounds: count },
    zh: '{rounds} 轮协商已用完',
    en: 'The {rounds} rounds of negotiation are used up',
  },
  NO_AUTHORITY_TO_APPROVE: { params: {}, zh: '您无权审批此方案', en: 'You have no authority to approve this plan' },
  APPROVER_NOT_INDEPENDENT: {
    params: { part },
    zh: '您在本案中是 {part}，不能审批',
    en: 'You were {part} in this case, so you do not approve',
  },
  CALLER_NOT_INDEPENDENT: {
    params: { part },
    zh: '您在本案中是 {part}，不能回访',
    en: 'You were {part} in this case, so you do not follow up',
  },
  REVIEW_WINDOW_OVER: {
    params: { until: z.string().describe('When it ended, ISO 8601') },
    zh: '申请复核的期限已于 {until} 届满',
    en: 'The time in which a review could be asked for ended at {until}',
  },
  NO_REVIEW_IN_PACK: { params: {}, zh: '规则包没有内部复核', en: 'The pack has no internal review' },
  NO_LONGER_IN_THE_CASE: {
    params: {},
    zh: '该投诉人已退出本案',
    en: 'The complainant is no longer in the case',
  },
  REVIEWED_BEFORE: {
    params: {},
    zh: '本轮处理已经复核过，可寻求外部途径',
    en: 'This round was reviewed before; the ways outside are left',
  },
  NOTHING_TO_REVIEW: { params: {}, zh: '没有可复核的处理决定', en: 'There is no decision that could be reviewed' },
  NOT_A_REVIEWER: {
    params: {},
    zh: '须由责任部门的上级复核',
    en: 'A reviewer of a unit above the responsible one decides',
  },
  REVIEWER_INVOLVED: {
    params: { part },
    zh: '您在本案中是 {part}，不能复核',
    en: 'You were {part} in this case, so you do not review it',
  },
  LESSON_LEARNED: { params: {}, zh: '经验教训已总结', en: 'The lesson was drawn already' },
  NOT_OWNER_OF_THE_LESSON: {
    params: { unitId: z.string() },
    zh: '须由 {unitId} 总结',
    en: 'It is for people of {unitId}',
  },
  NOT_OWNER_OF_THE_REMEDY: { params: {}, zh: '此补救措施不由您执行', en: 'You do not execute this remedy' },
  EXECUTOR_IS_APPROVER: {
    params: {},
    zh: '方案由您审批，补救措施须由他人执行',
    en: 'You approved the plan; another person carries the remedy out',
  },
  NO_RECORDED_CONSENT: { params: {}, zh: '没有投诉人同意的记录', en: 'There is no recorded consent' },
  REMEDY_NOT_EXECUTABLE: {
    params: { remedyState: z.string() },
    zh: '补救措施处于 {remedyState}，不能执行',
    en: 'The remedy is in {remedyState} and cannot be executed',
  },
  REMEDY_NOT_STARTABLE: {
    params: { remedyState: z.string() },
    zh: '补救措施处于 {remedyState}，不能开始执行',
    en: 'The remedy is in {remedyState} and cannot be begun',
  },
  REMEDY_NOT_BEGUN: {
    params: { remedyState: z.string() },
    zh: '补救措施处于 {remedyState}，未在执行',
    en: 'The remedy is in {remedyState}, not being executed',
  },
  REMEDY_ENDED: {
    params: { remedyState: z.string() },
    zh: '补救措施处于 {remedyState}，不能取消',
    en: 'The remedy is in {remedyState} and cannot be cancelled',
  },
  NO_REMEDY_FAILED: {
    params: {},
    zh: '没有无法执行的措施',
    en: 'No remedy has proved impossible',
  },
  CONSENT_HEARD_BY_YOURSELF: {
    params: {},
    zh: '投诉人的同意须由他人听取',
    en: 'Another person than you has to have heard the consent of the complainant',
  },
  NOT_A_DECIDER_OF_CANCELLATIONS: {
    params: {},
    zh: '您无权决定取消措施',
    en: 'You do not decide on cancelled remedies',
  },
  NOT_A_FOLLOW_UP_SPECIALIST: { params: {}, zh: '只有回访专员可以回访', en: 'Only follow-up specialists follow up' },
  LETTER_HAS_NOT_FAILED: { params: {}, zh: '信函没有发送失败', en: 'The letter has not failed' },
  LETTER_BEING_SENT: { params: {}, zh: '信函正在发送', en: 'The letter is being sent' },
  LETTER_NOT_WRITTEN: { params: {}, zh: '信函尚未写成', en: 'The letter is not written yet' },
  LETTER_NOT_FOR_STAFF: {
    params: {},
    zh: '信函只供投诉人本人阅读',
    en: 'The letter is for the complainant alone',
  },
  LETTER_SUPPRESSED: { params: {}, zh: '信函不再适用', en: 'What the letter says is no longer so' },
  LETTER_TOLD_BEFORE: { params: {}, zh: '投诉人已得到告知', en: 'The complainant was told before' },
  CONTACT_NOT_TWO_WAY: {
    params: {},
    zh: '该次联系没有接通投诉人',
    en: 'The contact did not reach the complainant',
  },
  ITEM_ENDED: { params: {}, zh: '消息已处理', en: 'The item is done' },
  CONTACT_BEFORE_LETTER: {
    params: {},
    zh: '该次联系早于信函',
    en: 'The contact was before the letter',
  },
});

export type ObstacleCode = CodeOf<typeof OBSTACLES>;
export type ObstacleParams<C extends ObstacleCode> = CodeParams<typeof OBSTACLES, C>;
export const obstacleCodeSchema = familySchema(OBSTACLES).describe('Rule that blocks the command');
