export { logContext, withLogContext, type LogContext } from './log-context';
export { createLogger, NestLogger, type Logger, type LoggerOptions } from './logger';
export { Metrics, type HistogramDefinition, type MetricDefinition, type MetricsOptions } from './metrics';
export { HealthRegistry, type CheckResult, type HealthReport } from './health';
export { formatTraceparent, newTraceparent, parseTraceparent, type Traceparent } from './traceparent';
export {
  currentTraceId,
  currentTraceparent,
  nameRequestSpan,
  produceSpan,
  startTracing,
  withRemoteParent,
  type Tracing,
} from './tracing';
export { type FileSpan } from './file-span-exporter';
