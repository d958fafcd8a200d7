import type { WorkItem } from '../people/views';
import { noticed, received, type LifeRun } from './impressions';
import type { Scene } from './scene';

const HOUR = 60;

/**
 * From the registration to the acceptance by a unit: assessment by hand where the rules leave it to a person, returns and
 * transfers, and the ways on which a complaint ends before anybody looks into it.
 * @returns whether the complaint has ended
 */
export async function* reception(scene: Scene): LifeRun<boolean> {
  let item = yield* noticed('UNDER_ASSESSMENT', 'ASSIGNED');
  if (scene.endsAs('voided')) return yield* voiding(scene);
  if (scene.endsAs('on-the-spot')) return yield* settlingOnTheSpot(scene);
  if (scene.endsAs('answered')) return yield* answering(scene, item);
  if (scene.endsAs('merged')) return yield* merging(scene);
  if (scene.endsAs('declined', 'referred')) {
    if (item.state === 'ASSIGNED') yield* returning(scene, item);
    return scene.endsAs('declined') ? yield* declining(scene) : yield* referring(scene);
  }
  if (item.state === 'UNDER_ASSESSMENT') {
    if (yield* scene.withdrawsIn('UNDER_ASSESSMENT')) return true;
    item = yield* assessing(scene);
  }
  if (scene.isOn('transfer') || scene.isOn('taken-back')) {
    if (scene.isOn('transfer')) yield* returning(scene, item);
    else yield* takingBack(scene);
    item = yield* assessing(
      scene,
      scene.world.cast.units.find((unit) => unit !== item.unitId),
    );
  }
  if (yield* scene.withdrawsIn('ASSIGNED')) return true;
  const handler = scene.handlerOf(item);
  yield* scene.work(5, 30);
  yield* scene.beLateAt('acceptance', handler, 'ASSIGNEE_ACCEPT');
  await scene.office.accept(handler);
  return false;
}

/** T9 by hand. @param unitId absent: the unit that the rules name */
async function* assessing(scene: Scene, unitId?: string): LifeRun<WorkItem> {
  const officer = scene.somebody('TRIAGE_OFFICER');
  yield* scene.work(5, 30);
  yield* scene.beLateAt('assessment', officer, 'ASSESSMENT');
  await scene.office.assess(officer, unitId);
  return yield* noticed('ASSIGNED');
}

/** T11: the manager of the unit gives it back. */
async function* returning(scene: Scene, item: WorkItem): LifeRun {
  yield* scene.work(5, 40);
  await scene.office.route(scene.managerOf(item), 'returnAssignment', 'assignment/return', {
    reason: 'WRONG_UNIT',
    note: scene.words.notOurs,
  });
  yield* noticed('UNDER_ASSESSMENT');
}

/** T11: who dispatches takes it back. */
async function* takingBack(scene: Scene): LifeRun {
  yield* scene.work(5, 40);
  await scene.office.route(scene.somebody('DISPATCHER'), 'takeBackAssignment', 'assignment/recall', {
    reason: 'EXPERTISE',
    note: scene.words.notOurs,
  });
  yield* noticed('UNDER_ASSESSMENT');
}

/** T5 takes two people. */
async function* declining(scene: Scene): LifeRun<true> {
  yield* scene.work(10, 40);
  await scene.office.route(scene.somebody('TRIAGE_OFFICER'), 'proposeDecline', 'decline', {
    reason: 'NOT_OUR_PRODUCT',
    explanation: scene.words.declined,
  });
  yield* scene.work(10, 60);
  await scene.office.route(scene.somebody('UNIT_MANAGER', 'CS'), 'decideDecline', 'decline/decision', {
    decision: 'APPROVE',
  });
  yield* scene.told('DECLINE');
  return true;
}

/** T6. */
async function* referring(scene: Scene): LifeRun<true> {
  yield* scene.work(10, 60);
  await scene.office.route(scene.somebody('TRIAGE_OFFICER'), 'referComplaint', 'referral', {
    organisation: scene.words.elsewhere,
    ground: scene.words.referred,
    dataBasis: 'LEGAL_DUTY',
  });
  yield* scene.told('REFERRAL');
  return true;
}

/** T36. */
async function* voiding(scene: Scene): LifeRun<true> {
  yield* scene.work(10, 90);
  await scene.office.request(scene.somebody('UNIT_MANAGER', 'CS'), {
    kind: 'VOID',
    reason: 'WRONG_ENTRY',
    statement: scene.words.voided,
  });
  yield* scene.told('VOID');
  return true;
}

/** T8, RM-25: put right at once by who received it, and followed up by another person. */
async function* settlingOnTheSpot(scene: Scene): LifeRun<true> {
  const { office, row } = scene;
  const clerk = scene.somebody('FRONTLINE');
  yield* scene.work(5, 30);
  const contactId = await office.logContact(clerk, {
    channel: row.channel,
    direction: 'INBOUND',
    twoWay: true,
    purposes: ['ACCEPTANCE'],
    note: scene.words.satisfied,
  });
  await office.route(clerk, 'summaryResolve', 'summary-resolution', {
    contactId,
    outcome: 'UPHELD',
    remediesDone: [{ type: 'APOLOGY' }],
  });
  yield* scene.told('SUMMARY_RESOLUTION');
  yield* noticed('RESOLVED');
  yield* scene.work(0.5 * HOUR, 5 * HOUR);
  await scene.office.followUp(scene.somebody('FOLLOW_UP_SPECIALIST'), {
    result: 'SUCCESS',
    satisfaction: row.script.satisfaction,
    comment: scene.words.satisfied,
  });
  yield* scene.told('CLOSURE');
  return true;
}

/** T8, IN-25: a question or suggestion is answered, and closed with that. */
async function* answering(scene: Scene, item: WorkItem): LifeRun<true> {
  yield* scene.work(0.5 * HOUR, 6 * HOUR);
  const who = item.state === 'ASSIGNED' ? scene.handlerOf(item) : scene.somebody('TRIAGE_OFFICER');
  await scene.office.route(who, 'answerComplaint', 'answer', { text: scene.words.answer });
  yield* scene.told('ANSWER');
  return true;
}

/** T7: it is about the same matter as another one, and is handled with it. */
async function* merging(scene: Scene): LifeRun<true> {
  yield* scene.work(5, 20);
  const primaryId = scene.world.complaintOf(scene.row.script.mergedInto ?? '');
  if (!primaryId) throw new Error(`There is no complaint ${scene.row.script.mergedInto} to merge it into`);
  await scene.office.request(scene.somebody('TRIAGE_OFFICER'), {
    kind: 'MERGE',
    primaryId,
    statement: scene.words.sameMatter,
  });
  yield* scene.told('MERGE');
  // Who complained is a party of that case, and answers an offer of their own.
  const offer = yield* received('OFFER');
  yield* scene.leisure(0.5 * HOUR, 10 * HOUR);
  await scene.complainant.acceptOffer(offer);
  return true;
}
