import {
  clockPolicies,
  clockRuns,
  clocksBySubject,
  readClocks,
  startsOnOneKind,
  strictestClocks,
  type ClockPolicy,
  type StoryFact,
} from './clock-policies';
import { CompiledPack } from './compiled-pack';
import {
  general,
  generalContent,
  manufacturing,
  manufacturingContent,
  serviceChain,
  shanghai,
  shippedCalendars,
} from './sample-packs.spec';

const calendars = shippedCalendars();
const receivedAt = shanghai('2026-03-02T09:10');
const minor = { kind: 'COMPLAINT', severity: 'MINOR', category: 'SERVICE_QUALITY' } as const;
const policy = (code: string, severity: 'CRITICAL' | 'MAJOR' | 'MINOR' = 'MINOR'): ClockPolicy =>
  clockPolicies(general(), { kind: 'COMPLAINT', severity, category: 'SERVICE_QUALITY' }).find(
    (clock) => clock.code === code,
  )!;
const fact = (name: string, at: string, to?: StoryFact['to']): StoryFact => ({ fact: name, at: shanghai(at), to });

const happyPath: StoryFact[] = [
  fact('complaint-registered', '2026-03-02T09:15', 'REGISTERED'),
  fact('complaint-acknowledged', '2026-03-02T09:16'),
  fact('assessment-started', '2026-03-02T09:20', 'UNDER_ASSESSMENT'),
  fact('complaint-assigned', '2026-03-02T09:30', 'ASSIGNED'),
  fact('assignment-accepted', '2026-03-02T10:00', 'UNDER_INVESTIGATION'),
  fact('complaint-determined', '2026-03-03T10:00', 'DETERMINED'),
  fact('resolution-drafted', '2026-03-03T11:00', 'RESOLUTION_DRAFTED'),
  fact('resolution-submitted', '2026-03-03T11:30', 'PENDING_APPROVAL'),
  fact('resolution-offered', '2026-03-03T15:00', 'RESOLUTION_OFFERED'),
  fact('offer-told', '2026-03-03T15:00'),
  fact('offer-accepted', '2026-03-05T15:00', 'REMEDY_IN_PROGRESS'),
  fact('complaint-resolved', '2026-03-06T15:00', 'RESOLVED'),
  fact('follow-up-recorded', '2026-03-07T10:00'),
  fact('complaint-closed', '2026-03-07T10:05', 'CLOSED'),
];
const read = (story: StoryFact[], now: string, policies = clockPolicies(general(), minor)) =>
  readClocks({ policies, receivedAt, story, calendars, now: shanghai(now) });
const states = (story: StoryFact[], now: string) =>
  Object.fromEntries(read(story, now).map(({ policy: { code }, reading }) => [code, reading.state]));

