import type { Colleague } from '../people/cast';
import type { WorkItem } from '../people/views';
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
    await scene.office.settlePlan(lead, scene.plan(), 'draft', 'decision');
  } else {
    yield* offering(scene, lead);
    if ((yield* negotiation(scene)) === 'ended') return true;
  }
  yield* remedies(scene);
  return yield* followUp(scene);
}

async function* offering(scene: Scene, lead: Colleague): LifeRun {
  if (scene.isOn('without-approval')) {
    await scene.office.settlePlan(lead, scene.plan(), 'draft', 'offer');
    return;
  }
  await scene.office.proposePlan(lead, scene.plan(), 'draft');
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
  await scene.office.proposePlan(lead, scene.plan(), 'revision');
}

/** The complainant reads what is offered and accepts it, objects, stays silent, or withdraws. */
async function* negotiation(scene: Scene): LifeRun<Settled> {
  const objections = objectionsOf(scene);
  let hasObjected = false;
  for (;;) {
    const letter = yield* received('OFFER');
    if (scene.isOn('by-phone')) return yield* acceptanceByPhone(scene);
    if (scene.isOn('imposed')) return yield* imposition(scene);
    if (scene.isOn('objection') && !hasObjected) {
      hasObjected = true;
      yield* objection(scene);
      yield* revising(scene);
      await approval(scene, yield* pending(scene), { decision: 'APPROVE' });
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
    yield* revising(scene);
    await approval(scene, yield* pending(scene), { decision: 'APPROVE' });
  }
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
  const item = yield* noticed('REMEDY_IN_PROGRESS', 'RESOLVED');
  if (item.state === 'RESOLVED') return;
  let withdrawsTooLate = scene.endsAs('withdrawal-refused-then-closed');
  const view = await scene.office.resolution(scene.handlerOf(item));
  const lines = view.plan?.remedies ?? [];
  for (const line of lines.filter(({ state }) => state !== 'DONE')) {
    yield* scene.work(0.5 * HOUR, 3 * HOUR);
    const owner = scene.somebody('UNIT_HANDLER', line.ownerUnitId);
    await scene.office.execute(owner, line.remedyId, scene.receipt(line.remedyId));
    if (!withdrawsTooLate) continue;
    withdrawsTooLate = false;
    await scene.askToWithdraw();
    yield* received('REQUEST_REFUSED');
  }
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
