import type { Colleague } from '../people/cast';
import type { WorkItem } from '../people/views';
import type { Letter } from '../platform/mailbox';
import { noticed, received, type LifeRun } from './impressions';
import type { Scene } from './scene';

const HOUR = 60;
const DAY = 24 * HOUR;

/** What became of a round of settling it. */
export type Settled =
  /** It is followed up: agreed or told, and carried out. */
  | 'followed-up'
  /** It has ended. */
  | 'ended';

/**
 * From the determination to the end of a round: the plan and its approval, rejected once where the script says so, the
 * complainant's answers, the remedies, the follow-up.
 * @returns whether the complaint has ended; else it was reopened
 */
export async function* settlement(scene: Scene): LifeRun<boolean> {
  const lead = scene.handlerOf(yield* noticed('DETERMINED'));
  yield* scene.work(15, 60);
  if (scene.isOn('told')) {
    await scene.office.settlePlan(lead, await scene.plan(lead), 'draft', 'decision');
  } else {
    yield* offering(scene, lead);
    if ((yield* negotiation(scene)) === 'ended') return true;
  }
  yield* remedies(scene);
  return yield* followUp(scene);
}

async function* offering(scene: Scene, lead: Colleague): LifeRun {
  if (scene.isOn('without-approval')) {
    await scene.office.settlePlan(lead, await scene.plan(lead), 'draft', 'offer');
    return;
  }
  await scene.office.proposePlan(lead, await scene.plan(lead), 'draft');
  if (scene.row.script.rejectApproval && scene.cycle === 0) {
    await approval(scene, yield* pending(scene), {
      decision: 'REJECT',
      reasonCode: 'REASONS_TOO_GENERAL',
      comment: scene.words.tooLittle,
    });
    yield* revising(scene);
  }
  await approval(scene, yield* pending(scene), { decision: 'APPROVE' });
}

async function* pending(scene: Scene): LifeRun<WorkItem> {
  const item = yield* noticed('PENDING_APPROVAL');
  yield* scene.work(10, 60);
  return item;
}

async function approval(scene: Scene, item: WorkItem, decision: object): Promise<void> {
  await scene.office.decide(approvers(scene, item), decision);
}

async function* revising(scene: Scene): LifeRun {
  const lead = scene.handlerOf(yield* noticed('RESOLUTION_DRAFTED'));
  yield* scene.work(15, 60);
  await scene.office.proposePlan(lead, await scene.plan(lead), 'revision');
}

/** The complainant reads what is offered and accepts it, objects, stays silent, or withdraws. */
async function* negotiation(scene: Scene): LifeRun<Settled> {
  const objections = objectionsOf(scene);
  const elsewhere = otherJudgesOf(scene);
  let hasObjected = false;
  for (;;) {
    const letter = yield* received('OFFER');
    if (scene.endsAs('lost-outside')) return yield* lostOutside(scene);
    const judge = elsewhere.shift();
    if (judge) {
      yield* judge(letter);
      continue;
    }
    if (scene.isOn('by-phone')) return yield* acceptanceByPhone(scene);
    if (scene.isOn('imposed')) return yield* imposition(scene);
    if (scene.isOn('objection') && !hasObjected) {
      hasObjected = true;
      yield* objection(scene);
      yield* anotherOffer(scene);
      continue;
    }
    if (scene.endsAs('late-then-closed')) return yield* lateAcceptance(scene);
    if (scene.endsAs('lapsed')) {
      yield* received('OFFER_LAPSED');
      yield* received('CLOSURE');
      return 'ended';
    }
    yield* scene.leisure(0.5 * HOUR, 10 * HOUR);
    if (yield* scene.withdrawsIn('RESOLUTION_OFFERED')) return 'ended';
    const decision = objections.shift();
    if (!decision) {
      await scene.complainant.acceptOffer(letter);
      return 'followed-up';
    }
    await scene.complainant.objectTo(letter, { decision, words: scene.words.counterProposal });
    if (objections.length === 0 && scene.endsAs('exhausted')) {
      yield* received('PROCEDURE_EXHAUSTED');
      return 'followed-up';
    }
    yield* anotherOffer(scene);
  }
}