describe('the clocks of a complaint', () => {
  // RM-07, T27
  it('give a plan that pays in instalments until the end of its last date, and others the limit of the pack', () => {
    const accepted = (detail?: StoryFact['detail']): StoryFact[] => [
      ...happyPath.slice(0, -4),
      { ...fact('offer-accepted', '2026-03-05T15:00', 'REMEDY_IN_PROGRESS'), ...(detail ? { detail } : {}) },
    ];
    const dueOf = (story: StoryFact[]) =>
      read(story, '2026-03-05T16:00').find(({ policy: { code } }) => code === 'REMEDY_EXECUTION')?.reading.dueAt;

    expect(dueOf(accepted({ until: '2026-05-20' }))).toEqual(shanghai('2026-05-21T00:00'));
    expect(dueOf(accepted())).toEqual(shanghai('2026-03-12T15:00'));
  });

  // CE-01, SL-05
  it('take the limit of the severity', () => {
    expect(policy('RESOLUTION', 'MINOR').limit).toEqual({ amount: 72, unit: 'CAL_H' });
    expect(policy('RESOLUTION', 'MAJOR').limit).toEqual({ amount: 5, unit: 'WD' });
    expect(policy('ASSESSMENT', 'CRITICAL').limit).toEqual({ amount: 0.5, unit: 'WH' });
  });

  // IN-25
  it('run for the kinds that they are for, and for complaints where the pack names none', () => {
    const codes = (kind: 'COMPLAINT' | 'ENQUIRY' | 'SUGGESTION') =>
      clockPolicies(general(), { ...minor, kind }).map((clock) => clock.code);

    expect(codes('ENQUIRY')).toEqual([
      'ACKNOWLEDGEMENT',
      'ANSWER',
      'REOPEN_WINDOW',
      'EXTERNAL_DEADLINE',
      'SECOND_APPROVAL',
      'ESCALATION_ANSWER',
      'SUPERVISION',
      'PROMISE',
    ]);
    expect(codes('SUGGESTION')).toEqual([
      'ACKNOWLEDGEMENT',
      'ANSWER',
      'REOPEN_WINDOW',
      'EXTERNAL_DEADLINE',
      'SECOND_APPROVAL',
      'ESCALATION_ANSWER',
      'SUPERVISION',
      'PROMISE',
    ]);
    expect(codes('COMPLAINT')).toContain('RESOLUTION');
    expect(codes('COMPLAINT')).not.toContain('ANSWER');
  });

  // T34
  it('that end only with a complainant do not run in a case of the enterprise itself', () => {
    const codes = clockPolicies(general(), { ...minor, complainantType: 'NONE' }).map((clock) => clock.code);

    for (const code of ['ACKNOWLEDGEMENT', 'SOLUTION_PROPOSED', 'CUSTOMER_DECISION', 'FOLLOW_UP']) {
      expect(codes).not.toContain(code);
    }
    expect(codes).toEqual(expect.arrayContaining(['ASSESSMENT', 'RESOLUTION', 'REMEDY_EXECUTION']));
  });

  // IN-25, T8
  it('stop for an enquiry when it is answered', () => {
    const policies = clockPolicies(general(), { ...minor, kind: 'ENQUIRY' });
    const story = [...happyPath.slice(0, 3), fact('complaint-answered', '2026-03-04T10:00', 'RESOLVED')];

    const answered = read(story, '2026-03-20T10:00', policies).find(({ policy: { code } }) => code === 'ANSWER');
    const open = read(story.slice(0, 3), '2026-03-20T10:00', policies).find(
      ({ policy: { code } }) => code === 'ANSWER',
    );

    expect(answered?.reading.state).toBe('MET');
    expect(open?.reading).toMatchObject({ state: 'BREACHED', dueAt: new Date('2026-03-09T10:00:00.000Z') });
  });

  // CA-02, CA-07
  it('run for the categories that they are for', () => {
    const codes = (category: string) =>
      clockPolicies(manufacturing(), { kind: 'COMPLAINT', severity: 'MAJOR', category }).map((clock) => clock.code);

    expect(codes('PRODUCT_QUALITY.DEFECT')).toContain('CAUSE_ANALYSIS');
    expect(codes('DELIVERY.LATE')).not.toContain('CAUSE_ANALYSIS');
  });

  // AK-01, SL-02, SL-04
  it('are all met on a quick and happy path', () => {
    expect(states(happyPath, '2026-03-08T09:00')).toEqual({
      ACKNOWLEDGEMENT: 'MET',
      ASSESSMENT: 'MET',
      ASSIGNEE_ACCEPT: 'MET',
      SOLUTION_PROPOSED: 'MET',
      RESOLUTION: 'MET',
      REMEDY_EXECUTION: 'MET',
      FOLLOW_UP: 'MET',
      CUSTOMER_DECISION: 'MET',
      REOPEN_WINDOW: 'RUNNING',
      REVIEW_REQUEST: 'RUNNING',
    });
  });

  // D2, LI-03
  it('start at receipt, not at registration', () => {
    const [acknowledgement] = read(happyPath.slice(0, 1), '2026-03-02T09:15');

    expect(acknowledgement!.reading).toMatchObject({ startedAt: receivedAt, dueAt: shanghai('2026-03-03T09:10') });
  });

  // CE-05, UA-01
  it('stand still while the complainant decides', () => {
    const offered = read(happyPath.slice(0, 10), '2026-03-04T09:00').find(
      ({ policy: { code } }) => code === 'RESOLUTION',
    );
    const accepted = read(happyPath.slice(0, 11), '2026-03-05T16:00').find(
      ({ policy: { code } }) => code === 'RESOLUTION',
    );

    expect(offered!.reading).toMatchObject({ state: 'PAUSED', dueAt: null });
    expect(accepted!.reading).toMatchObject({ state: 'RUNNING', dueAt: shanghai('2026-03-07T09:10') });
  });

  // T24, T31, T32: what the enterprise set itself rests while others look at the case
  it.each([
    ['review-opened', 'UNDER_REVIEW', 'review-decided', 'REVIEW_DECISION'],
    ['dispute-opened', 'EXTERNAL_DISPUTE', 'dispute-decided', 'EXTERNAL_DEADLINE'],
  ] as const)('rest after %s, but for the one that it starts', (opened, state, decided, own) => {
    const story: StoryFact[] = [
      ...happyPath.slice(0, 11),
      { fact: opened, at: shanghai('2026-03-05T17:00'), to: state, detail: { until: '2026-03-20' } },
    ];
    const at = (facts: StoryFact[], now: string) => states(facts, now);

    const meanwhile = at(story, '2026-03-06T09:00');
    expect(meanwhile).toMatchObject({ RESOLUTION: 'PAUSED', REMEDY_EXECUTION: 'PAUSED', [own]: 'RUNNING' });
    expect(meanwhile['REVIEW_REQUEST']).toBe('MET');
    const after = at(
      [...story, { fact: decided, at: shanghai('2026-03-07T09:00'), to: 'REMEDY_IN_PROGRESS' }],
      '2026-03-07T10:00',
    );
    expect(after).toMatchObject({ RESOLUTION: 'RUNNING', REMEDY_EXECUTION: 'RUNNING', [own]: 'MET' });
  });

  // contracts, section 7: from the moment the offer was told
  it('go on while the offer is on its way, and stand still for the complainant whom it reached', () => {
    const resolution = (facts: StoryFact[]) =>
      read(facts, '2026-03-04T09:00').find(({ policy: { code } }) => code === 'RESOLUTION')!;

    expect(resolution(happyPath.slice(0, 9)).reading.state).toBe('RUNNING');
    expect(resolution(happyPath.slice(0, 10)).segments.at(-1)).toMatchObject({
      kind: 'PAUSE',
      reason: 'WAIT_COMPLAINANT',
    });
  });

  // T35
  it('stand still in a suspended complaint, and are as they were when it goes on', () => {
    const story = [
      ...happyPath.slice(0, 10),
      fact('suspended', '2026-03-04T10:00', 'SUSPENDED'),
      fact('suspension-lifted', '2026-03-06T10:00', 'RESOLUTION_OFFERED'),
    ];
    const at = (now: string, code: string, facts = story) =>
      read(facts, now).find(({ policy: { code: own } }) => own === code)!.reading;

    expect(at('2026-03-05T10:00', 'CUSTOMER_DECISION', story.slice(0, 11))).toMatchObject({ state: 'PAUSED' });
    expect(at('2026-03-06T11:00', 'CUSTOMER_DECISION')).toMatchObject({
      state: 'RUNNING',
      dueAt: shanghai('2026-03-12T15:00'),
    });
    expect(at('2026-03-06T11:00', 'RESOLUTION')).toMatchObject({ state: 'PAUSED' });
  });

  // CE-09
  it('outlive the end of the complaint where the pack says so, and are over with their time', () => {
    const window = (now: string, facts = happyPath) =>
      read(facts, now).find(({ policy: { code } }) => code === 'REOPEN_WINDOW')!.reading;

    expect(window('2026-03-20T09:00')).toMatchObject({ state: 'RUNNING', dueAt: shanghai('2026-04-06T10:05') });
    expect(window('2026-05-20T09:00')).toMatchObject({ state: 'MET', endedAt: shanghai('2026-04-06T10:05') });
  });

  it('of a decision start with the first telling of an offer, and only while there is one', () => {
    const decision = policy('CUSTOMER_DECISION');
    const runs = (...facts: StoryFact[]) =>
      clockRuns(decision, receivedAt, facts).map(({ segments }) => segments.map(({ kind, at }) => [kind, at]));

    expect(runs(fact('offer-told', '2026-03-02T11:00'))).toEqual([]);
    expect(
      runs(
        ...happyPath.slice(8, 10),
        fact('offer-told', '2026-03-04T11:00'),
        fact('offer-reminded', '2026-03-05T11:00'),
      ),
    ).toEqual([
      [
        ['START', shanghai('2026-03-03T15:00')],
        ['REMIND', shanghai('2026-03-05T11:00')],
      ],
    ]);
  });

  // CA-03, SL-14
  it('are extended, and stand still until an agreed day, run by run', () => {
    const detail = { clock: 'RESOLUTION', run: 0 };
    const read1 = (now: string, ...facts: StoryFact[]) =>
      read([...happyPath.slice(0, 5), ...facts], now).find(({ policy: { code } }) => code === 'RESOLUTION')!.reading;
    const extended = {
      ...fact('clock-extended', '2026-03-04T09:00'),
      detail: { ...detail, until: '2026-03-07T09:10:00+08:00' },
    };
    const agreed = { ...fact('date-agreed', '2026-03-03T09:10'), detail: { ...detail, until: '2026-03-04' } };

    expect(read1('2026-03-04T10:00', extended).dueAt).toEqual(shanghai('2026-03-07T09:10'));
    expect(read1('2026-03-04T10:00', { ...extended, detail: { ...extended.detail, run: 1 } }).dueAt).toEqual(
      shanghai('2026-03-05T09:10'),
    );
    expect(read1('2026-03-03T10:00', agreed)).toMatchObject({ state: 'PAUSED', dueAt: shanghai('2026-03-07T00:00') });
    expect(read1('2026-03-05T10:00', agreed)).toMatchObject({ state: 'RUNNING', dueAt: shanghai('2026-03-07T00:00') });
  });

  // LI-04
  it('are not reset by what is said in between', () => {
    const silent = read(happyPath.slice(0, 5), '2026-03-02T12:00');
    const withRemarks = read(
      [...happyPath.slice(0, 5), fact('evidence-added', '2026-03-02T11:00'), fact('letter-sent', '2026-03-02T11:30')],
      '2026-03-02T12:00',
    );

    expect(withRemarks).toEqual(silent);
  });

  // LI-05
  it('run although nobody has taken the complaint', () => {
    const clocks = states(happyPath.slice(0, 1), '2026-03-20T09:00');

    expect(clocks).toMatchObject({ ACKNOWLEDGEMENT: 'BREACHED', ASSESSMENT: 'BREACHED', RESOLUTION: 'BREACHED' });
  });

  // FU-04
  it('wait for a follow-up until the day agreed, and for that of the next one when it is deferred again', () => {
    const deferred = (at: string, until: string): StoryFact[] => [
      fact('follow-up-recorded', at),
      { ...fact('follow-up-deferred', at), detail: { until: shanghai(until).toISOString() } },
    ];
    const story = [
      ...happyPath.slice(0, 12),
      ...deferred('2026-03-07T10:00', '2026-03-20T10:00'),
      ...deferred('2026-03-19T10:00', '2026-03-30T10:00'),
    ];
    const runsOf = (facts: StoryFact[], now: string) =>
      read(facts, now)
        .filter(({ policy: { code } }) => code === 'DEFERRED_FOLLOW_UP')
        .map(({ reading }) => [reading.state, reading.dueAt]);

    expect(runsOf(story, '2026-03-31T10:00')).toEqual([
      ['MET', shanghai('2026-03-20T10:00')],
      ['BREACHED', shanghai('2026-03-30T10:00')],
    ]);
    const called = [...story, fact('follow-up-recorded', '2026-03-30T10:00')];
    expect(runsOf(called, '2026-03-31T10:00').at(-1)).toEqual(['MET', shanghai('2026-03-30T10:00')]);
  });

  // RM-09
  it('give seven days to object to a recorded answer, which is no promise', () => {
    const story = [...happyPath.slice(0, 10), fact('answer-recorded', '2026-03-05T15:00')];
    const objection = (facts: StoryFact[]) =>
      read(facts, '2026-03-13T10:00').find(({ policy: { code } }) => code === 'OBJECTION')?.reading;

    expect(objection(story)).toMatchObject({ state: 'MET', dueAt: shanghai('2026-03-12T15:00') });
    expect(objection([...story, fact('answer-objected', '2026-03-06T15:00')])).toMatchObject({ state: 'MET' });
  });

  // UA-09
  it('forget the limit of the old unit when another one gets the complaint', () => {
    const runs = clockRuns(policy('ASSIGNEE_ACCEPT'), receivedAt, [
      fact('complaint-assigned', '2026-03-02T09:30', 'ASSIGNED'),
      fact('complaint-assigned', '2026-03-02T10:30', 'ASSIGNED'),
    ]);

    expect(runs.map(({ segments }) => segments.map(({ kind }) => kind))).toEqual([['START', 'CANCEL'], ['START']]);
  });

  it('are cancelled when the complaint is withdrawn', () => {
    const story = [...happyPath.slice(0, 5), fact('withdrawn', '2026-03-02T11:00', 'WITHDRAWN')];

    expect(states(story, '2026-03-20T09:00')).toEqual({
      ACKNOWLEDGEMENT: 'MET',
      ASSESSMENT: 'MET',
      ASSIGNEE_ACCEPT: 'MET',
      SOLUTION_PROPOSED: 'CANCELLED',
      RESOLUTION: 'CANCELLED',
    });
  });

  // T37: who escalates cannot know what another service has ended at the same moment
  it('do not start when the complaint has ended, but for those that outlive the end', () => {
    const withdrawn = [...happyPath.slice(0, 5), fact('withdrawn', '2026-03-02T11:00', 'WITHDRAWN')];
    const assigned = fact('complaint-assigned', '2026-03-08T11:00');
    const codesOf = (story: StoryFact[]) => read(story, '2026-03-20T09:00').map(({ policy: { code } }) => code);

    expect(codesOf([...withdrawn, assigned])).toEqual(codesOf(withdrawn));
    expect(codesOf([...happyPath, assigned])).toEqual(codesOf(happyPath));
    expect(states(happyPath, '2026-03-20T09:00')['REOPEN_WINDOW']).toBeDefined();
  });

  it('begin a new cycle when the complaint is reopened', () => {
    const reopened = [...happyPath.slice(0, 13), fact('reopened', '2026-03-07T10:05', 'UNDER_ASSESSMENT')];

    const resolution = read(reopened, '2026-03-07T11:00').filter(({ policy: { code } }) => code === 'RESOLUTION');

    expect(resolution.map(({ cycle, run, reading }) => [cycle, run, reading.state])).toEqual([
      [0, 0, 'MET'],
      [1, 1, 'RUNNING'],
    ]);
    expect(resolution[1]!.reading.dueAt).toEqual(shanghai('2026-03-10T10:05'));
  });

  it('keep consumed and paused time when the severity changes', () => {
    const critical = clockPolicies(general(), { kind: 'COMPLAINT', severity: 'MAJOR', category: 'SERVICE_QUALITY' });
    const story = happyPath.slice(0, 11);

    const resolution = read(story, '2026-03-05T16:00', critical).find(({ policy: { code } }) => code === 'RESOLUTION')!;

    expect(resolution.reading.pausedMs).toBe(48 * 3_600_000);
    expect(resolution.reading.dueAt).toEqual(shanghai('2026-03-11T18:00'));
  });

  it('take a breach back when evidence dated in time turns up', () => {
    const unacknowledged = happyPath.filter(({ fact: name }) => name !== 'complaint-acknowledged');

    const told = read(unacknowledged, '2026-03-08T09:00')[0]!.reading.state;
    const corrected = read([...unacknowledged, happyPath[1]!], '2026-03-08T09:00')[0]!.reading.state;

    expect([told, corrected]).toEqual(['BREACHED', 'MET']);
  });
});

