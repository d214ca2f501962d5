import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { planChanges } from "../graph/changes/change-set.js";
import type { Refusal } from "../graph/changes/work.js";
import type { Engine } from "../graph/engine.js";
import { isClaimType } from "../graph/node-types.js";
import { checkDocument, type SourceTexts } from "./check-document.js";
import type { Document, Recorded } from "./document.js";
import { pointerTo } from "./pointer.js";
import { isProvinceTable, provincesDocument } from "./provinces.js";
import { type Statement, statementsOf } from "./records.js";
import type { LoadReport, Refused } from "./report.js";
import { checkSchema } from "./schema-check.js";

export interface LoadOptions {
  /** Only says what would be done. */
  readonly dryRun?: boolean;
  /** Where they are to be had, offsets are checked against the sources' texts. */
  readonly texts?: SourceTexts;
  /** Told after each file is read. */
  readonly onProgress?: (done: number, files: number) => void;
  /** Who records what a document does not say who recorded; now is when. */
  readonly recordedBy?: string;
}

/** A statement and the file that makes it. */
type Filed = Statement & { readonly file: string };

/**
 * Loads data documents (JSON, or the table of provinces as CSV) into an engine: all of them or, with one refusal
 * anywhere, nothing. Loading a second time changes nothing.
 */
export async function loadDocuments(
  engine: Engine,
  files: readonly string[],
  options: LoadOptions = {},
): Promise<LoadReport> {
  const recorded: Recorded = { at: new Date().toISOString(), by: options.recordedBy ?? "loader" };
  const statements: Filed[] = [];
  const refusals: Refused[] = [];
  const documents = [...new Set(files)].filter((file) => !isSchema(file));
  for (const [index, file] of documents.entries()) {
    const read = readFile(file, options.texts);
    if ("faults" in read) refusals.push(...read.faults.map((fault) => ({ file, ...fault })));
    else for (const each of statementsOf(read.document, recorded)) statements.push({ ...each, file });
    options.onProgress?.(index + 1, documents.length);
  }
  const report = { files: documents.length, ...countsOf(statements), created: 0, updated: 0, unchanged: 0 };
  if (refusals.length > 0) return { ...report, refusals };
  return { ...report, ...(await store(engine, statements, options)) };
}

/** So that `data/*.json` can be said where the schema lies beside the documents. */
export const isSchema = (file: string): boolean => file.endsWith(".schema.json");

async function store(engine: Engine, statements: readonly Filed[], { dryRun }: LoadOptions) {
  const plan = await planChanges(
    engine,
    statements.map(({ record }) => record),
  );
  const { created, updated, unchanged } = plan.counts;
  const refusals = plan.refusals.map((refusal) => placed(refusal, statements));
  if (dryRun !== true && plan.changes.puts.length > 0) await engine.apply(plan.changes);
  return { created, updated, unchanged, refusals };
}

function countsOf(statements: readonly Filed[]): Pick<LoadReport, "entities" | "claims" | "sources"> {
  const counts = { entities: 0, claims: 0, sources: 0 };
  for (const type of new Map(statements.map(({ record }) => [record.id, record.type])).values()) {
    counts[type === "Source" ? "sources" : isClaimType(type) ? "claims" : "entities"]++;
  }
  return counts;
}

/** The stored names of relationships, as documents call them. */
const keys: Readonly<Record<string, string>> = { IN: "organization" };

function placed({ index, property, link, reason }: Refusal, statements: readonly Filed[]): Refused {
  const statement = statements[index];
  if (statement === undefined) throw new Error(`A refusal names statement ${index}, which does not exist.`);
  const { file, pointer, linkPointers } = statement;
  if (link !== undefined) return { file, pointer: linkPointers[link] ?? pointer, reason };
  return { file, pointer: property === undefined ? pointer : pointer + pointerTo(keys[property] ?? property), reason };
}

type Read = { readonly document: Document } | { readonly faults: readonly { pointer: string; reason: string }[] };

const whole = (reason: string): Read => ({ faults: [{ pointer: "", reason }] });

function readFile(file: string, texts: SourceTexts | undefined): Read {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return whole(`cannot be read: ${messageOf(error)}`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return whole("is not UTF-8");
  }
  return file.endsWith(".csv") ? readTable(text, bytes) : readDocument(text, texts);
}

function readTable(text: string, bytes: Uint8Array): Read {
  if (!isProvinceTable(text)) return whole("is not a table of provinces such as data/provinces.csv");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  try {
    return readValue(provincesDocument(text, sha256), { text: () => text });
  } catch (error) {
    return whole(`is not a table of provinces: ${messageOf(error)}`);
  }
}

function readDocument(text: string, texts: SourceTexts | undefined): Read {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    return whole(`is not JSON: ${messageOf(error)}`);
  }
  return readValue(value, texts);
}

function readValue(value: unknown, texts: SourceTexts | undefined): Read {
  const checked = checkSchema(value);
  if ("faults" in checked) return checked;
  const faults = checkDocument(checked.document, texts);
  return faults.length > 0 ? { faults } : checked;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
