import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileSpan } from './file-span-exporter';
import { logContext } from './log-context';
import { parseTraceparent } from './traceparent';
import {
  currentTraceId,
  currentTraceparent,
  produceSpan,
  startTracing,
  withRemoteParent,
  type Tracing,
} from './tracing';

const RECEIVED = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const TRACE_ID = parseTraceparent(RECEIVED)?.traceId;

describe('tracing switched off', () => {
  it('starts nothing', () => {
    expect(startTracing('intake', {}).enabled).toBe(false);
  });

  it('hands a received trace on unchanged', () => {
    const seen = withRemoteParent(RECEIVED, 'consume', {}, () => [currentTraceparent(), currentTraceId()]);

    expect(seen).toEqual([RECEIVED, TRACE_ID]);
    expect(produceSpan(RECEIVED, 'produce', {})).toBe(RECEIVED);
  });

  it('begins a trace when none was received', () => {
    const begun = withRemoteParent(undefined, 'consume', {}, currentTraceparent);

    expect(parseTraceparent(begun)).toBeDefined();
    expect(currentTraceparent()).toBeUndefined();
  });
});

describe('tracing into a file', () => {
  let folder: string;
  let file: string;
  let tracing: Tracing;
  const spans = (): FileSpan[] =>
    readFileSync(file, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as FileSpan);
  const named = (name: string): FileSpan => spans().find((span) => span.name === name) as FileSpan;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'redress-trace-'));
    file = join(folder, 'spans.jsonl');
    tracing = startTracing('routing', { REDRESS_TRACE_FILE: file });
  });

  afterAll(async () => {
    await tracing.shutdown();
    rmSync(folder, { recursive: true });
  });

  it('records consuming below the received span, and what it produces below that', async () => {
    const sent = await withRemoteParent(RECEIVED, 'consume one', { 'messaging.system': 'kafka' }, async () => {
      await Promise.resolve();
      return produceSpan(currentTraceparent(), 'produce one', {});
    });

    const [consumed, produced] = [named('consume one'), named('produce one')];
    expect(consumed).toMatchObject({ service: 'routing', traceId: TRACE_ID, kind: 'CONSUMER', failed: false });
    expect(consumed.parentSpanId).toBe(parseTraceparent(RECEIVED)?.spanId);
    expect(produced).toMatchObject({ traceId: TRACE_ID, kind: 'PRODUCER', parentSpanId: consumed.spanId });
    expect(parseTraceparent(sent)).toMatchObject({ traceId: TRACE_ID, spanId: produced.spanId });
  });

  it('marks work that failed, and says nothing of why', async () => {
    const failing = withRemoteParent(RECEIVED, 'consume two', {}, () => Promise.reject(new Error('Wang Xiaoming')));

    await expect(failing).rejects.toThrow('Wang Xiaoming');
    expect(named('consume two').failed).toBe(true);
    expect(JSON.stringify(spans())).not.toContain('Wang');
  });

  it('begins a trace of its own for a message that carries none', () => {
    withRemoteParent('garbage', 'consume three', {}, () => logContext());

    expect(named('consume three').traceId).not.toBe(TRACE_ID);
    expect(named('consume three')).not.toHaveProperty('parentSpanId');
  });
});
