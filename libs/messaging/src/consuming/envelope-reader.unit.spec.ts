import { BadRecord } from './consumer-errors';
import { readHeaders, readReceived, readStoryHeaders, recordedDay } from './envelope-reader';
import type { RawRecord } from './log-record';

const ID = '019a9d6e-7a00-7000-8000-000000000001';
const GOOD = {
  ce_id: ID,
  ce_type: 'redress.routing.complaint-assigned.v1',
  ce_source: '/redress/routing',
  ce_subject: ID,
  ce_time: '2026-03-03T01:30:00.000Z',
  ce_recordedat: '2026-03-03T01:30:00.000Z',
  ce_organisationid: 'ACME',
  ce_stateseq: '3',
  ce_statefrom: 'UNDER_ASSESSMENT',
  ce_stateto: 'ASSIGNED',
  ce_holder: 'routing',
  ce_complaintno: 'CS-260303-00001',
  ce_packs: 'GENERAL_SERVICE:1,MANUFACTURING_8D:2',
  ce_unitid: 'QA',
};

const aRecord = (change: Record<string, string | undefined> = {}): RawRecord => ({
  topic: 'complaint.lifecycle.v1',
  partition: 0,
  offset: 1n,
  key: Buffer.from(change['ce_subject'] ?? ID),
  value: null,
  headers: Object.fromEntries(
    Object.entries({ ...GOOD, ...change }).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, Buffer.from(text)]],
    ),
  ),
  timestamp: 0,
});
const read = (record: RawRecord) => {
  const headers = readHeaders(record);
  return [readStoryHeaders(record, headers), readReceived(record, headers, null)];
};

describe('the headers of an event', () => {
  it('are read when they are as we write them', () => {
    expect(read(aRecord())).toMatchObject([
      { move: { packs: GOOD.ce_packs } },
      { organisationId: 'ACME', stateSeq: 3 },
    ]);
  });

  // D7
  it('say who is responsible, and whom the event makes participants of the case', () => {
    const accepted = aRecord({
      ce_type: 'redress.routing.assignment-accepted.v1',
      ce_handlerid: 'staff:zhao.qa',
      ce_actorid: 'staff:li.qa',
      ce_actingfor: 'staff:zhao.qa',
    });
    const unknown = aRecord({ ce_type: 'redress.routing.assignment-blessed.v1', ce_actorid: 'staff:li.qa' });

    expect(read(accepted)[0]).toMatchObject({
      move: { unitId: 'QA', handlerId: 'staff:zhao.qa' },
      participants: [
        { personId: 'staff:li.qa', part: 'ACCEPTER' },
        { personId: 'staff:li.qa', part: 'DEPUTY' },
        { personId: 'staff:zhao.qa', part: 'HANDLER' },
      ],
    });
    expect(read(unknown)[0]).toMatchObject({ participants: [{ personId: 'staff:li.qa', part: 'PARTICIPANT' }] });
    expect(read(aRecord({ ce_handlerid: 'staff:zhao.qa' }))[0]).toMatchObject({ participants: [] });
  });

  it('say which request an event answers, and none of any other event', () => {
    const asked = '019a9d6e-7a00-7000-8000-0000000000aa';
    const answersOf = (type: string) => read(aRecord({ ce_type: type, ce_causationid: asked }))[0];

    expect(answersOf('redress.complaint.reopened.v1')).toMatchObject({ answers: asked });
    expect(answersOf('redress.complaint.request-refused.v1')).toMatchObject({ answers: asked });
    expect(answersOf('redress.routing.assignment-accepted.v1')).toMatchObject({ answers: undefined });
  });

  it.each([
    ['ce_type', 'x\u0000'],
    ['ce_type', 'x'.repeat(5_000)],
    ['ce_subject', 'a\nb'],
    ['ce_organisationid', ''],
    ['ce_organisationid', 'A\u0000'],
    ['ce_organisationid', 'x'.repeat(5_000)],
    ['ce_complaintno', 'CS\u0000'],
    ['ce_packs', 'GENERAL_SERVICE'],
    ['ce_packs', ',GENERAL_SERVICE:1'],
    ['ce_packs', `${'GENERAL_SERVICE:1,'.repeat(500)}GENERAL_SERVICE:1`],
    ['ce_unitid', 'x'],
    ['ce_unitid', 'A'.repeat(5_000)],
    ['ce_handlerid', 'Zhao'],
    ['ce_actorid', 'staff:\u0000'],
    ['ce_actingfor', ''],
    ['ce_correlationid', '\u0007'],
    ['ce_causationid', '\u0000'],
    ['ce_stateseq', '99999999999'],
    ['ce_time', '1'],
    ['ce_time', '+275760-09-13T00:00:00.000Z'],
    ['ce_time', '0000-01-01T00:00:00Z'],
  ])('are refused by name when %s is %j, so that the event is parked at once', (name, text) => {
    expect(() => read(aRecord({ [name]: text }))).toThrow(BadRecord);
    expect(() => read(aRecord({ [name]: text }))).toThrow(name);
  });

  it('put an event without a usable time of recording under the first day', () => {
    expect(recordedDay(aRecord())).toBe('2026-03-03');
    for (const text of [undefined, 'never', '+275760-09-13T00:00:00.000Z', '-000001-01-01T00:00:00.000Z']) {
      expect(recordedDay(aRecord({ ce_recordedat: text }))).toBe('1970-01-01');
    }
  });
});
