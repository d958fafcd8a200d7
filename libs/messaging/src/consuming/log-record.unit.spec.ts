import { blockingKeyOf, decodeRecord, encodeRecord, toRawRecord, type RawRecord } from './log-record';

const COMPLAINT = '019a9d6e-7a00-7000-8000-000000000001';

const aRecord = (given: Partial<RawRecord> = {}): RawRecord => ({
  topic: 'complaint.lifecycle.v1',
  partition: 3,
  offset: 42n,
  key: Buffer.from(COMPLAINT),
  value: Buffer.from([0, 255, 10]),
  headers: { ce_id: Buffer.from('x'), odd: Buffer.from([0, 200]) },
  timestamp: 1_700_000_000_000,
  ...given,
});

describe('a record', () => {
  it.each([
    ['bytes that are no text', aRecord()],
    ['neither key nor value', aRecord({ key: null, value: null, headers: {} })],
  ])('is kept byte for byte: %s', (_, record) => {
    expect(decodeRecord(record.topic, record.partition, record.offset, encodeRecord(record))).toEqual(record);
  });

  it('of which a header occurs twice counts the last one', () => {
    const message = { key: null, value: null, timestamp: '1', attributes: 0, offset: '7', headers: { a: ['1', '2'] } };

    expect(toRawRecord('complaint.lifecycle.v1', 0, message as never).headers['a']?.toString()).toBe('2');
  });

  it('of our own waits for its key', () => {
    expect(blockingKeyOf(aRecord())).toBe(COMPLAINT);
    expect(blockingKeyOf(aRecord({ topic: 'policy.packs.v1', key: Buffer.from('CN_BANK:3') }))).toBe('CN_BANK:3');
    expect(blockingKeyOf(aRecord({ key: null }))).toBeNull();
  });

  it.each([
    ['NUL', 'policy.packs.v1', Buffer.from('c\u00001')],
    ['more than an index takes', 'policy.packs.v1', Buffer.alloc(5_000, 'k')],
    ['what no pack, calendar or unit is called', 'org.directory.v1', Buffer.from('王晓梅')],
    ['a name in the place of a complaint id', 'complaint.lifecycle.v1', Buffer.from('Xiaomei')],
    ['a number in the place of a complaint id', 'intake.dossiers.v1', Buffer.from('13800138000')],
  ] as const)('waits for its key unreadably when that is none that we give: %s', (_, topic, key) => {
    const twice = Buffer.concat([key, key]);
    expect(blockingKeyOf(aRecord({ topic, key }))).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(blockingKeyOf(aRecord({ topic, key }))).not.toBe(blockingKeyOf(aRecord({ topic, key: twice })));
  });

  it('has every header that it came with, whatever its name', () => {
    const headers = JSON.parse('{"__proto__":"a","constructor":"b"}') as Record<string, string>;
    const message = { key: null, value: null, timestamp: '1', attributes: 0, offset: '7', headers };

    const read = toRawRecord('complaint.lifecycle.v1', 0, message as never);

    expect(Object.keys(read.headers)).toEqual(['__proto__', 'constructor']);
    expect(Object.keys(decodeRecord(read.topic, 0, 7n, encodeRecord(read)).headers)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });

  it('of a publisher waits for its source pair, unreadably, whatever its key', () => {
    const submission = (id: string, key: string) =>
      aRecord({
        topic: 'complaint.submissions.v1',
        key: Buffer.from(key),
        headers: { ce_source: Buffer.from('/crm'), ce_id: Buffer.from(id) },
      });

    expect(blockingKeyOf(submission('a@b.example', 'k1'))).toBe(blockingKeyOf(submission('a@b.example', 'k2')));
    expect(blockingKeyOf(submission('1', 'k'))).not.toBe(blockingKeyOf(submission('2', 'k')));
    expect(blockingKeyOf(submission('a@b.example', 'k1'))).toMatch(/^[0-9a-f]{64}$/);
    expect(blockingKeyOf(aRecord({ topic: 'complaint.submissions.v1', headers: {} }))).toBeNull();
  });
});
