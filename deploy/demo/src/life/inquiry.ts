import type { Colleague } from '../people/cast';
import type { Moved, WorkItem } from '../people/views';
import { noticed, type LifeRun } from './impressions';
import { determinationOf } from './plan';
import type { Scene } from './scene';

const HOUR = 60;
/** Minutes of a day. */
const DAY = 24 * HOUR;

/**
 * From the acceptance by a unit to the determination: evidence, questions to the complainant and to third parties, another
 * handler, an order that stops it for a while.
 * @returns whether the complaint has ended
 */
export async function* inquiry(scene: Scene): LifeRun<boolean> {
  if (yield* looking(scene)) return true;
  if (!scene.isOn('rework')) return false;
  yield* sendingBack(scene, yield* noticed('DETERMINED'));
  yield* determining(scene, scene.handlerOf(yield* noticed('UNDER_INVESTIGATION')));
  return false;
}

/** T16: the supervisor of the unit is not content with the determination. */
async function* sendingBack(scene: Scene, item: WorkItem): LifeRun {
  yield* scene.work(10, 60);
  await scene.office.settle(scene.managerOf(item), 'orderRework', 'rework', {
    reason: 'EVIDENCE_INSUFFICIENT',
    comment: scene.words.tooLittle,
  });
}

/** @returns whether the complaint has ended */
async function* looking(scene: Scene): LifeRun<boolean> {
  let item = yield* noticed('UNDER_INVESTIGATION');
  if (yield* scene.withdrawsIn('UNDER_INVESTIGATION')) return true;
  if (scene.isOn('handed-on')) {
    yield* handingOn(scene, scene.handlerOf(item));
    item = yield* noticed('UNDER_INVESTIGATION');
  }
  const investigator = scene.handlerOf(item);
  if (scene.isOn('question')) yield* questioning(scene, investigator);
  if (scene.isOn('unanswered')) yield* askingInVain(scene, investigator);
  if (scene.isOn('third-party')) yield* askingOthers(scene, investigator);
  if (scene.isOn('suspension')) yield* suspending(scene);
  yield* determining(scene, investigator);
  return false;
}

/** Evidence, then T15. */
async function* determining(scene: Scene, investigator: Colleague): LifeRun {
  yield* scene.work(0.5 * HOUR, 3 * HOUR);
  const evidenceId = await scene.office.addEvidence(investigator, scene.evidence('SYSTEM_RECORD', 1));
  yield* scene.work(0.5 * HOUR, 3 * HOUR);
  yield* scene.beLateAt('resolution', investigator, 'RESOLUTION');
  await scene.office.determine(investigator, determinationOf(scene.row, evidenceId));
}

/** Who dispatches gives it to another person of the unit, who goes on with it. */
async function* handingOn(scene: Scene, from: Colleague): LifeRun {
  const others = scene.world.cast.all('UNIT_HANDLER', from.unitId).filter(({ id }) => id !== from.id);
  yield* scene.work(10, 60);
  await scene.office.route(scene.somebody('DISPATCHER'), 'changeAssignment', 'assignment/change', {
    handlerId: scene.random.pick(others).id,
    reason: 'ABSENCE',
  });
}

/** T12, T13: the complainant is asked and answers. */
async function* questioning(scene: Scene, by: Colleague): LifeRun {
  await scene.office.ask(by, 'requestInfo', 'information-requests', {
    questions: [scene.words.question],
    dueAt: scene.inDays(5),
  });
  const letter = yield* scene.told('INFORMATION_REQUEST');
  if (!letter) throw new Error('Who is asked on paper cannot answer here');
  yield* scene.leisure(1 * HOUR, 20 * HOUR);
  await scene.complainant.answer(letter, scene.words.reply);
  yield* noticed('UNDER_INVESTIGATION');
}

/** T12, T13 by expiry: no one answers, is reminded and told, and it goes on. */
async function* askingInVain(scene: Scene, by: Colleague): LifeRun {
  await scene.office.ask(by, 'requestInfo', 'information-requests', {
    questions: [scene.words.question],
    dueAt: scene.inDays(3),
  });
  yield* scene.told('INFORMATION_REMINDER');
  yield* scene.told('INFORMATION_UNANSWERED');
  yield* noticed('UNDER_INVESTIGATION');
}

/** T14: a third party is asked, and its reply becomes evidence. */
async function* askingOthers(scene: Scene, by: Colleague): LifeRun {
  const { thirdPartyId } = await scene.office.ask<Moved & { thirdPartyId: string }>(
    by,
    'requestThirdParty',
    'third-parties',
    { partyKind: 'SUPPLIER', name: scene.words.elsewhere, request: scene.words.question, dueAt: scene.inDays(3) },
  );
  yield* noticed('AWAITING_THIRD_PARTY');
  yield* scene.work(2 * HOUR, 10 * HOUR);
  const evidenceId = await scene.office.addEvidence(by, scene.evidence('THIRD_PARTY', 2));
  await scene.office.takeReply(by, thirdPartyId, [evidenceId]);
  yield* noticed('UNDER_INVESTIGATION');
}

/** T35: a court halts it; some days later the halt is lifted. */
async function* suspending(scene: Scene): LifeRun {
  const counsel = scene.somebody('LEGAL_COUNSEL');
  yield* scene.work(10, 60);
  await scene.office.request(counsel, {
    kind: 'SUSPENSION',
    reviewBy: scene.inDays(20),
    orderReference: scene.words.order,
    statement: scene.words.suspended,
  });
  yield* scene.told('SUSPENSION');
  yield* scene.leisure(2 * DAY, 4 * DAY);
  yield* scene.work(10, 60);
  await scene.office.request(counsel, { kind: 'SUSPENSION_LIFT', statement: scene.words.lifted });
  yield* scene.told('SUSPENSION_LIFT');
  yield* noticed('UNDER_INVESTIGATION');
}
