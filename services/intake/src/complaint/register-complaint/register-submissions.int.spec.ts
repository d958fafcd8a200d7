import { SUBMISSION_TYPE } from '@redress/contracts';
import { BOMBS, eventually, hugeRecord, publishPacked } from '@redress/testing';
import type { KafkaMessage, Message } from 'kafkajs';
import { aSubmission } from '../../testing/a-submission.spec';
import { IntakeUnderTest, signed } from '../../testing/intake-under-test.spec';

let intake: IntakeUnderTest;
let rejected: KafkaMessage[];

beforeAll(async () => {
  intake = await IntakeUnderTest.start();
  rejected = await intake.recordsOf('complaint.submissions.rejected.v1');
}, 240_000);

afterAll(() => intake?.stop());

/** Leaves out the headers that a test takes away. */
const present = (headers: NonNullable<Message['headers']>) =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as typeof headers;

function submission(id: string, replaced: Partial<Message> & { source?: string; keyId?: string } = {}): Message {
  const { source = '/crm', keyId, headers, value = JSON.stringify(aSubmission()), ...message } = replaced;
  return {
    key: 'one-partition',
    value,
    ...message,
    headers: present({
      ce_specversion: '1.0',
      ce_type: SUBMISSION_TYPE,
      ce_source: source,
      ce_id: id,
      'content-type': 'application/json',
      ...signed({ id, source, body: value ?? '' }, keyId),
      ...headers,
    }),
  };
}

function withoutSignature({ headers, ...message }: Message): Message {
  const { ce_redresssignature: _, ...rest } = headers ?? {};
  return { ...message, headers: rest };
}

const registered = async () => {
  const { rows } = await intake.service.database.query<{ source_id: string; complaint_no: string }>(
    'select source_id, complaint_no from complaint order by complaint_no',
  );
  return rows;
};

/** Publishes a submission behind everything else and waits until it is registered: then all before it was handled. */
async function passes(id: string): Promise<void> {
  await intake.publish('complaint.submissions.v1', submission(id));
  await eventually(async () => (await registered()).some((row) => row.source_id === id), {
    timeoutMs: 20_000,
    what: `submission ${id} to be registered`,
  });
}

const rejection = (offset: number): Record<string, unknown> => JSON.parse(String(rejected[offset]?.value));

