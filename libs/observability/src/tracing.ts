import {
  context,
  SpanKind,
  SpanStatusCode,
  trace,
  TraceFlags,
  type Attributes,
  type Context,
} from '@opentelemetry/api';
import { logContext, withLogContext } from './log-context';
import { formatTraceparent, newTraceparent, parseTraceparent } from './traceparent';

/** Handle of a started (or switched off) tracer. */
export interface Tracing {
  readonly enabled: boolean;
  /** Hands over what is not exported yet. */
  shutdown(): Promise<void>;
}

let recording = false;

/**
 * Starts OpenTelemetry when the environment asks for it: `OTEL_EXPORTER_OTLP_ENDPOINT` sends spans to a collector,
 * `REDRESS_TRACE_FILE` appends them to a file. Otherwise nothing is loaded and every function of this module only passes
 * trace ids on. Call it before `pg` and the web server are loaded, else their spans are missing.
 */
export function startTracing(service: string, env: NodeJS.ProcessEnv = process.env): Tracing {
  const endpoint = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  const file = env['REDRESS_TRACE_FILE'];
  if (!endpoint && !file) return { enabled: false, shutdown: () => Promise.resolve() };

  // Loaded here and not above: the SDK costs half a second and 30 MB that a service without tracing must not pay.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { startSdk } = require('./tracing-sdk') as typeof import('./tracing-sdk');
  const sdk = startSdk({ service, toCollector: endpoint !== undefined && endpoint !== '', file });
  recording = true;
  return {
    enabled: true,
    shutdown: async () => {
      recording = false;
      await sdk.shutdown();
    },
  };
}

/** The `traceparent` to hand to whatever the current work causes; undefined outside of a request or event. */
export function currentTraceparent(): string | undefined {
  const active = recording ? trace.getActiveSpan()?.spanContext() : undefined;
  if (active && trace.isSpanContextValid(active)) {
    return formatTraceparent({
      traceId: active.traceId,
      spanId: active.spanId,
      sampled: (active.traceFlags & TraceFlags.SAMPLED) === TraceFlags.SAMPLED,
    });
  }
  return logContext().traceparent;
}

/** The trace id of the current work, as shown in logs and problem documents. */
export function currentTraceId(): string | undefined {
  return parseTraceparent(currentTraceparent())?.traceId;
}

/**
 * Runs `work` as the consequence of a received message: in a span of kind CONSUMER below `traceparent` when tracing is
 * on, else only with its trace id in force. Without a (valid) `traceparent` a new trace begins. Answers what `work` does.
 */
export function withRemoteParent<T>(
  traceparent: string | undefined,
  spanName: string,
  attributes: Attributes,
  work: () => T,
): T {
  const received = parseTraceparent(traceparent) ? traceparent : undefined;
  if (!recording) return withLogContext({ traceparent: received ?? newTraceparent() }, work);
  const span = tracer().startSpan(spanName, { kind: SpanKind.CONSUMER, attributes }, remoteContext(received));
  const end = (failed: boolean): void => {
    // No message: it may quote what the failing work was given.
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  };
  return context.with(trace.setSpan(context.active(), span), () => ending(end, work));
}

/**
 * Records that a message leaves for the broker and answers the `traceparent` it should carry: that of a span of kind
 * PRODUCER below the given one when tracing is on, else the given one unchanged.
 */
export function produceSpan(
  traceparent: string | undefined,
  spanName: string,
  attributes: Attributes,
): string | undefined {
  if (!recording) return traceparent;
  const span = tracer().startSpan(spanName, { kind: SpanKind.PRODUCER, attributes }, remoteContext(traceparent));
  span.end();
  const { traceId, spanId, traceFlags } = span.spanContext();
  return formatTraceparent({ traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) === TraceFlags.SAMPLED });
}

/**
 * Names the span of the current HTTP request by its route pattern and removes what could identify a person: the path
 * (it may hold an offer token), the query and the client's address.
 */
export function nameRequestSpan(method: string, route: string): void {
  if (!recording) return;
  const span = trace.getActiveSpan();
  if (!span) return;
  span.updateName(`${method} ${route}`);
  span.setAttributes({
    'http.route': route,
    'url.path': route,
    'url.query': '',
    'client.address': '',
    'network.peer.address': '',
  });
}

function tracer(): ReturnType<typeof trace.getTracer> {
  return trace.getTracer('redress');
}

function remoteContext(traceparent: string | undefined): Context {
  const parent = parseTraceparent(traceparent);
  if (!parent) return trace.deleteSpan(context.active());
  return trace.setSpanContext(context.active(), {
    traceId: parent.traceId,
    spanId: parent.spanId,
    traceFlags: parent.sampled ? TraceFlags.SAMPLED : TraceFlags.NONE,
    isRemote: true,
  });
}

function ending<T>(end: (failed: boolean) => void, work: () => T): T {
  let result: T;
  try {
    result = work();
  } catch (error) {
    end(true);
    throw error;
  }
  if (!(result instanceof Promise)) {
    end(false);
    return result;
  }
  result.then(
    () => end(false),
    () => end(true),
  );
  return result;
}