/** Who looks at the first offer before it is decided on: a reviewer of the house, or a body outside. Another offer follows. */
function otherJudgesOf(scene: Scene): ((offer: Letter) => LifeRun)[] {
  if (scene.isOn('review')) return [(offer) => review(scene, offer, 'OFFER_STANDS')];
  if (scene.isOn('redraft')) {
    return [
      async function* (offer) {
        yield* review(scene, offer, 'REDRAFT');
        yield* anotherOffer(scene);
      },
    ];
  }
  if (!scene.isOn('dispute')) return [];
  return [
    async function* () {
      yield* dispute(scene, 'PARTLY_FOR_COMPLAINANT');
      yield* anotherOffer(scene);
    },
  ];
}

async function* anotherOffer(scene: Scene): LifeRun {
  yield* revising(scene);
  await approval(scene, yield* pending(scene), { decision: 'APPROVE' });
}

/** T24 on the page of the offer, T31 by an executive who took no part. */
async function* review(scene: Scene, offer: Letter, decision: 'OFFER_STANDS' | 'REDRAFT'): LifeRun {
  yield* scene.leisure(0.5 * HOUR, 10 * HOUR);
  await scene.complainant.objectTo(offer, { decision: 'REVIEW', words: scene.words.counterProposal });
  yield* scene.told('REVIEW_OPENED');
  yield* noticed('UNDER_REVIEW');
  yield* scene.work(0.5 * HOUR, 6 * HOUR);
  await scene.office.settle(scene.somebody('EXECUTIVE'), 'decideReview', 'review/decision', {
    decision,
    grounds: scene.words.reviewed,
  });
  yield* scene.told('REVIEW_DECISION');
}

/** T32, T33: compliance learns of it, and some days later of the end; the unit has to learn from it. */
async function* dispute(scene: Scene, outcome: 'PARTLY_FOR_COMPLAINANT' | 'FOR_COMPANY'): LifeRun {
  yield* scene.work(0.5 * HOUR, 6 * HOUR);
  const officer = scene.somebody('COMPLIANCE_OFFICER');
  await scene.office.settle(officer, 'openDispute', 'dispute', {
    route: 'MEDIATION',
    body: scene.words.mediator,
    reference: `M-${scene.row.id}`,
    deadlineOn: scene.dateIn(30),
  });
  yield* scene.told('DISPUTE_OPENED');
  const { unitId } = yield* noticed('EXTERNAL_DISPUTE');
  yield* scene.leisure(1 * DAY, 3 * DAY);
  yield* scene.work(10, 60);
  await scene.office.settle(officer, 'recordAward', 'dispute/award', {
    outcome,
    award: scene.words.award,
    binds: outcome !== 'FOR_COMPANY',
    lesson: { unitId, dueOn: scene.dateIn(30), task: scene.words.lesson },
  });
  yield* scene.told('DISPUTE_DECIDED');
}

/** T33: the body outside finds nothing to be done, and nothing is asked of anybody any more. */
async function* lostOutside(scene: Scene): LifeRun<Settled> {
  yield* dispute(scene, 'FOR_COMPANY');
  return 'ended';
}

/** RM-08: the offer is read out in a call that is recorded. @returns id of the answer, and who recorded it */
async function* recordedCall(scene: Scene): LifeRun<{ answerId: string; clerk: Colleague }> {
  yield* noticed('RESOLUTION_OFFERED');
  yield* scene.work(0.5 * HOUR, 4 * HOUR);
  const clerk = scene.somebody('FRONTLINE');
  const contactId = await scene.office.logContact(clerk, acceptanceIn(scene));
  const answerId = await scene.office.recordAcceptance(clerk, contactId, listenerBeside(scene, clerk));
  return { answerId, clerk };
}

async function* acceptanceByPhone(scene: Scene): LifeRun<Settled> {
  yield* recordedCall(scene);
  yield* scene.told('ANSWER_RECORDED');
  return 'followed-up';
}

