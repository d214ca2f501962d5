import type { Registry } from "prom-client";

/** The metrics of one process. */
export type Metrics = Awaited<ReturnType<Registry["getMetricsAsJSON"]>>;

export type FromWorker =
  /** It listens; `content` is what there is to announce. */
  | { readonly kind: "listens"; readonly content: string }
  /** Somebody asks it for the metrics of all. */
  | { readonly kind: "gather"; readonly question: number }
  | { readonly kind: "collected"; readonly round: number; readonly metrics: Metrics }
  | { readonly kind: "uncollected"; readonly round: number; readonly reason: string };

export type FromPrimary =
  | { readonly kind: "collect"; readonly round: number }
  | { readonly kind: "gathered"; readonly question: number; readonly text: string };