describe('submissions over Kafka', () => {
  // architecture 4.3
  it('registers what is valid, rejects the rest with reasons, knows repeats, and goes on', async () => {
    const structured = JSON.stringify({
      specversion: '1.0',
      type: SUBMISSION_TYPE,
      source: '/crm',
      id: 'A-2',
      data: { ...aSubmission(), channel: 'PARTNER_API' },
    });
    await intake.publish(
      'complaint.submissions.v1',
      submission('A-1'),
      submission('A-1'),
      {
        key: 'one-partition',
        value: structured,
        headers: { 'content-type': 'application/cloudevents+json', ...signed({ id: 'A-2', body: structured }) },
      },
      submission('A-3', { value: null }),
      submission('A-4', { value: '{"channel":' }),
      submission('A-5', { value: JSON.stringify({ ...aSubmission(), channel: 'PIGEON', description: '' }) }),
      submission('A-6', { source: '/unheard-of' }),
      submission('planted.tang@example.com', { key: '唐晚舟' }),
      submission('A-7', { headers: { ce_type: 'com.example.other' } }),
      submission('A-8', { value: JSON.stringify({ ...aSubmission(), description: '长'.repeat(200_000) }) }),
      submission('A-1', { value: JSON.stringify(aSubmission({ description: '另一件事。' })) }),
      submission('A-9', { source: 'urn:shop', keyId: 'k2' }),
    );
    await passes('LAST-1');
    await eventually(() => rejected.length >= 7, { timeoutMs: 20_000, what: 'seven rejections' });

    const rows = await registered();
    expect(rows.map((row) => row.source_id).toSorted()).toEqual(['A-1', 'A-2', 'A-9', 'LAST-1']);
    expect(rows.map((row) => row.complaint_no)).toEqual([
      'GSCS-260302-00001',
      'GSCS-260302-00002',
      'GSCS-260302-00003',
      'GSQA-260302-00001',
    ]);
    expect(rejected).toHaveLength(7);
    const reasons = rejected.map((_, index) => {
      const { id, reasons } = rejection(index) as { id: string | null; reasons: { code: string; pointer?: string }[] };
      return [id, ...reasons.map((reason) => `${reason.code} ${reason.pointer ?? ''}`.trim()).toSorted()];
    });
    expect(reasons.toSorted()).toEqual([
      [null, 'malformed-id'],
      ['A-3', 'null-value'],
      ['A-4', 'malformed-json'],
      ['A-5', 'not-in-list /channel', 'too-short /description'],
      ['A-6', 'unknown-source'],
      ['A-7', 'unknown-type'],
      ['A-8', 'value-too-large'],
    ]);
  }, 60_000);

  it('repeats neither body nor doubtful key nor doubtful id in a rejection, but its coordinates', () => {
    const text = rejected.map(({ key, value, headers }) => `${key} ${value} ${JSON.stringify(headers)}`).join('\n');

    expect(text).not.toMatch(/planted\.tang|唐晚舟|沈知微|水壶|PIGEON/);
    const doubtful = rejected.map((_, index) => rejection(index)).find(({ id }) => id === null);
    expect(doubtful).toMatchObject({
      topic: 'complaint.submissions.v1',
      partition: expect.any(Number),
      offset: expect.stringMatching(/^\d+$/),
    });
  });

  it('rejects a batch that cannot be read by its coordinates, and goes on', async () => {
    const before = rejected.length;
    const topic = `${intake.suite.topicPrefix}complaint.submissions.v1`;
    const at = await publishPacked(intake.suite.kafkaClient(), topic, 5, BOMBS.zstd, [hugeRecord()]);
    await passes('LAST-3');
    await eventually(() => rejected.length > before, { timeoutMs: 20_000, what: 'the rejection' });

    expect(rejected).toHaveLength(before + 1);
    expect(String(rejected[before]?.key)).toBe(`complaint.submissions.v1/5/${at}`);
    expect(rejection(before)).toEqual({
      source: null,
      id: null,
      topic: 'complaint.submissions.v1',
      partition: 5,
      offset: String(at),
      lastOffset: String(at),
      receivedAt: expect.any(String),
      reasons: [{ code: 'batch-too-large', detail: 'it unpacks to more than a batch may hold (zstd)' }],
    });
  }, 60_000);

  // IN-20, PM-01
  it('gives the first result when the same record is delivered twice, also under the next key of its source', async () => {
    await intake.publish('complaint.submissions.v1', submission('B-1', { source: 'urn:shop', keyId: 'k2' }));
    await intake.publish('complaint.submissions.v1', submission('B-1', { source: 'urn:shop', keyId: 'k3' }));
    await passes('LAST-2');

    const { rows } = await intake.service.database.query('select source from complaint where source_id = $1', ['B-1']);
    expect(rows).toEqual([{ source: 'urn:shop' }]);
  }, 30_000);

  // contracts, section 7
  it('registers nothing that its source has not proven, and judges none of its words', async () => {
    const before = rejected.length;
    const ids = (await registered()).length;
    const faulty = JSON.stringify({ channel: 'PIGEON', surprise: 1 });
    const another = JSON.stringify(aSubmission({ description: '另一件事。' }));
    const structured = JSON.stringify({
      specversion: '1.0',
      type: SUBMISSION_TYPE,
      source: '/crm',
      id: 'D-12',
      data: {},
    });
    const reserved = ['staff:lin.intake', 'client:crm', 'channel:mail', 'portal'];
    await intake.publish(
      'complaint.submissions.v1',
      submission('D-1', { source: '/unheard-of', value: faulty }),
      submission('D-2', { source: '/gone', value: faulty }),
      submission('D-3', { source: '/keyless', keyId: 'k1', value: faulty }),
      withoutSignature(submission('D-4', { value: faulty })),
      submission('D-5', { headers: { ce_redresssignature: '0'.repeat(64) }, value: faulty }),
      submission('D-6', { headers: { ce_redresssignature: 'none' }, value: faulty }),
      submission('D-7', { keyId: 'k2', value: faulty }),
      submission('D-8', { headers: signed({ id: 'D-8', source: 'urn:shop', body: faulty }, 'k2'), value: faulty }),
      submission('D-9', { headers: signed({ id: 'D-1', body: faulty }), value: faulty }),
      submission('D-10', { headers: signed({ id: 'D-10', body: another }) }),
      { ...submission('D-12', { value: structured }), headers: { 'content-type': 'application/cloudevents+json' } },
      ...reserved.map((source, at) => submission(`D-2${at}`, { source, value: faulty })),
    );
    await passes('LAST-4');
    await eventually(() => rejected.length >= before + 15, { timeoutMs: 20_000, what: 'fifteen rejections' });

    const reasons = rejected.slice(before).map((_, index) => {
      const { id, reasons } = rejection(before + index) as { id: string; reasons: { code: string }[] };
      return [id, ...reasons.map(({ code }) => code)];
    });
    expect(Object.fromEntries(reasons.map(([id, ...codes]) => [id, codes.join(' ')]))).toEqual({
      'D-1': 'unknown-source',
      'D-2': 'inactive-source',
      'D-3': 'no-key',
      'D-4': 'missing-signature',
      'D-5': 'wrong-signature',
      'D-6': 'wrong-signature',
      'D-7': 'wrong-signature',
      'D-8': 'wrong-signature',
      'D-9': 'wrong-signature',
      'D-10': 'wrong-signature',
      'D-12': 'missing-signature',
      'D-20': 'reserved-source',
      'D-21': 'reserved-source',
      'D-22': 'reserved-source',
      'D-23': 'reserved-source',
    });
    expect((await registered()).length).toBe(ids + 1);
  }, 60_000);

  // IN-01, contracts, section 7
  it('takes organisation, unit, channels and rights of a source from its entry and not from its words', async () => {
    const before = rejected.length;
    const urn = { source: 'urn:shop', keyId: 'k3' };
    const stating = (change: object) => JSON.stringify({ ...aSubmission(), ...change });
    await intake.publish(
      'complaint.submissions.v1',
      submission('E-1', { ...urn }),
      submission('E-2', { ...urn, value: stating({ receivingUnit: 'CS' }) }),
      submission('E-3', { ...urn, value: stating({ receivingUnit: 'LOG' }) }),
      submission('E-4', { ...urn, value: stating({ receivingUnit: 'NORTH' }) }),
      submission('E-5', { ...urn, value: stating({ channel: 'LETTER' }) }),
      submission('E-6', {
        ...urn,
        value: stating({ receivedAt: '2026-03-01T00:00:00Z', urgency: 'IMMEDIATE', pack: 'GENERAL_SERVICE' }),
      }),
      submission('E-7', { source: '/stray' }),
      submission('E-8', { value: stating({ receivedAt: '2026-03-01T00:00:00Z', urgency: 'TODAY' }) }),
    );
    await passes('LAST-5');
    await eventually(() => rejected.length >= before + 5, { timeoutMs: 20_000, what: 'five rejections' });

    const reasons = rejected.slice(before).map((_, index) => {
      const { id, reasons } = rejection(before + index) as { id: string; reasons: { code: string; pointer: string }[] };
      return [id, reasons.map(({ code, pointer }) => `${code} ${pointer}`).toSorted()];
    });
    expect(Object.fromEntries(reasons)).toEqual({
      'E-3': ['unit-not-bound /receivingUnit'],
      'E-4': ['unknown-unit /receivingUnit'],
      'E-5': ['channel-not-here /channel'],
      'E-6': ['not-permitted /pack', 'not-permitted /receivedAt', 'not-permitted /urgency'],
      'E-7': ['unknown-unit /receivingUnit'],
    });
    const { rows } = await intake.service.database.query(
      `select source_id, receiving_unit, organisation_id, urgency from complaint
       where source_id in ('E-1', 'E-2', 'E-8') order by 1`,
    );
    expect(rows).toEqual([
      { source_id: 'E-1', receiving_unit: 'QA', organisation_id: 'acme', urgency: 'NORMAL' },
      { source_id: 'E-2', receiving_unit: 'CS', organisation_id: 'acme', urgency: 'NORMAL' },
      { source_id: 'E-8', receiving_unit: 'CS', organisation_id: 'acme', urgency: 'TODAY' },
    ]);
  }, 60_000);

  // contracts, section 5
  it('echoes the pair with number and id on the story', async () => {
    const story = await intake.recordsOf('complaint.lifecycle.v1');
    const event = await eventually(() =>
      story.map(({ value }) => JSON.parse(String(value))).find((data) => data.source.id === 'A-1'),
    );

    expect(event).toMatchObject({
      complaintNo: 'GSCS-260302-00001',
      source: { source: '/crm', id: 'A-1' },
      actor: { kind: 'PARTNER', id: '/crm' },
      stateSeq: 1,
      from: null,
      to: 'REGISTERED',
      holder: 'routing',
    });
  });

  it('takes gap-free numbers for a burst over many partitions', async () => {
    const ids = Array.from({ length: 300 }, (_, index) => `C-${index}`);
    await intake.advanceTo('2026-03-03T01:00:00.000Z');
    await intake.publish(
      'complaint.submissions.v1',
      ...ids.flatMap((id) => [submission(id, { key: id }), submission(id, { key: id })]),
    );
    const ofTheDay = async () => (await registered()).filter((row) => row.complaint_no.startsWith('GSCS-260303-'));
    await eventually(async () => (await ofTheDay()).length === 300, { timeoutMs: 30_000, what: 'the burst' });

    const rows = await ofTheDay();
    expect(new Set(rows.map((row) => row.source_id)).size).toBe(300);
    expect(rows.at(-1)?.complaint_no).toBe('GSCS-260303-00300');
  }, 60_000);
});
