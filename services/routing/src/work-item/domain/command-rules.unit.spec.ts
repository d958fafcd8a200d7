import { InMemoryDirectory } from '@redress/access';
import type { RoleCode } from '@redress/contracts';
import { aPerson, aUnit } from '@redress/testing';
import { shippedPack } from '../../sla-clock/clock-builders.spec';
import {
  acceptanceObstacles,
  assessmentObstacles,
  classificationObstacles,
  escalationObstacles,
} from './command-rules';
import { WorkItem } from './work-item';

const general = shippedPack('GENERAL_SERVICE');

function aDirectory() {
  const directory = new InMemoryDirectory();
  for (const entry of [
    aUnit('HQ'),
    aUnit('QA', { parentId: 'HQ' }),
    aUnit('CS', { parentId: 'HQ' }),
    aPerson('staff:wu', ['UNIT_HANDLER'], { unitId: 'QA', capacity: 2, deputies: ['staff:zhou'] }),
    aPerson('staff:zhou', ['UNIT_HANDLER'], { unitId: 'QA', capacity: 2 }),
    aPerson('staff:away', ['UNIT_HANDLER'], { unitId: 'QA', active: false }),
    aPerson('staff:qian', ['UNIT_MANAGER'], { unitId: 'QA', capacity: 5 }),
    aPerson('staff:he', ['UNIT_HANDLER'], { unitId: 'CS' }),
  ]) {
    directory.apply(entry.id, entry);
  }
  return directory;
}

function anItem() {
  return WorkItem.register(
    {
      complaintId: '019a9d6e-7a00-7000-8000-000000000001',
      complaintNo: 'GSCS-260302-00001',
      organisationId: 'acme',
      channel: 'WEB_FORM',
      complainantType: 'CONSUMER',
      receivingUnit: 'CS',
      receivedAt: new Date('2026-03-02T01:15:00Z'),
      registeredAt: new Date('2026-03-02T01:15:02Z'),
      handling: 'NORMAL',
      subjectStaffId: null,
      subjectUnitId: null,
      firstContactId: null,
    },
    { kind: 'COMPLAINT', category: 'OTHER', severity: 'MINOR', urgency: 'NORMAL', priority: 'P3', flags: [] },
  );
}

function anAssignedItem(handlerId: string | null = 'staff:wu') {
  const item = anItem();
  item.follow('UNDER_ASSESSMENT', 2);
  item.assess(item.now.classification, 'RULES');
  item.assign({ assignmentId: 'a', unitId: 'QA', handlerId, ownerId: null, assignedBy: null, isFinal: false }, 3);
  return item;
}

const directory = aDirectory();
const caller = (id: string, roles: RoleCode[] = directory.person(id)?.roles ?? []) => ({
  id,
  roles,
  unitId: directory.person(id)?.unitId ?? 'CS',
});
const handler = (id: string, load = 0) => ({ id, person: directory.person(id), load });
const codes = (obstacles: readonly { code: string }[]) => obstacles.map(({ code }) => code);