describe('the clocks of a service chain', () => {
  const policies = clockPolicies(serviceChain(), minor);
  const registered = happyPath.slice(0, 5);
  const of = (code: string, story: StoryFact[], now: string) =>
    read(story, now, policies)
      .filter((clock) => clock.policy.code === code)
      .map(({ reading: { dueAt, state } }) => [state, dueAt]);

  // SL-08, SL-01, FIRST_CONTACT
  it('wait ten minutes for a manager, and a day for a contact in which both sides spoke', () => {
    const spoke = fact('first-contact-made', '2026-03-02T09:14');
    const managerSpoke = fact('first-contact-made-by-manager', '2026-03-02T09:19');
    const now = '2026-03-02T09:21';

    expect(of('FIRST_CONTACT', registered, now)).toEqual([['BREACHED', shanghai('2026-03-02T09:20')]]);
    expect(of('FIRST_CONTACT', [...registered, spoke], now)).toEqual([['BREACHED', shanghai('2026-03-02T09:20')]]);
    expect(of('FIRST_CONTACT', [...registered, managerSpoke], now)).toEqual([['MET', shanghai('2026-03-02T09:20')]]);
    expect(of('DETAILS_OBTAINED', registered, now)).toEqual([['RUNNING', shanghai('2026-03-03T09:10')]]);
    expect(of('DETAILS_OBTAINED', [...registered, spoke], now)).toEqual([['MET', shanghai('2026-03-03T09:10')]]);
  });

  // T31, T42
  it('do not wait for a follow-up once the offer is made again, nor for remedies that are negotiated anew', () => {
    const ended = [...registered, fact('negotiation-ended', '2026-03-02T10:00', 'RESOLVED')];
    const again = fact('offer-made-again', '2026-03-02T11:00', 'RESOLUTION_OFFERED');
    expect(of('FOLLOW_UP', ended, '2026-03-02T12:00').map(([state]) => state)).toEqual(['RUNNING']);
    expect(of('FOLLOW_UP', [...ended, again], '2026-03-02T12:00').map(([state]) => state)).toEqual(['MET']);

    const accepted = [...registered, fact('offer-accepted', '2026-03-02T10:00', 'REMEDY_IN_PROGRESS')];
    const anew = fact('remedy-renegotiated', '2026-03-02T11:00', 'RESOLUTION_DRAFTED');
    expect(of('REMEDY_EXECUTION', [...accepted, anew], '2026-03-02T12:00').map(([state]) => state)).toEqual(['MET']);
    expect(of('SOLUTION_PROPOSED', [...accepted, anew], '2026-03-02T12:00').at(-1)?.[0]).toBe('RUNNING');
  });

  // SL-10, PRELIMINARY_PLAN
  it('wait one working day for a preliminary plan, a rectification notice or the offer itself', () => {
    const due = shanghai('2026-03-03T18:00');
    for (const told of ['preliminary-plan-told', 'offer-told', 'decision-told']) {
      expect(of('PRELIMINARY_PLAN', [...registered, fact(told, '2026-03-03T17:59')], '2026-03-04T09:00')).toEqual([
        ['MET', due],
      ]);
    }
    expect(of('PRELIMINARY_PLAN', registered, '2026-03-03T18:00')).toEqual([['BREACHED', due]]);
  });

  // CM-01, PROGRESS_NOTICE
  it('begin anew with everything that the complainant is told, and rest while the complainant is asked', () => {
    const told = fact('progress-told', '2026-03-04T10:00');
    const written = fact('progress-written', '2026-03-06T10:00');
    const asked = fact('information-awaited', '2026-03-06T11:00', 'AWAITING_COMPLAINANT');

    expect(of('PROGRESS_NOTICE', registered, '2026-03-05T18:00')).toEqual([['BREACHED', shanghai('2026-03-05T18:00')]]);
    expect(of('PROGRESS_NOTICE', [...registered, told, written], '2026-03-06T12:00')).toEqual([
      ['MET', shanghai('2026-03-05T18:00')],
      ['MET', shanghai('2026-03-09T18:00')],
      ['RUNNING', shanghai('2026-03-11T18:00')],
    ]);
    expect(of('PROGRESS_NOTICE', [...registered, told, asked], '2026-03-06T12:00').at(-1)?.[0]).toBe('CANCELLED');
  });
});

