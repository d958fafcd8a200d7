import { TRANSITIONS } from '@redress/contracts';
import { judge, type Evidence, type PartState, type StoryLine } from './judge';
import { isLegal, KNOWN_FACTS } from './own-transitions';
import { choose, coursesThatFailedOnce } from './run-interleavings';

let sequence = 0;
const said = (fact: string, by: string, value: StoryLine['value'] = {}, move?: StoryLine['move']): StoryLine => ({
  id: `e${++sequence}`,
  complaintId: 'c1',
  by,
  fact,
  value,
  ...(move ? { move } : {}),
});

/** A story by its steps `fact by to holder`. */
function story(...steps: string[]): StoryLine[] {
  let from: string | null = null;
  return steps.map((step, index) => {
    const [fact = '', by = '', to = '', holder = ''] = step.split(' ');
    const line = said(fact, by, {}, { seq: index + 1, from, to, holder });
    from = to;
    return line;
  });
}

const TO_OFFER = [
  'complaint-registered intake REGISTERED routing',
  'complaint-assigned routing ASSIGNED routing',
  'assignment-accepted routing UNDER_INVESTIGATION investigation',
  'complaint-determined investigation DETERMINED resolution',
  'resolution-drafted resolution RESOLUTION_DRAFTED resolution',
  'resolution-submitted resolution PENDING_APPROVAL resolution',
  'resolution-offered resolution RESOLUTION_OFFERED resolution',
];
const ACCEPTED = [...TO_OFFER, 'offer-accepted resolution REMEDY_IN_PROGRESS resolution'];
const offerLetter = { complaintId: 'c1', kind: 'OFFER', causedBy: 'x', status: 'SENT' };
const executed = said('remedy-executed', 'resolution', { remedyId: 'r1' });
const isDone = { complaintId: 'c1', remedyId: 'r1', state: 'DONE' };
const isOpen = { complaintId: 'c1', remedyId: 'r2', state: 'ACCEPTED' };

/** What hangs on a complaint that stands where its story ends, unless a test says otherwise. */
function partsOf(lines: readonly StoryLine[]): PartState[] {
  const last = lines.flatMap(({ move }) => move ?? []).at(-1);
  const stands = last?.to === 'SUSPENDED' ? last.from : last?.to;
  const open = (part: PartState['part']): PartState => ({ complaintId: 'c1', part, state: 'OPEN' });
  if (stands === 'RESOLUTION_OFFERED') return [open('offer')];
  if (stands === 'AWAITING_COMPLAINANT') return [open('investigation'), open('question')];
  return stands === 'UNDER_INVESTIGATION' ? [open('investigation')] : [];
}

const evidence = (given: Partial<Evidence>): Evidence => ({
  story: [],
  custody: [],
  letters: [],
  remedies: [],
  parts: partsOf(given.story ?? []),
  openRequests: [],
  unsent: [],
  parked: [],
  ...given,
});

