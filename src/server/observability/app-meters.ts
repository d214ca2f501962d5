import type { DirectExecutor } from "../execute.js";
import type { Gate } from "../limits/gate.js";
import type { Refusals } from "../limits/shedding.js";
import type { DocumentStore } from "./document-store.js";
import type { Meters } from "./meters.js";

interface Parts {
  readonly gate: Gate;
  readonly refusals: Pick<Refusals, "count">;
  readonly documents: DocumentStore;
  readonly direct: DirectExecutor;
}

/** What the parts of the server count of themselves. */
export function meterServer(meters: Meters, { gate, refusals, documents, direct }: Parts): void {
  const gauge = (name: string, help: string, read: () => number) => meters.gauge({ name, help }, read);
  const counter = (name: string, help: string, read: () => number) => meters.counter({ name, help }, read);
  gauge("rolegraph_gate_running", "Requests of /graphql that are being answered.", () => gate.running);
  gauge("rolegraph_gate_queued", "Requests of /graphql that wait for their turn.", () => gate.queued);
  counter("rolegraph_gate_refused_total", "Requests of /graphql refused with 503.", () => refusals.count);

  const { counts } = direct;
  counter("rolegraph_plan_cache_hits_total", "Queries whose plan was at hand.", () => counts.hits);
  counter("rolegraph_plan_cache_misses_total", "Queries that had to be planned.", () => counts.misses);
  const plans = () => documents.sum((document) => direct.plansOf(document));
  gauge("rolegraph_plan_cache_size", "Plans that are kept.", plans);

  counter("rolegraph_document_cache_hits_total", "Documents that were parsed before.", () => documents.hits);
  counter("rolegraph_document_cache_misses_total", "Documents that had to be parsed.", () => documents.misses);
  gauge("rolegraph_document_cache_size", "Parsed documents that are kept.", () => documents.count);
}
