import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { BatchSpanProcessor, SimpleSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { FileSpanExporter } from './file-span-exporter';

export interface SdkOptions {
  readonly service: string;
  /** Send spans to the collector that `OTEL_EXPORTER_OTLP_ENDPOINT` names. */
  readonly toCollector: boolean;
  /** Append spans to this file. */
  readonly file?: string;
}

const QUIET_PATHS = /^\/(health|metrics|internal)\b/;

/** Loads and starts the OpenTelemetry SDK with spans for HTTP and PostgreSQL. */
export function startSdk({ service, toCollector, file }: SdkOptions): NodeSDK {
  const spanProcessors: SpanProcessor[] = [];
  if (toCollector) spanProcessors.push(new BatchSpanProcessor({ exporter: new OTLPTraceExporter() }));
  if (file) spanProcessors.push(new SimpleSpanProcessor({ exporter: new FileSpanExporter(file, service) }));
  const sdk = new NodeSDK({
    serviceName: service,
    resourceDetectors: [],
    spanProcessors,
    // Empty and not absent: absent makes the SDK read exporters for metrics and logs from the environment.
    metricReaders: [],
    logRecordProcessors: [],
    instrumentations: [
      new HttpInstrumentation({
        ignoreIncomingRequestHook: (request) => QUIET_PATHS.test(request.url ?? ''),
        requireParentforOutgoingSpans: true,
      }),
      new PgInstrumentation({ requireParentSpan: true }),
    ],
  });
  sdk.start();
  return sdk;
}
