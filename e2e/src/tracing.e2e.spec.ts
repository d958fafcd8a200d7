import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SERVICES } from '@redress/contracts';
import type { FileSpan } from '@redress/observability';
import { aSubmission, OFFICER, type Registered } from '@redress/workload';
import { PlatformUnderTest } from './platform-under-test';

const TRACE_ID = '5b8aa5a2d2c872e8321cf37308d69df2';
const CALLER_SPAN = '051581bf3cb55c13';

describe('the trace of a caller who registers a complaint', () => {
  let under: PlatformUnderTest;
  let folder: string;
  let trace: FileSpan[];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redress-traces-'));
    const file = join(folder, 'spans.jsonl');
    under = await PlatformUnderTest.start({ environment: { all: { REDRESS_TRACE_FILE: file } } });
    const { body } = await under.client.ask<Registered>(OFFICER, 'POST', under.url('intake', '/v1/complaints'), {
      body: aSubmission(),
      headers: { traceparent: `00-${TRACE_ID}-${CALLER_SPAN}-01` },
    });
    await under.story.find(body.complaintId, 'complaint-assigned');
    await under.story.find(body.complaintId, 'complaint-acknowledged');
    await under.settle();
    trace = readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FileSpan)
      .filter(({ traceId }) => traceId === TRACE_ID);
  }, 300_000);

  const waysTo = (name: string): string[][] => {
    const byId = new Map(trace.map((span) => [span.spanId, span]));
    const wayTo = (span: FileSpan | undefined): string[] =>
      span ? [...wayTo(byId.get(span.parentSpanId ?? '')), `${span.service} ${span.kind} ${span.name}`] : [];
    return trace.filter((span) => span.name === name).map(wayTo);
  };

  afterAll(async () => {
    await under?.stop();
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);

  // architecture 5.15
  it('goes through all six services', () => {
    expect([...new Set(trace.map(({ service }) => service))].sort()).toEqual([...SERVICES].sort());
  });

  it('has no gap: every span has its cause in the trace, the first one in the caller', () => {
    const known = new Set(trace.map(({ spanId }) => spanId));
    const roots = trace.filter(({ parentSpanId }) => !parentSpanId || !known.has(parentSpanId));

    expect(roots.map(({ service, name, parentSpanId }) => ({ service, name, parentSpanId }))).toEqual([
      { service: 'intake', name: 'POST /v1/complaints', parentSpanId: CALLER_SPAN },
    ]);
  });

  it('leads over two topics from the request to the snapshot that analytics publishes of the assignment', () => {
    expect(waysTo('publish complaint.state.v1')).toContainEqual([
      'intake SERVER POST /v1/complaints',
      'intake PRODUCER publish complaint.lifecycle.v1',
      'routing CONSUMER consume routing.assess-complaint',
      'routing PRODUCER publish complaint.lifecycle.v1',
      'analytics CONSUMER consume analytics.project-story',
      'analytics PRODUCER publish complaint.state.v1',
    ]);
  });

  it('leads to the acknowledgement that the acceptance letter is', () => {
    expect(waysTo('publish complaint.lifecycle.v1')).toContainEqual([
      'intake SERVER POST /v1/complaints',
      'intake PRODUCER publish complaint.lifecycle.v1',
      'notification CONSUMER notification dispatch',
      'notification PRODUCER publish complaint.lifecycle.v1',
    ]);
  });
});