/** RM-09: who reads what was recorded says that it is not so, before anything was paid. */
async function* objection(scene: Scene): LifeRun {
  const { answerId, clerk } = yield* recordedCall(scene);
  yield* scene.told('ANSWER_RECORDED');
  yield* scene.work(10, 60);
  const contactId = await scene.office.logContact(clerk, {
    channel: 'PHONE_HOTLINE',
    direction: 'INBOUND',
    twoWay: true,
    purposes: ['OTHER'],
    note: scene.words.counterProposal,
  });
  await scene.office.recordObjection(clerk, answerId, contactId, scene.words.counterProposal);
  yield* scene.told('OBJECTION_RECEIVED');
}

/** T43: the call was held in time and written down, and entered as an answer only after the lapse. */
async function* lateAcceptance(scene: Scene): LifeRun<Settled> {
  yield* scene.work(0.5 * HOUR, 4 * HOUR);
  const clerk = scene.somebody('FRONTLINE');
  const contactId = await scene.office.logContact(clerk, acceptanceIn(scene));
  yield* received('OFFER_LAPSED');
  yield* scene.work(0.5 * HOUR, 4 * HOUR);
  await scene.office.recordAcceptance(clerk, contactId, listenerBeside(scene, clerk));
  yield* scene.told('LATE_ACCEPTANCE');
  return 'followed-up';
}

/** T26, RM-10: the law asks for it, and no one waits for a consent; one proposes it, an executive decides. */
async function* imposition(scene: Scene): LifeRun<Settled> {
  const item = yield* noticed('RESOLUTION_OFFERED');
  yield* scene.work(10, 60);
  await scene.office.settle(scene.handlerOf(item), 'proposeImposition', 'imposition', {
    exception: 'LEGAL_DUTY',
    ground: scene.words.imposed,
  });
  yield* scene.work(10, 90);
  await scene.office.settle(scene.somebody('EXECUTIVE'), 'decideImposition', 'imposition/decision', {
    decision: 'APPROVE',
  });
  yield* scene.told('IMPOSITION');
  return 'followed-up';
}

function acceptanceIn(scene: Scene): object {
  return {
    channel: 'PHONE_HOTLINE',
    direction: 'OUTBOUND',
    twoWay: true,
    purposes: ['ACCEPTANCE'],
    note: scene.words.satisfied,
    recordingReference: `call-${scene.row.id}`,
    dialledNumber: 0,
  };
}

function listenerBeside(scene: Scene, clerk: Colleague): string {
  return scene.random.pick(scene.world.cast.all('FRONTLINE').filter(({ id }) => id !== clerk.id)).id;
}

function objectionsOf(scene: Scene): ('COUNTER' | 'REFUSE')[] {
  if (scene.endsAs('exhausted')) return ['COUNTER', 'REFUSE', 'REFUSE'];
  if (scene.isOn('counter')) return ['COUNTER'];
  return scene.isOn('refusal') ? ['REFUSE'] : [];
}

/**
 * Every remedy by a person of the unit that owns it; after the first, where the script says so, a withdrawal that comes
 * too late (T34).
 */
async function* remedies(scene: Scene): LifeRun {
  let item = yield* noticed('REMEDY_IN_PROGRESS', 'RESOLVED');
  if (item.state === 'RESOLVED') return;
  if (scene.isOn('renegotiation')) {
    yield* renegotiating(scene, item);
    item = yield* noticed('REMEDY_IN_PROGRESS');
  }
  if (scene.isOn('cancellation')) yield* cancelling(scene, item);
  let withdrawsTooLate = scene.endsAs('withdrawal-refused-then-closed');
  const view = await scene.office.resolution(scene.handlerOf(item));
  const lines = view.plan?.remedies ?? [];
  for (const line of lines.filter(({ state }) => state !== 'DONE' && state !== 'CANCELLED')) {
    yield* scene.work(0.5 * HOUR, 3 * HOUR);
    const owner = scene.somebody('UNIT_HANDLER', line.ownerUnitId);
    await scene.office.execute(owner, line.remedyId, scene.receipt(line.remedyId));
    if (!withdrawsTooLate) continue;
    withdrawsTooLate = false;
    await scene.askToWithdraw();
    yield* received('REQUEST_REFUSED');
  }
}

