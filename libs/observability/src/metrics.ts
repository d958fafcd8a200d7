import { Measurements, type MeasurementOptions } from './measurements';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricDefinition<L extends string> {
  /** Without the prefix `redress_`; counters end in `_total`, durations in `_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly L[];
}

export interface HistogramDefinition<L extends string> extends MetricDefinition<L> {
  /** Upper bounds; default 1 ms to 10 s for durations in seconds. */
  readonly buckets?: readonly number[];
}

export interface MetricsOptions extends MeasurementOptions {
  /** Whether those of the process itself are there too; default true. */
  readonly processMetrics?: boolean;
}

const DURATION_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const EVENT_LOOP_PRECISION_MS = 50;

/**
 * The metrics of one service in Prometheus format. Asking for the same name again answers the same metric, so that two
 * parts of a service can share one.
 */
export class Metrics {
  private readonly registry = new Registry();

  private readonly measurements: Measurements;

  constructor(service: string, options: MetricsOptions = {}) {
    this.measurements = new Measurements(options);
    this.registry.setDefaultLabels({ service });
    if (options.processMetrics ?? true) {
      collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: EVENT_LOOP_PRECISION_MS });
    }
  }

  counter<L extends string = never>(definition: MetricDefinition<L>): Counter<L> {
    return this.named(definition.name, (name) => new Counter({ ...this.base(definition), name }));
  }

  gauge<L extends string = never>(definition: MetricDefinition<L>): Gauge<L> {
    return this.named(definition.name, (name) => new Gauge({ ...this.base(definition), name }));
  }

  /**
   * A gauge that is measured when metrics are asked for, as {@link Measurements} does it; a measurement that fails or is not
   * there in time leaves the metric out.
   */
  observedGauge(definition: MetricDefinition<never>, measure: () => number | Promise<number>): void {
    this.named(definition.name, (name) => {
      const gauge = new Gauge({ ...this.base(definition), name });
      this.measurements.add(gauge, measure);
      return gauge;
    });
  }

  histogram<L extends string = never>(definition: HistogramDefinition<L>): Histogram<L> {
    const buckets = [...(definition.buckets ?? DURATION_BUCKETS)];
    return this.named(definition.name, (name) => new Histogram({ ...this.base(definition), name, buckets }));
  }

  /** All metrics as text, with the content type to send it under. */
  async expose(): Promise<{ text: string; contentType: string }> {
    await this.measurements.take();
    return { text: await this.registry.metrics(), contentType: this.registry.contentType };
  }

  private base<L extends string>(
    definition: MetricDefinition<L>,
  ): {
    help: string;
    labelNames: L[];
    registers: Registry[];
  } {
    return { help: definition.help, labelNames: [...(definition.labels ?? [])], registers: [this.registry] };
  }

  private named<M>(name: string, create: (fullName: string) => M): M {
    const fullName = `redress_${name}`;
    return (this.registry.getSingleMetric(fullName) as M | undefined) ?? create(fullName);
  }
}
