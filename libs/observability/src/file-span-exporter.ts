import { appendFileSync } from 'node:fs';
import { SpanKind, SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';

/** One line of a trace file. */
export interface FileSpan {
  readonly service: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly failed: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Appends finished spans to a file, one JSON object a line; several processes may share the file. */
export class FileSpanExporter implements SpanExporter {
  constructor(
    private readonly path: string,
    private readonly service: string,
  ) {}

  export(spans: ReadableSpan[], done: Parameters<SpanExporter['export']>[1]): void {
    try {
      // One write in append mode, so that lines of several processes do not mix.
      appendFileSync(this.path, spans.map((span) => `${JSON.stringify(this.line(span))}\n`).join(''));
      done({ code: 0 });
    } catch (error) {
      done({ code: 1, error: error as Error });
    }
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  private line(span: ReadableSpan): FileSpan {
    const { traceId, spanId } = span.spanContext();
    return {
      service: this.service,
      traceId,
      spanId,
      parentSpanId: span.parentSpanContext?.spanId,
      name: span.name,
      kind: SpanKind[span.kind] as string,
      startedAt: new Date(milliseconds(span.startTime)).toISOString(),
      durationMs: milliseconds(span.duration),
      failed: span.status.code === SpanStatusCode.ERROR,
      attributes: span.attributes,
    };
  }
}

function milliseconds([seconds, nanos]: ReadableSpan['startTime']): number {
  return seconds * 1_000 + nanos / 1_000_000;
}