// architecture, section 6: PM-02, PM-06
describe('judging what people did at the same time', () => {
  it('finds nothing wrong with a legal story and what goes with it', () => {
    const lines = [...story(...ACCEPTED), executed];
    const custody = [
      { service: 'routing', complaintId: 'c1', seq: 8, state: 'REMEDY_IN_PROGRESS', holder: 'resolution' },
    ];

    expect(judge(evidence({ story: lines, custody, letters: [offerLetter], remedies: [isDone, isOpen] }))).toEqual([]);
  });

  it.each([
    ['a hole', story(...TO_OFFER).filter((_, index) => index !== 3), 'number 4 was due'],
    ['a step that is none', story(TO_OFFER[0]!, 'complaint-closed routing CLOSED resolution'), 'not a transition'],
    [
      'a step by another than the holder',
      story(...TO_OFFER.slice(0, 3), 'withdrawn routing WITHDRAWN routing'),
      'investigation held it',
    ],
    ['one who may not say it', story(TO_OFFER[0]!, 'complaint-assigned intake ASSIGNED routing'), 'not a transition'],
    [
      'a step after the end',
      story(TO_OFFER[0]!, 'withdrawn routing WITHDRAWN routing', 'complaint-assigned routing ASSIGNED routing'),
      'not a transition',
    ],
    [
      'a suspension that is lifted to elsewhere',
      story(
        ...TO_OFFER.slice(0, 2),
        'suspended routing SUSPENDED routing',
        'suspension-lifted routing UNDER_ASSESSMENT routing',
      ),
      'it was suspended from ASSIGNED',
    ],
  ])('finds %s', (_, lines, fault) => {
    expect(judge(evidence({ story: lines })).join()).toContain(fault);
  });

  it('finds a payment without consent, a second one, and one that story and rows tell differently', () => {
    const remedies = [isDone, isOpen];
    const letters = [offerLetter];

    expect(judge(evidence({ story: [...story(...TO_OFFER), executed], remedies, letters }))).toEqual([
      'c1: remedy r1 was carried out without consent',
      'c1: remedy r1 was carried out in RESOLUTION_OFFERED',
    ]);
    expect(judge(evidence({ story: [...story(...ACCEPTED), executed, executed], remedies, letters }))).toEqual([
      'c1: remedy r1 was carried out twice',
    ]);
    expect(judge(evidence({ story: story(...ACCEPTED), remedies, letters }))).toEqual([
      'c1: remedy r1 is done and not told',
    ]);
    expect(judge(evidence({ story: [...story(...ACCEPTED), executed], letters }))).toEqual([
      'c1: remedy r1 is told and not done',
    ]);
  });

  it('finds a payment after the complainant objected to what was recorded', () => {
    const undone = said('acceptance-undone', 'resolution', {}, undefined);
    const lines = [...story(...ACCEPTED), undone, executed];

    expect(judge(evidence({ story: lines, remedies: [isDone, isOpen], letters: [offerLetter] }))).toEqual([
      'c1: remedy r1 was carried out without consent',
    ]);
  });

  it('finds a withdrawal after a remedy', () => {
    const lines = [...story(...ACCEPTED), executed];
    const withdrawn = said(
      'withdrawn',
      'resolution',
      {},
      { seq: 9, from: 'REMEDY_IN_PROGRESS', to: 'WITHDRAWN', holder: 'resolution' },
    );
    const letters = [offerLetter, { ...offerLetter, kind: 'WITHDRAWAL' }];

    expect(judge(evidence({ story: [...lines, withdrawn], remedies: [isDone], letters }))).toEqual([
      'c1: withdrawn after a remedy was begun',
    ]);
  });

  it('finds a payment while a review or a dispute lets it rest, and after an objection that the review outlives', () => {
    const letters = [offerLetter];
    const resting = (...steps: string[]) =>
      judge(evidence({ story: [...story(...ACCEPTED, ...steps), executed], remedies: [isDone], letters }));
    const reviewed = 'review-opened resolution UNDER_REVIEW resolution';

    expect(resting(reviewed).join()).toContain('remedy r1 was carried out in UNDER_REVIEW');
    expect(resting('dispute-opened resolution EXTERNAL_DISPUTE resolution').join()).toContain(
      'remedy r1 was carried out without consent',
    );
    const confirmed = story(...ACCEPTED, reviewed, 'review-decided resolution REMEDY_IN_PROGRESS resolution');
    const objected = said('answer-objected', 'resolution', { answer: 'ACCEPT' });
    const paid = (...lines: StoryLine[]) => judge(evidence({ story: lines, remedies: [isDone], letters })).join();
    expect(paid(...confirmed, executed)).not.toContain('remedy r1');
    expect(paid(...confirmed.slice(0, -1), objected, confirmed.at(-1)!, executed)).toContain(
      'remedy r1 was carried out without consent',
    );
  });

  it('finds a complaint that waits for remedies that are all over, and a withdrawal of what was begun', () => {
    const cancelled = { ...isDone, state: 'CANCELLED' };
    const accepted = story(...ACCEPTED);
    const letters = [offerLetter];

    expect(judge(evidence({ story: accepted, remedies: [cancelled], letters }))).toEqual([
      'c1: waits for remedies that are all over',
    ]);
    const begun = said('remedy-started', 'resolution', { remedyId: 'r1' });
    const failed = said('remedy-failed', 'resolution', { remedyId: 'r1' });
    const withdrawn = story(...ACCEPTED, 'withdrawn resolution WITHDRAWN resolution').at(-1)!;
    const told = [...letters, { ...offerLetter, kind: 'WITHDRAWAL' }];
    expect(judge(evidence({ story: [...accepted, begun, withdrawn], remedies: [cancelled], letters: told }))).toEqual([
      'c1: withdrawn after a remedy was begun',
    ]);
    expect(
      judge(evidence({ story: [...accepted, begun, failed, withdrawn], remedies: [cancelled], letters: told })),
    ).toEqual([]);
  });

  it('finds letters that contradict the outcome', () => {
    const lines = story(...TO_OFFER.slice(0, 6), 'withdrawn resolution WITHDRAWN resolution');

    expect(judge(evidence({ story: lines, letters: [offerLetter] }))).toEqual([
      'c1: 1 letters OFFER for 0 occasions',
      'c1: 0 letters WITHDRAWAL for 1 occasions',
    ]);
  });

  it.each([
    ['an offer that stays open', [...ACCEPTED], ['offer'], '1 open offer while it stands in REMEDY_IN_PROGRESS'],
    ['an offer that is closed too early', TO_OFFER, [], '0 open offer while it stands in RESOLUTION_OFFERED'],
    ['two offers at once', TO_OFFER, ['offer', 'offer'], '2 open offer while it stands in RESOLUTION_OFFERED'],
    [
      'a question that outlives its complaint',
      [...TO_OFFER.slice(0, 3), 'withdrawn investigation WITHDRAWN investigation'],
      ['question'],
      '1 open question while it stands in WITHDRAWN',
    ],
    [
      'a review that no one opened',
      TO_OFFER,
      ['offer', 'review'],
      '1 open review while it stands in RESOLUTION_OFFERED',
    ],
    [
      'a third party that is still asked',
      TO_OFFER.slice(0, 4),
      ['third-party'],
      '1 open third-party while it stands in DETERMINED',
    ],
  ] as const)('finds %s', (_, steps, open, fault) => {
    const parts = open.map((part) => ({ complaintId: 'c1', part, state: 'OPEN' }));

    expect(judge(evidence({ story: story(...steps), parts })).join()).toContain(fault);
  });

  it('lets a party of a case be told what becomes of that, and of no other', () => {
    const primary = story(...TO_OFFER.slice(0, 2), 'withdrawn routing WITHDRAWN routing').map((line) => ({
      ...line,
      complaintId: 'c2',
    }));
    const [registered, assigned, merged] = story(...TO_OFFER.slice(0, 2), 'merged routing MERGED routing');
    const party = [registered!, assigned!, { ...merged!, value: { primaryId: 'c2' } }];
    const letters = ['c1', 'c2'].map((complaintId) => ({ ...offerLetter, complaintId, kind: 'WITHDRAWAL' }));
    const ofMerge = { ...offerLetter, kind: 'MERGE' };

    expect(judge(evidence({ story: [...party, ...primary], letters: [...letters, ofMerge], parts: [] }))).toEqual([]);
    const elsewhere = [...party.slice(0, 2), { ...merged!, value: { primaryId: 'c3' } }, ...primary];
    expect(judge(evidence({ story: elsewhere, letters: [...letters, ofMerge], parts: [] }))).toEqual([
      'c1: 1 letters WITHDRAWAL for 0 occasions',
    ]);
  });

  it('expects the letter of a withdrawal also for who leaves a case of several', () => {
    const left = (why: string) => said('party-left', 'intake', { partyId: 'c1', why });
    const letters = [{ ...offerLetter, kind: 'WITHDRAWAL' }];
    const found = (why: string, written = letters) =>
      judge(evidence({ story: [...story(TO_OFFER[0]!), left(why)], letters: written }));

    expect(found('NO_LONGER_WANTED')).toEqual([]);
    expect(found('NO_LONGER_WANTED', [])).toEqual(['c1: 0 letters WITHDRAWAL for 1 occasions']);
    expect(found('SEPARATED')).toEqual(['c1: 1 letters WITHDRAWAL for 0 occasions']);
    const ended = story(TO_OFFER[0]!, 'withdrawn routing WITHDRAWN routing');
    const afterwards = [ended[0]!, left('NO_LONGER_WANTED'), ended[1]!];
    expect(judge(evidence({ story: afterwards, letters }))).toEqual([]);
  });

  it('finds a clock that runs on after the end', () => {
    const withdrawn = story(...TO_OFFER.slice(0, 2), 'withdrawn routing WITHDRAWN routing');
    const letters = [{ ...offerLetter, kind: 'WITHDRAWAL' }];
    const clocks = (...codes: string[]) =>
      codes.map((state): PartState => ({ complaintId: 'c1', part: 'clock', state }));

    expect(judge(evidence({ story: withdrawn, letters, parts: clocks('ESCALATION_ANSWER', 'REOPEN_WINDOW') }))).toEqual(
      ['c1: clock ESCALATION_ANSWER runs while it stands in WITHDRAWN'],
    );
  });

  it('finds proposals that story and rows tell differently', () => {
    const parts: PartState[] = [{ complaintId: 'c1', part: 'proposal', state: 'PROPOSED' }];

    expect(judge(evidence({ story: story(TO_OFFER[0]!), parts }))).toEqual(['c1: 1 proposals open, 0 told']);
    expect(judge(evidence({ story: [...story(TO_OFFER[0]!), said('approval-asked', 'routing')], parts }))).toEqual([]);
  });

  it('finds what was done during a suspension, and what was not stopped by it', () => {
    const suspended = [...ACCEPTED, 'suspended resolution SUSPENDED resolution'];
    const letters = [offerLetter, { ...offerLetter, kind: 'SUSPENSION' }];

    expect(judge(evidence({ story: [...story(...suspended), executed], letters, remedies: [isDone] }))).toEqual([
      'c1: remedy r1 was carried out in SUSPENDED',
      'c1: remedy-executed while it was suspended',
    ]);
    expect(judge(evidence({ story: story(...suspended), letters }))).toEqual([]);
  });

  it('finds a lapse without its reminders, and a round too many', () => {
    const lapsed = story(...TO_OFFER, 'offer-lapsed resolution RESOLVED resolution');
    const letters = [offerLetter, { ...offerLetter, kind: 'OFFER_LAPSED' }];
    const reminder = said('letter-sent', 'notification', { letter: 'OFFER_REMINDER' });
    const [end] = lapsed.slice(-1);

    expect(judge(evidence({ story: lapsed, letters }))).toEqual(['c1: an offer lapsed after 0 reminders']);
    expect(judge(evidence({ story: [...lapsed.slice(0, -1), reminder, reminder, end!], letters }))).toEqual([]);
    const round = [
      'offer-countered resolution RESOLUTION_DRAFTED resolution',
      'resolution-offered resolution RESOLUTION_OFFERED resolution',
    ];
    const four = story(...TO_OFFER, ...round, ...round, ...round, ...round);
    expect(judge(evidence({ story: four })).at(-1)).toBe('c1: 4 rounds of negotiation');
  });

  it('finds requests that were not answered once, and what is left behind', () => {
    const asked = said('withdrawal-requested', 'intake', { requestId: 'q1' });
    const answered = said('request-refused', 'routing', { requestId: 'q1' });
    const registered = story(TO_OFFER[0]!);

    expect(judge(evidence({ story: [...registered, asked] }))).toEqual(['c1: request q1 was answered 0 times']);
    expect(judge(evidence({ story: [...registered, asked, answered] }))).toEqual([]);
    expect(judge(evidence({ story: [...registered, asked, answered, answered] }))).toEqual([
      'c1: request q1 was answered 2 times',
    ]);
    expect(
      judge(
        evidence({
          story: registered,
          custody: [{ service: 'routing', complaintId: 'c1', seq: 2, state: 'ASSIGNED', holder: 'routing' }],
          openRequests: [{ service: 'routing', complaintId: 'c1' }],
          unsent: [{ service: 'intake', count: 2 }],
          parked: [{ service: 'analytics', complaintId: null, reason: 'r' }],
        }),
      ),
    ).toHaveLength(4);
  });
});

describe('the transitions of the checker', () => {
  it('are as many as the custody table has, and agree with it', () => {
    const moves = TRANSITIONS.filter(({ kind }) => kind === 'move' || kind === 'request');
    const facts = new Set<string>(moves.flatMap((row) => row.facts));

    expect(KNOWN_FACTS.filter((fact) => !facts.has(fact))).toEqual([]);
    expect(isLegal('complaint-registered', 'intake', null, 'REGISTERED')).toBe(true);
    expect(isLegal('complaint-registered', 'routing', null, 'REGISTERED')).toBe(false);
    expect(isLegal('withdrawn', 'resolution', 'CLOSED', 'WITHDRAWN')).toBe(false);
  });
});

describe('the seeds', () => {
  it('choose the same every time, and over twenty of them most situations', () => {
    expect(choose(7)).toEqual(choose(7));
    const situations = new Set(Array.from({ length: 20 }, (_, seed) => choose(seed + 1).situation));
    expect(situations.size).toBeGreaterThan(5);
  });

  it('know the acts of what failed once', () => {
    expect(coursesThatFailedOnce().every(({ acts }) => acts.length > 1)).toBe(true);
  });
});