describe('several packs on one complaint', () => {
  // D1, DF-01
  it('let the strictest operational clock win and all statutory ones run', () => {
    const factory = manufacturingContent();
    const statutory = { ...factory.clocks[0]!, class: 'STATUTORY' as const, profile: 'C' as const };
    factory.clocks = [statutory, ...factory.clocks.slice(1)];
    const clocks = strictestClocks([general(), new CompiledPack(factory)], { ...minor, receivedAt }, calendars);

    const packsOf = (code: string) => clocks.filter((clock) => clock.code === code).map((clock) => clock.pack.id);

    expect(packsOf('ASSESSMENT')).toEqual(['MANUFACTURING_8D']);
    expect(packsOf('FOLLOW_UP')).toEqual(['GENERAL_SERVICE']);
    expect(packsOf('ASSIGNEE_ACCEPT')).toEqual(['GENERAL_SERVICE']);
    expect(packsOf('ACKNOWLEDGEMENT')).toEqual(['GENERAL_SERVICE', 'MANUFACTURING_8D']);
  });

  it('compares limits of different units by when they are due', () => {
    const hours = generalContent();
    const days = generalContent();
    days.id = 'OTHER_PACK';
    days.clocks = days.clocks.map((clock) =>
      clock.code === 'RESOLUTION' ? { ...clock, limit: { amount: 2, unit: 'WD' } } : clock,
    );
    const winner = (received: string) =>
      strictestClocks(
        [new CompiledPack(hours), new CompiledPack(days)],
        { ...minor, receivedAt: shanghai(received) },
        calendars,
      ).find((clock) => clock.code === 'RESOLUTION')!.pack.id;

    expect(winner('2026-03-02T09:00')).toBe('OTHER_PACK');
    expect(winner('2026-03-06T09:00')).toBe('GENERAL_SERVICE');
  });
});

