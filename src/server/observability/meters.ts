import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const requestBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const engineBuckets = [0.0001, 0.00025, 0.0005, ...requestBuckets];

interface Described {
  readonly name: string;
  readonly help: string;
}

/** What one series of a histogram or counter is told; each set of labels is looked up once. */
type Observe = (value: number) => void;

/**
 * The metrics of this process. What others count is read when somebody asks for it, so counting costs them an addition.
 * Every label has values from a closed list: see docs/observability.md.
 */
export class Meters {
  readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A number that only grows, as `read` says it is. */
  counter(described: Described, read: () => number): void {
    this.counters(described, [["", read]]);
  }

  /** One such number for each value of a label. */
  counters(
    { label, ...described }: Described & { readonly label?: string },
    series: readonly (readonly [value: string, read: () => number])[],
  ): void {
    new Counter({
      ...described,
      labelNames: label === undefined ? [] : [label],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [value, read] of series) this.inc(label === undefined ? {} : { [label]: value }, read());
      },
    });
  }

  gauge(described: Described, read: () => number): void {
    new Gauge({
      ...described,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** Counts by labels whose values come in the order of their names. */
  tally(described: Described, labelNames: readonly string[]): (...values: readonly string[]) => void {
    const counter = new Counter({ ...described, labelNames: [...labelNames], registers: [this.registry] });
    const series = new Map<string, { inc(): void }>();
    return (...values) => {
      const key = values.join(" ");
      let one = series.get(key);
      if (one === undefined) {
        one = counter.labels(...values);
        series.set(key, one);
      }
      one.inc();
    };
  }

  /** Seconds by one label. */
  seconds(described: Described, label: string, scale: "request" | "engine"): (value: string) => Observe {
    const histogram = new Histogram({
      ...described,
      labelNames: [label],
      buckets: scale === "request" ? requestBuckets : engineBuckets,
      registers: [this.registry],
    });
    const series = new Map<string, Observe>();
    return (value) => {
      let observe = series.get(value);
      if (observe === undefined) {
        const one = histogram.labels(value);
        observe = (seconds) => one.observe(seconds);
        series.set(value, observe);
      }
      return observe;
    };
  }
}
