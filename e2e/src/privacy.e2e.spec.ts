import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import { Client } from 'pg';
import { CaseWork, OFFICER, SUBMITTER } from '@redress/workload';
import { findLeaks, readFiles, readTables, readTopicsOf, type Place } from './leak-scan';
import { plant } from './planted-words';
import { PlatformUnderTest } from './platform-under-test';

const INBOUND = 'topic complaint.submissions.v1';
const REJECTED = 'topic complaint.submissions.rejected.v1';

// PR-01, PR-02, LI-12, DF-15, ST-06, architecture 5.5
describe('personal data of complaints that went the whole way', () => {
  const ofStaff = plant('staff', 'PHONE_HOTLINE');
  const ofPortal = plant('portal', 'WEB_FORM');
  const ofTopic = plant('topic', 'PHONE_HOTLINE');
  const ofWithdrawn = plant('withdrawn', 'WEB_FORM');
  const ofRefused = plant('refused over HTTP', 'WEB_FORM');
  const ofRejected = plant('rejected from the topic', 'WEB_FORM');
  const everything = new Map(
    [ofStaff, ofPortal, ofTopic, ofWithdrawn, ofRefused, ofRejected].flatMap(({ all }) => [...all]),
  );
  let under: PlatformUnderTest;
  let topics: Place[];
  let traces: string;

  beforeAll(async () => {
    traces = mkdtempSync(join(tmpdir(), 'redress-traces-'));
    const everySpan = { REDRESS_LOG_LEVEL: 'debug', REDRESS_TRACE_FILE: join(traces, 'spans.jsonl') };
    under = await PlatformUnderTest.start({ environment: { all: everySpan } });
    const cases = [
      await CaseWork.byStaff(under, ofStaff.submission, ofStaff.words),
      await CaseWork.byPortal(under, ofPortal.submission, ofPortal.words),
      await CaseWork.byTopic(under, ofTopic.submission, ofTopic.words),
    ];
    const withdrawn = await CaseWork.byPortal(under, ofWithdrawn.submission, ofWithdrawn.words);
    await withdrawn.assigned();
    await withdrawn.accept();
    await withdrawn.askToWithdraw(ofWithdrawn.statement);
    await under.client.send(OFFICER, 'POST', under.url('intake', '/v1/complaints'), {
      body: { ...ofRefused.submission, urgency: ofRefused.statement, [ofRefused.words.comment]: 1 },
    });
    await under.client.send(
      OFFICER,
      'GET',
      under.url('intake', `/v1/complaints/${encodeURIComponent(ofRefused.words.scope)}`),
    );
    await under.publishSubmission({
      id: randomUUID(),
      source: SUBMITTER,
      submission: {
        ...ofRejected.submission,
        urgency: ofRejected.statement,
        channel: undefined,
        [ofRejected.words.comment]: 1,
      },
    });
    for (const work of cases) {
      await work.assigned();
      await work.toResolved();
      await work.followUp(true);
      everything.set(`tracking code of ${work.complaintNo}`, await work.trackingCode());
      everything.set(`token of ${work.complaintNo}`, basename(await work.offerLink()));
    }
    for (const work of [...cases, withdrawn]) {
      await under.client.ask(OFFICER, 'POST', under.url('intake', `/v1/complaints/${work.complaintId}/reveals`), {
        body: { field: 'phone', purpose: 'CONTACT_COMPLAINANT', note: ofStaff.statement },
      });
    }
    await under.settle();
    topics = await readTopicsOf(under.kafka, under.platform.topicPrefix);
  }, 300_000);

  afterAll(async () => {
    await under?.stop();
    rmSync(traces, { recursive: true, force: true });
  }, 60_000);

  it('can be found by the scan where it may be: on the inbound topic', () => {
    const leaks = findLeaks(
      topics.filter(({ name }) => name === INBOUND),
      ofTopic.all,
    );

    expect(leaks).toEqual(
      expect.arrayContaining(
        ['name', 'e-mail', 'phone', 'description', 'subject', 'place'].map((what) => `topic: ${what} in ${INBOUND}`),
      ),
    );
  });

  it('can be found by the scan in any column, in whatever form it is written', async () => {
    const url = under.platform.databaseUrls.analytics;
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      const [name = ''] = [...ofStaff.all.values()];
      await client.query('create table planted (as_text text, as_json jsonb, as_bytes bytea)');
      const rows: (string | Buffer | null)[][] = [
        [name, null, null],
        [null, JSON.stringify({ list: [name] }), null],
        [null, null, Buffer.from(`..${name}..`)],
        [Buffer.from(`.${name}.`).toString('base64'), null, null],
      ];
      for (const row of rows) {
        await client.query('truncate planted');
        await client.query('insert into planted values ($1, $2, $3)', row);
        expect(findLeaks(await readTables(url), everything)).toEqual([
          expect.stringMatching(/^staff: name in table .*planted$/),
        ]);
      }
    } finally {
      await client.query('drop table planted');
      await client.end();
    }
  });

  it('is on no topic but the inbound one', () => {
    const others = topics.filter(({ name }) => name !== INBOUND);

    expect(others.filter(({ size }) => size > 0).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        REJECTED,
        'topic complaint.lifecycle.v1',
        'topic intake.dossiers.v1',
        'topic complaint.state.v1',
      ]),
    );
    expect(findLeaks(others, everything)).toEqual([]);
  });

  it.each(SERVICES)('is in no table of %s', async (service) => {
    const places = await readTables(under.platform.databaseUrls[service]);

    expect(places.filter(({ size }) => size > 0).length).toBeGreaterThan(5);
    expect(findLeaks(places, everything)).toEqual([]);
  });

  it.each(SERVICES)('is in no line of the log and in no metric of %s', async (service) => {
    const logs = readFiles(join(under.home, 'logs')).filter(({ name }) => name.startsWith(`file ${service}`));
    const { body } = await under.client.ask<string>(null, 'GET', under.url(service, '/metrics'));

    expect(logs.map(({ size }) => size > 5)).toEqual([true]);
    expect(body).toContain('redress_');
    const metrics = { name: `metrics of ${service}`, size: 1, content: Buffer.from(body) };
    expect(findLeaks([...logs, metrics], everything)).toEqual([]);
  });

  it('is in no span of a trace', () => {
    const [spans] = readFiles(traces);

    expect(spans?.size).toBeGreaterThan(100);
    expect(findLeaks(spans ? [spans] : [], everything)).toEqual([]);
  });

  it('is in no file that was uploaded, for they are sealed', () => {
    const files = readFiles(join(under.home, 'attachments'));

    expect(files.length).toBeGreaterThan(0);
    expect(findLeaks(files, everything)).toEqual([]);
  });

  it('reached the complainants in letters, so it was there to be leaked', () => {
    for (const { submission, words, all } of [ofStaff, ofPortal, ofTopic]) {
      const letters = under.letters(submission.complainant.email, /./);
      const text = Buffer.from(letters.map((letter) => letter.text).join('\n'));
      expect(text.includes(words.explanation)).toBe(true);
      expect(findLeaks([{ name: 'letters', size: letters.length, content: text }], all).length).toBeGreaterThan(1);
    }
  });
});
