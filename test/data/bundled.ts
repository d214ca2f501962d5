import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { canonical, low } from "../../src/domain/vietnamese.js";

export interface Passage {
  readonly start: number;
  readonly end: number;
  readonly asWritten?: string;
  readonly inferred?: boolean;
  readonly supports?: readonly string[];
}

/** An entity of a data document, of whatever type: what the tests of the bundled facts read of it. */
export interface Entity {
  readonly type: string;
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly mentions?: readonly Passage[];
  readonly organization?: string;
  readonly partOf?: string;
  readonly province?: string;
  readonly organizers?: readonly string[];
  readonly issuer?: string;
  readonly honours?: string;
  readonly title?: string;
  readonly number?: string;
  readonly kind?: string;
  readonly date?: string;
  readonly places?: readonly string[];
  readonly nameStated?: boolean;
  readonly birth?: string;
  readonly issuedOn?: string;
  readonly originDate?: string;
  readonly subject?: string;
  readonly code?: string;
  readonly validTo?: string;
}

export interface Claim {
  readonly type: string;
  readonly official?: string;
  readonly organization?: string;
  readonly description?: string;
  readonly count?: number;
  readonly position?: string;
  readonly attestedOn?: readonly string[];
  readonly event?: string;
  readonly role?: string;
  readonly onBehalfOf?: string;
  readonly inCapacityOf?: readonly string[];
  readonly subject?: string;
  readonly kind?: string;
  readonly years?: number;
  readonly celebratedOn?: string;
  readonly evidence: readonly Passage[];
}

export interface DataDocument {
  readonly file: string;
  readonly source: {
    readonly id: string;
    readonly title: string;
    readonly authors: readonly string[];
    readonly publishedOn?: string;
    readonly capturedOn?: string;
    readonly sha256: string;
  };
  readonly entities: readonly Entity[];
  readonly claims: readonly Claim[];
}

export const projectRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
export const dataFolder = join(projectRoot, "data");
/** The texts of the sources, where somebody keeps them beside the project. */
export const sourcesFolder = resolve(projectRoot, "../shared/seeds");
export const keyFile = resolve(projectRoot, "../shared/seeds-key.json");
export const hasSources = existsSync(sourcesFolder);
export const hasKey = existsSync(keyFile) && hasSources;

function readDocument(file: string): DataDocument {
  const document: DataDocument = { file, ...JSON.parse(readFileSync(join(dataFolder, file), "utf8")) };
  return document;
}

export const documents: readonly DataDocument[] = readdirSync(dataFolder)
  .filter((file) => file.endsWith(".json") && !file.endsWith(".schema.json"))
  .sort()
  .map(readDocument);

export function entitiesById(document: DataDocument): ReadonlyMap<string, Entity> {
  return new Map(document.entities.map((entity) => [entity.id, entity]));
}

export interface SourceText {
  readonly file: string;
  readonly sha256: string;
  /** The decoded text as code points: offsets count these. */
  readonly points: readonly string[];
}

/** Every stored text, by the hash of its bytes. */
export function readSources(): ReadonlyMap<string, SourceText> {
  const texts = readdirSync(sourcesFolder).map((file) => {
    const bytes = readFileSync(join(sourcesFolder, file));
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    // A byte order mark counts as a character of the file.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return { file, sha256, points: [...text] };
  });
  return new Map(texts.map((text) => [text.sha256, text]));
}

/** Case, punctuation, blanks, ƣ for ư and the place of the tone (uỷ, ủy) do not tell names apart; diacritics do. */
export const comparable = (text: string): string => ` ${canonical(low(text))} `;

/** Whether the text contains the words, as whole words. */
export const says = (text: string, words: string): boolean => comparable(text).includes(comparable(words));