/** What the complainant says of their own accord, written down by the desk. @returns id of the contact */
function heardByPhone(scene: Scene): Promise<string> {
  return scene.office.logContact(scene.somebody('FRONTLINE'), {
    channel: 'PHONE_HOTLINE',
    direction: 'INBOUND',
    twoWay: true,
    purposes: ['OTHER'],
    note: scene.words.agreed,
  });
}

/** T42: what was agreed proves impossible; with the consent of the complainant another plan is offered and accepted. */
async function* renegotiating(scene: Scene, item: WorkItem): LifeRun {
  const lead = scene.handlerOf(item);
  const [line] = (await scene.office.resolution(lead)).plan?.remedies ?? [];
  if (!line) throw new Error('There is nothing to be negotiated anew');
  const owner = scene.somebody('UNIT_HANDLER', line.ownerUnitId);
  yield* scene.work(0.5 * HOUR, 3 * HOUR);
  await scene.office.onRemedy(owner, 'startRemedy', line.remedyId, 'start');
  yield* scene.work(0.5 * HOUR, 3 * HOUR);
  await scene.office.onRemedy(owner, 'failRemedy', line.remedyId, 'failure', { failure: 'THIRD_PARTY' });
  yield* scene.work(0.5 * HOUR, 3 * HOUR);
  const contactId = await heardByPhone(scene);
  await scene.office.settle(lead, 'renegotiate', 'renegotiation', { contactIds: [contactId] });
  yield* scene.told('RENEGOTIATION');
  yield* anotherOffer(scene);
  const letter = yield* received('OFFER');
  yield* scene.leisure(0.5 * HOUR, 10 * HOUR);
  await scene.complainant.acceptOffer(letter);
}

/** T27: the complainant gives one of the remedies up, and an approver agrees. */
async function* cancelling(scene: Scene, item: WorkItem): LifeRun {
  const lead = scene.handlerOf(item);
  const line = (await scene.office.resolution(lead)).plan?.remedies.at(-1);
  if (!line) throw new Error('There is nothing to be given up');
  yield* scene.work(10, 60);
  const contactId = await heardByPhone(scene);
  await scene.office.onRemedy(lead, 'proposeCancellation', line.remedyId, 'cancellation', {
    reason: 'GIVEN_UP',
    contactId,
  });
  yield* scene.work(10, 60);
  await scene.office.onRemedy(scene.managerOf(item), 'decideCancellation', line.remedyId, 'cancellation/decision', {
    decision: 'APPROVE',
  });
  yield* scene.told('REMEDY_CANCELLED');
}

/** @returns whether the complaint has ended; else it is looked into again */
async function* followUp(scene: Scene): LifeRun<boolean> {
  yield* noticed('RESOLVED');
  yield* scene.work(0.5 * HOUR, 5 * HOUR);
  const isDissatisfied = scene.endsAs('dissatisfied-then-closed', 'exhausted');
  await scene.office.followUp(
    scene.somebody('FOLLOW_UP_SPECIALIST'),
    isDissatisfied
      ? { result: 'FAILED', satisfaction: 1, reasonCode: 'NOT_SETTLED', comment: scene.words.dissatisfied }
      : { result: 'SUCCESS', satisfaction: scene.row.script.satisfaction, comment: scene.words.satisfied },
  );
  // Whose negotiation has ended is known to be dissatisfied (T40).
  if (scene.endsAs('dissatisfied-then-closed')) return false;
  yield* scene.told('CLOSURE');
  if (!scene.endsAs('reopened-then-closed')) return true;
  yield* scene.leisure(2 * DAY, 9 * DAY);
  await scene.complainant.request('REOPENING', scene.words.dissatisfied);
  yield* received('REOPENING');
  return false;
}

/** Who may be asked to approve: first those of the responsible unit, then those of the whole enterprise. */
function approvers(scene: Scene, { unitId, handlerId }: WorkItem): Colleague[] {
  const { cast } = scene.world;
  const near = cast.all('REMEDY_APPROVER', unitId ?? undefined).filter(({ id }) => id !== handlerId);
  return [...near, ...cast.all('EXECUTIVE').filter((executive) => !near.includes(executive))];
}
