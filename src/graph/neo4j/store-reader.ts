import type { NodeType } from "../node-types.js";
import type { NodeRecord } from "../record.js";
import type { Change, Reader } from "../transaction.js";
import { changeOf } from "./history.js";
import { families, familyOf, idsByFamily, recordOf } from "./records.js";
import { Stale } from "./seen-reader.js";

/** Runs one statement: the values of each record, in the order of RETURN. */
export type Run = (
  text: string,
  parameters?: Readonly<Record<string, unknown>>,
) => Promise<readonly (readonly unknown[])[]>;

/** A statement for each family, since ids are indexed by it. */
const inFamilies = (statement: (family: string) => string, union = "UNION ALL"): string =>
  `CALL () { ${families.map(statement).join(` ${union} `)} }`;

const nodes = inFamilies((family) => `MATCH (n:${family}) WHERE n.id IN $${family} RETURN n`);
const readText = `${nodes} RETURN labels(n), properties(n), COLLECT { MATCH (n)-[r]->(m) RETURN [type(r), m.id, properties(r)] }`;
const versionsText = `${nodes} RETURN n.id, n.version`;
const referrersText = `${inFamilies(
  (family) => `MATCH (m:${family})<--(n) WHERE m.id IN $${family} RETURN n.id AS id`,
  "UNION",
)} RETURN id`;

type NodeRow = Parameters<typeof recordOf>;

/**
 * Neo4j reads each piece as it is committed at that moment: a relationship that was found may be removed before its
 * type is read, which then is null.
 */
const isTorn = ([, , links]: NodeRow) => (links as readonly (readonly unknown[])[]).some((link) => link.includes(null));

/** Reads in a row that meet such a moment; one is rare. */
const mostTorn = 5;

/** Reads what is stored, inside a transaction or outside, as the way to run statements has it. */
export class StoreReader implements Reader {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  async read(ids: readonly string[]): Promise<readonly NodeRecord[]> {
    if (ids.length === 0) return [];
    for (let torn = 0; torn < mostTorn; torn++) {
      const rows = (await this.#run(readText, idsByFamily(ids))) as readonly NodeRow[];
      if (!rows.some(isTorn)) return rows.map((row) => recordOf(...row));
    }
    throw new Stale("links were removed while they were read");
  }

  /** Of those that exist. */
  async versions(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#run(versionsText, idsByFamily(ids));
    return new Map(rows.map(([id, version]) => [String(id), Number(version ?? 0)]));
  }

  async referrers(ids: readonly string[]): Promise<readonly string[]> {
    if (ids.length === 0) return [];
    return (await this.#run(referrersText, idsByFamily(ids))).map(([id]) => String(id));
  }

  async redirects(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#run("MATCH (r:Redirect) WHERE r.id IN $ids RETURN r.id, r.end", { ids });
    return new Map(rows.map(([id, end]) => [String(id), String(end)]));
  }

  async latestChange(subject: string, verb: string): Promise<Change | undefined> {
    const [row] = await this.#run(
      "MATCH (s:ChangeSubject) WHERE s.id = $subject AND s.seq > 0 MATCH (c:Change {seq: s.seq}) WHERE c.verb = $verb RETURN properties(c) ORDER BY s.id DESC, s.seq DESC LIMIT 1",
      { subject, verb },
    );
    return row === undefined ? undefined : changeOf(row[0]);
  }

  async find(type: NodeType, property: "nameFold" | "sha256", value: string): Promise<readonly string[]> {
    const labels = [...new Set([familyOf(type), type])].join("&");
    const rows = await this.#run(`MATCH (n:${labels}) WHERE n.${property} = $value RETURN n.id`, { value });
    return rows.map(([id]) => String(id));
  }
}
