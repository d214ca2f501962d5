import { isClaimType } from "../graph/node-types.js";
import type { SourceTexts } from "./check-document.js";
import type { Recorded } from "./document.js";
import { readFile } from "./read-files.js";
import { type Statement, statementsOf } from "./records.js";
import type { LoadReport, Refused } from "./report.js";
import { type Store, storeStatements } from "./store.js";

export interface LoadOptions {
  /** Only says what would be done. */
  readonly dryRun?: boolean;
  /** Where they are to be had, offsets are checked against the sources' texts. */
  readonly texts?: SourceTexts;
  /** Told after each file is read. */
  readonly onProgress?: (done: number, files: number) => void;
  /** Who records what a document does not say who recorded; now is when. */
  readonly recordedBy?: string;
  /**
   * For graphs too large for one transaction: stores what was read after each so many statements about nodes, with
   * bounded memory. A document may then only refer to what the graph, itself or an earlier document has. The first
   * refusal ends the load; what was stored before it stays, and loading again goes on from there.
   */
  readonly batch?: number;
  /** With `batch`, told after each of them how many statements are stored. */
  readonly onStored?: (statements: number) => void;
}

/** A statement and the file that makes it. */
type Filed = Statement & { readonly file: string };

/**
 * Loads data documents (JSON, NDJSON with one document a line, or the table of provinces as CSV) into an engine: all
 * of them or, with one refusal anywhere, nothing, unless `batch` is given. Loading a second time changes nothing.
 */
export async function loadDocuments(
  engine: Store,
  files: readonly string[],
  options: LoadOptions = {},
): Promise<LoadReport> {
  const recorded: Recorded = { at: new Date().toISOString(), by: options.recordedBy ?? "loader" };
  const documents = [...new Set(files)].filter((file) => !isSchema(file));
  const loading = new Loading(engine, recorded, options);
  for (const [index, file] of documents.entries()) {
    for await (const read of readFile(file, options.texts)) {
      if ("faults" in read) await loading.refuse(read.faults.map((fault) => ({ ...fault, file: read.file })));
      else await loading.add(statementsOf(read.document, recorded).map((each) => ({ ...each, file: read.file })));
      if (loading.ended) break;
    }
    options.onProgress?.(index + 1, documents.length);
  }
  return { files: documents.length, ...(await loading.finish()) };
}

/** So that `data/*.json` can be said where the schema lies beside the documents. */
export const isSchema = (file: string): boolean => file.endsWith(".schema.json");

type Counts = Omit<LoadReport, "files" | "refusals">;

/** Owns what was read and is not stored yet, and what came of the rest. */
class Loading {
  readonly #engine: Store;
  readonly #recorded: Recorded;
  readonly #options: LoadOptions;
  readonly #counts = { entities: 0, claims: 0, sources: 0, created: 0, updated: 0, unchanged: 0 };
  readonly #refusals: Refused[] = [];
  #statements: Filed[] = [];
  /** The batch before: the next is read while it is stored, and stored after it. */
  #storing: Promise<void> = Promise.resolve();
  #stored = 0;

  constructor(engine: Store, recorded: Recorded, options: LoadOptions) {
    this.#engine = engine;
    this.#recorded = recorded;
    this.#options = options;
  }

  /** In batches, nothing is read past a refusal; without, all of them are found. */
  get ended(): boolean {
    return this.#options.batch !== undefined && this.#refusals.length > 0;
  }

  async refuse(refusals: readonly Refused[]): Promise<void> {
    await this.#storing;
    if (!this.ended) this.#refusals.push(...refusals);
  }

  async add(statements: readonly Filed[]): Promise<void> {
    this.#statements.push(...statements);
    if (this.#statements.length < (this.#options.batch ?? Number.POSITIVE_INFINITY)) return;
    await this.#storing;
    if (this.ended) return;
    this.#storing = this.#store();
    // Whoever waits for it learns of its failure; until then nobody does.
    this.#storing.catch(() => undefined);
  }

  async finish(): Promise<Counts & { readonly refusals: readonly Refused[] }> {
    await this.#storing;
    if (!this.ended) await this.#store();
    return { ...this.#counts, refusals: this.#refusals };
  }

  async #store(): Promise<void> {
    const statements = this.#statements;
    this.#statements = [];
    this.#count(countsOf(statements));
    if (this.#refusals.length > 0) return;
    const { dryRun = false, texts, onStored } = this.#options;
    const by = { actor: this.#recorded.by, at: this.#recorded.at, texts };
    const { refusals, created, updated, unchanged } = await storeStatements(this.#engine, statements, by, dryRun);
    for (const { statement, pointer, reason } of refusals) {
      this.#refusals.push({ file: statements[statement]?.file ?? "", pointer, reason });
    }
    this.#count({ created, updated, unchanged });
    this.#stored += statements.length;
    onStored?.(this.#stored);
  }

  #count(more: Partial<Counts>): void {
    for (const name of Object.keys(this.#counts) as (keyof Counts)[]) this.#counts[name] += more[name] ?? 0;
  }
}

function countsOf(statements: readonly Filed[]): Pick<LoadReport, "entities" | "claims" | "sources"> {
  const counts = { entities: 0, claims: 0, sources: 0 };
  for (const type of new Map(statements.map(({ record }) => [record.id, record.type])).values()) {
    counts[type === "Source" ? "sources" : isClaimType(type) ? "claims" : "entities"]++;
  }
  return counts;
}