describe('the clocks of what belongs to a complaint', () => {
  const kindOf = (name: string) => (name.startsWith('errand-') ? 'ERRAND' : undefined);
  const about = (id: string, name: string, at: string): StoryFact => ({
    ...fact(name, at),
    subject: { kind: 'ERRAND', id },
  });
  const errand: ClockPolicy = {
    ...policy('RESOLUTION'),
    code: 'ERRAND',
    start: ['errand-given'] as never,
    stop: ['errand-done'] as never,
    pauses: [],
  };
  const story = [
    ...happyPath.slice(0, 5),
    about('a', 'errand-given', '2026-03-02T11:00'),
    about('b', 'errand-given', '2026-03-02T12:00'),
    about('a', 'errand-done', '2026-03-02T13:00'),
  ];
  const runsOf = (facts: StoryFact[]) =>
    clocksBySubject([policy('RESOLUTION'), errand], facts, kindOf).map(({ subject, policies, story: own }) => [
      subject?.id,
      ...readClocks({ policies, receivedAt, story: own, calendars, now: shanghai('2026-03-02T14:00') }).map(
        ({ policy: { code }, run, reading }) => `${code}/${run} ${reading.state}`,
      ),
    ]);

  it('run for each of these on its own, beside those of the complaint', () => {
    expect(runsOf(story)).toEqual([
      [undefined, 'RESOLUTION/0 RUNNING'],
      ['a', 'ERRAND/0 MET'],
      ['b', 'ERRAND/0 RUNNING'],
    ]);
    expect(runsOf(happyPath.slice(0, 5))).toEqual([[undefined, 'RESOLUTION/0 RUNNING']]);
  });

  it('end with the complaint', () => {
    const withdrawn = fact('withdrawn', '2026-03-02T13:30', 'WITHDRAWN');

    expect(runsOf([...story, withdrawn])).toEqual([
      [undefined, 'RESOLUTION/0 CANCELLED'],
      ['a', 'ERRAND/0 MET'],
      ['b', 'ERRAND/0 CANCELLED'],
    ]);
  });

  it('start on facts about one kind of thing', () => {
    expect(startsOnOneKind(['errand-given'], kindOf)).toBe(true);
    expect(startsOnOneKind(['received', 'complaint-reopened'], kindOf)).toBe(true);
    expect(startsOnOneKind(['errand-given', 'complaint-reopened'], kindOf)).toBe(false);
  });
});
