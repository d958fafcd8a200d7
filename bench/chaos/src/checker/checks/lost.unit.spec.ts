import type { Snapshot } from '../world/snapshot';
import { ASKED_BY_COMPLAINANTS } from '../world/world';
import {
  COMPLAINT,
  evidenceOf,
  LETTER,
  REQUEST,
  smallWorld,
  WITHDRAWN,
  without,
  withStory,
} from '../world/small-world.spec';

const lost = (change: Partial<Snapshot>) => evidenceOf('lost', { ...smallWorld(), ...change });
const told = (world: Snapshot) => evidenceOf('lost', world);

describe('looking for what was lost', () => {
  const world = smallWorld();

  it('finds a submission over HTTP that was answered and is in no register', () => {
    expect(lost({ register: world.register.slice(1) })).toContain(
      `${COMPLAINT} was answered as GSCS-260302-00001 and is not in the register`,
    );
  });

  it('finds a submission that was answered with another number', () => {
    const register = world.register.map((row) => ({ ...row, complaintNo: 'GSCS-260302-00009' }));

    expect(lost({ register })).toContain(`${COMPLAINT} was answered as GSCS-260302-00001 and is not in the register`);
  });

  it('finds a submission that the broker acknowledged and has not', () => {
    expect(lost({ submissions: [] })).toEqual([
      'submission /crm A-1 was acknowledged by the broker and is not on the topic',
    ]);
  });

  it('does not miss a submission that the broker never acknowledged', () => {
    const published = [{ source: '/crm', id: 'A-9', sentAt: '', isAcknowledged: false }];

    expect(lost({ record: { ...world.record, published } })).toEqual([]);
  });

  it('finds a submission on the topic that was neither registered nor rejected', () => {
    expect(lost({ rejections: [] })).toEqual(['submission at 0/1 is neither registered nor rejected']);
  });

  it('finds a registration that never came to the story', () => {
    expect(told(without(world, 'complaint-registered'))).toContain(
      `${COMPLAINT} is in the register and not on the story`,
    );
  });

  it('finds a story that the register does not have', () => {
    expect(lost({ register: world.register.slice(0, 1) })).toContain(
      `${WITHDRAWN} is on the story and not in the register`,
    );
  });

  it('finds a command that was answered and left no step', () => {
    const cut = withStory(world, (story) => story.filter(({ move }) => (move?.stateSeq ?? 0) < 6));

    expect(told(cut)).toContain(`${COMPLAINT}: resolution answered step 6, the story has 5`);
  });

  it.each([
    ['/v1/offers/a-token', 'offer-accepted', COMPLAINT, 'offer-accepted or offer-countered or offer-refused'],
    ['/v1/portal/requests', 'withdrawal-requested', WITHDRAWN, ASKED_BY_COMPLAINANTS.join(' or ')],
  ])('finds that a decision of a complainant at %s is not on the story', (path, fact, complaintId, facts) => {
    const commands = [{ ...world.record.commands[0]!, path }];
    const answered = { ...world, record: { ...world.record, commands } };

    expect(told(answered)).toEqual([]);
    expect(told(without(answered, fact, complaintId))).toContain(
      `1 times ${facts} was answered, the story says it 0 times`,
    );
  });

  it('finds a service that did not follow a story to its end', () => {
    const custody = world.services.analytics.custody.map((row) => ({ ...row, stateSeq: 1 }));
    const services = { ...world.services, analytics: { ...world.services.analytics, custody } };

    expect(lost({ services })).toEqual([
      `${COMPLAINT} stands at 11, for analytics at 1`,
      `${WITHDRAWN} stands at 2, for analytics at 1`,
    ]);
  });

  it('finds a complaint that is no work for anybody', () => {
    expect(lost({ workItems: [{ complaintId: COMPLAINT }] })).toEqual([`${WITHDRAWN} has no work item`]);
  });

  it('finds a handover that nobody took', () => {
    expect(lost({ investigationCases: [] })).toEqual([`${COMPLAINT} has 0 cases in investigation for 1 handovers`]);
    expect(lost({ resolutionCases: [] })).toEqual([`${COMPLAINT} has 0 cases in resolution for 1 handovers`]);
  });

  it('finds a dossier that is missing or too old, and a key that is missing', () => {
    expect(lost({ dossiers: world.dossiers.slice(0, 3) })).toEqual([
      `${COMPLAINT}: resolution speaks of dossier 1, its topic has 0`,
    ]);
    expect(lost({ keyed: [COMPLAINT] })).toEqual([`${WITHDRAWN} has no data key on its topic`]);
  });

  it('finds a request without an answer', () => {
    expect(told(without(world, 'withdrawn', WITHDRAWN))).toContain(`request ${REQUEST} was never answered`);
  });

  it('finds a request that a service still waits for', () => {
    const openRequests = [{ requestId: REQUEST, complaintId: WITHDRAWN }];
    const services = { ...world.services, routing: { ...world.services.routing, openRequests } };

    expect(lost({ services })).toEqual([`request ${REQUEST} is still open in routing`]);
  });

  it.each(['REQUESTED', 'FAILED'])('finds a letter that is %s', (status) => {
    const letters = world.letters.map((letter) => ({ ...letter, status }));

    expect(lost({ letters })).toEqual([`letter ${LETTER} (ACKNOWLEDGEMENT) of ${COMPLAINT} is ${status}`]);
  });

  it('finds a letter that was sent and never arrived', () => {
    expect(lost({ record: { ...world.record, letters: [] } })).toEqual([
      `letter ${LETTER} (ACKNOWLEDGEMENT) of ${COMPLAINT} was sent and never arrived`,
    ]);
  });

  it('finds a letter of which the story says nothing', () => {
    expect(told(without(world, 'complaint-acknowledged'))).toEqual([
      `letter ${LETTER} (ACKNOWLEDGEMENT) of ${COMPLAINT} is SENT, which the story does not say`,
    ]);
  });
});
