import type { RawRecord } from '@redress/messaging';
import type { DirectorySource } from '@redress/access';
import { aSubmission } from '../../testing/a-submission.spec';
import { readSubmissionRecord, type SourceProof } from './read-submission-record';

const TYPE = 'redress.publisher.complaint-submitted.v1';

function record(value: unknown, headers: Record<string, string | undefined> = {}): RawRecord {
  const all: Record<string, string | undefined> = {
    ce_specversion: '1.0',
    ce_type: TYPE,
    ce_source: '/crm',
    ce_id: 'A-1',
    'content-type': 'application/json',
    ...headers,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    topic: 'complaint.submissions.v1',
    partition: 0,
    offset: 7n,
    key: null,
    value: value === null || Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value)),
    headers: Object.fromEntries(given.map(([name, text]) => [name, Buffer.from(text)])),
    timestamp: 0,
  };
}

const SOURCE = { id: '/crm' } as DirectorySource;
const everybody: SourceProof = { prove: () => ({ provenBy: SOURCE }) };
const nobody: SourceProof = { prove: () => ({ fault: { code: 'wrong-signature', detail: 'is wrong' } }) };

const codesOf = (raw: RawRecord, proof = everybody) => readSubmissionRecord(raw, proof).reasons.map((r) => r.code);

describe('reading a record of the submissions topic', () => {
  it('takes a CloudEvent in binary mode', () => {
    const read = readSubmissionRecord(record(aSubmission()), everybody);

    expect(read).toMatchObject({ source: '/crm', id: 'A-1', pointerBase: '', reasons: [] });
    expect(read.submitted).toEqual(aSubmission());
  });

  it('takes a CloudEvent in structured mode', () => {
    const event = { specversion: '1.0', type: TYPE, source: '/crm', id: 'A-2', data: aSubmission() };
    const read = readSubmissionRecord(
      record(event, {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        ce_id: undefined,
        ce_source: undefined,
      }),
      everybody,
    );

    expect(read).toMatchObject({ source: '/crm', id: 'A-2', pointerBase: '/data', reasons: [] });
    expect(read.submitted).toEqual(aSubmission());
  });

  it.each<[string, RawRecord]>([
    ['null-value', record(null)],
    ['null-value', record(Buffer.alloc(0))],
    ['malformed-json', record(Buffer.from('{"channel":'))],
    ['malformed-json', record(Buffer.from([0x22, 0xff, 0x22]))],
    ['value-too-large', record({ description: 'x'.repeat(300_000) })],
    ['unknown-type', record(aSubmission(), { ce_type: 'com.example.other' })],
    ['required', record(aSubmission(), { ce_type: undefined })],
    ['unsupported-specversion', record(aSubmission(), { ce_specversion: '0.3' })],
    ['malformed-id', record(aSubmission(), { ce_id: 'shen.zhiwei@example.com' })],
    ['required', record(aSubmission(), { ce_id: undefined })],
    ['malformed-source', record(aSubmission(), { ce_source: 'shen@example.com' })],
    ['reserved-source', record(aSubmission(), { ce_source: 'staff:lin.intake' })],
    ['reserved-source', record(aSubmission(), { ce_source: 'client:crm' })],
    ['reserved-source', record(aSubmission(), { ce_source: 'channel:mail' })],
    ['reserved-source', record(aSubmission(), { ce_source: 'portal' })],
    ['unsupported-content-type', record(aSubmission(), { 'content-type': 'text/plain' })],
    ['malformed-event', record([], { 'content-type': 'application/cloudevents+json' })],
  ])('rejects %s', (code, raw) => {
    expect(codesOf(raw)).toEqual([code]);
  });

  it('asks for the proof of what was signed: id, source and the bytes of the value, in either mode', () => {
    const asked: unknown[] = [];
    const asking: SourceProof = {
      prove: (claimed, signature) => {
        asked.push({ ...claimed, signature });
        return { provenBy: SOURCE };
      },
    };
    const signature = { ce_redresssignature: 'f'.repeat(64) };
    const binary = record(aSubmission(), signature);
    const event = { specversion: '1.0', type: TYPE, source: '/shop', id: 'A-2', data: aSubmission() };
    const structured = record(event, { 'content-type': 'application/cloudevents+json', ...signature });

    for (const raw of [binary, structured]) readSubmissionRecord(raw, asking);

    expect(asked).toEqual([
      { id: 'A-1', source: '/crm', body: binary.value, signature: 'f'.repeat(64) },
      { id: 'A-2', source: '/shop', body: structured.value, signature: 'f'.repeat(64) },
    ]);
  });

  it('holds back the words of a source that has not proven itself', () => {
    const read = readSubmissionRecord(record(aSubmission()), nobody);

    expect(read).toMatchObject({ provenBy: null, source: '/crm', id: 'A-1', reasons: [{ code: 'wrong-signature' }] });
    expect(read.submitted).toBeUndefined();
  });

  it('names every fault of the envelope at once and repeats neither a doubtful source nor a doubtful id', () => {
    const read = readSubmissionRecord(
      record(aSubmission(), { ce_id: 'a b', ce_source: 'a@b.c', ce_type: 'x', ce_specversion: undefined }),
      everybody,
    );

    expect(read.reasons.map((reason) => reason.code).toSorted()).toEqual([
      'malformed-id',
      'malformed-source',
      'unknown-type',
      'unsupported-specversion',
    ]);
    expect(read).toMatchObject({ source: null, id: null });
  });
});