describe('accepting an assignment', () => {
  it('is for the proposed handler, within his capacity', () => {
    const item = anAssignedItem();

    expect(acceptanceObstacles(item, caller('staff:wu'), handler('staff:wu', 2), directory)).toEqual([]);
    expect(codes(acceptanceObstacles(item, caller('staff:wu'), handler('staff:wu', 3), directory))).toEqual([
      'CAPACITY_REACHED',
    ]);
  });

  // RT-04, UA-20
  it('is not for another handler of the unit, but for a deputy', () => {
    expect(
      codes(acceptanceObstacles(anAssignedItem(), caller('staff:zhou'), handler('staff:zhou'), directory)),
    ).toEqual(['NOT_THE_ASSIGNEE']);
    expect(acceptanceObstacles(anAssignedItem(), caller('staff:zhou'), handler('staff:wu', 1), directory)).toEqual([]);
  });

  it('is for any handler of the unit when nobody was proposed, and for nobody of another unit', () => {
    const item = anAssignedItem(null);

    expect(acceptanceObstacles(item, caller('staff:zhou'), handler('staff:zhou'), directory)).toEqual([]);
    expect(codes(acceptanceObstacles(item, caller('staff:he'), handler('staff:he'), directory))).toEqual([
      'ANOTHER_UNIT',
      'HANDLER_NOT_OF_UNIT',
    ]);
  });

  it('may be done by the manager for a handler of the unit who is active', () => {
    const item = anAssignedItem();

    expect(acceptanceObstacles(item, caller('staff:qian'), handler('staff:zhou'), directory)).toEqual([]);
    expect(codes(acceptanceObstacles(item, caller('staff:qian'), handler('staff:away'), directory))).toEqual([
      'HANDLER_NOT_ACTIVE',
    ]);
  });

  it('is over once it was done', () => {
    const item = anAssignedItem();
    item.accept('staff:wu', 4);

    expect(codes(acceptanceObstacles(item, caller('staff:wu'), handler('staff:wu', 1), directory))).toEqual([
      'WRONG_STATE',
    ]);
  });
});

describe('other commands', () => {
  it('say which role they need', () => {
    const item = anItem();
    item.follow('UNDER_ASSESSMENT', 2);

    expect(assessmentObstacles(item, caller('staff:wu'))).toEqual([
      { code: 'ROLE_MISSING', whoCan: [{ role: 'TRIAGE_OFFICER' }, { role: 'DISPATCHER' }] },
    ]);
    expect(assessmentObstacles(item, caller('staff:tang', ['TRIAGE_OFFICER']))).toEqual([]);
  });

  it('change a classification only after there is one and while the complaint is open', () => {
    const triage = caller('staff:tang', ['TRIAGE_OFFICER']);
    const unassessed = anItem();
    const ended = anAssignedItem();
    ended.follow('WITHDRAWN', 4);

    expect(codes(classificationObstacles(unassessed, triage))).toEqual(['NOT_ASSESSED']);
    expect(classificationObstacles(anAssignedItem(), triage)).toEqual([]);
    expect(codes(classificationObstacles(ended, triage))).toEqual(['NOT_OPEN']);
  });

  // ES-09
  it('escalate upwards only, and not beyond the ladder', () => {
    const item = anAssignedItem();
    item.raise({ key: 'one', kind: 'ASKED', level: 2 }, general);

    expect(escalationObstacles(item, caller('staff:wu'), general, 3)).toEqual([]);
    expect(codes(escalationObstacles(item, caller('staff:wu'), general, 2))).toEqual(['LEVEL_NOT_HIGHER']);
    expect(codes(escalationObstacles(item, caller('staff:wu'), general, 5))).toEqual(['LADDER_ENDS']);
  });
});

describe('the load of a handler', () => {
  it('counts a complaint from assignment until it is resolved', () => {
    const item = anAssignedItem();
    expect(item.now.loadOf).toBe('staff:wu');

    item.accept('staff:wu', 4);
    item.follow('DETERMINED', 5);
    expect(item.now.loadOf).toBe('staff:wu');

    item.follow('RESOLVED', 6);
    expect(item.now.loadOf).toBeNull();
  });

  it('moves with the handler whom the manager names', () => {
    const item = WorkItem.restore(anAssignedItem().now);

    item.accept('staff:zhou', 4);

    expect(item.loadChange).toEqual({ from: 'staff:wu', to: 'staff:zhou' });
  });

  it('is nobody’s after the complaint was reopened, and who had it is remembered', () => {
    const item = anAssignedItem();
    item.follow('RESOLVED', 6);
    item.reopen(7, 'staff:wu');

    expect(item.now).toMatchObject({
      state: 'UNDER_ASSESSMENT',
      cycle: 1,
      handlerId: null,
      unitId: null,
      loadOf: null,
      earlierHandlers: ['staff:wu'],
      assessedBy: null,
    });
    expect(item.queueUnit).toBe('CS');
  });
});
