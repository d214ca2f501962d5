import neo4j from "neo4j-driver";
import { isNodeType } from "../node-types.js";
import type { Change, Committed, Reader, Remembered, WriteSet } from "../transaction.js";
import { assertSound, changesNothing, draftsOf, expiry, keyTaken, numbered, redirectsOf } from "../writes.js";
import { storedChange } from "./history.js";
import { BrokenLink, families, idsByFamily, type Put, writeNodes } from "./records.js";
import { writeRedirects } from "./redirects.js";
import { SeenReader, Stale } from "./seen-reader.js";
import { type Run, StoreReader } from "./store-reader.js";

export type Work<T> = (reader: Reader) => Promise<{ readonly writes: WriteSet; readonly result: T }>;

/** Any write locks a node; this one leaves nothing, and what is read after it is what the last holder committed. */
const locking = families.map(
  (family) => `UNWIND $${family} AS id MATCH (n:${family} {id: id}) SET n.locked = true RETURN n`,
);
const lockText = `CALL () { ${locking.join(" UNION ALL ")} } WITH n, n.version AS version REMOVE n.locked RETURN n.id, version, labels(n)`;
export const lockCounter = "MATCH (m:RolegraphMeta {id: 'graph'}) SET m.locked = true REMOVE m.locked";
const countText =
  "MATCH (m:RolegraphMeta {id: 'graph'}) SET m.revision = m.revision + $more, m.stamp = $stamp RETURN m.revision";

interface Locked {
  readonly version: number;
  readonly labels: readonly string[];
}

/** One transaction's try: locks, reads, writes, and the counter at its end. */
export class Attempt {
  /**
   * Every id that it locked or would have, for the next try to lock before it reads: also of the nodes that it links to,
   * as Neo4j locks both ends of a relationship, in whatever order they are written.
   */
  touched: readonly string[];
  readonly #run: Run;
  readonly #token: string;
  readonly #reader: SeenReader;

  /** The token stands on the changes: after a lost acknowledgement it can be told whether they are there. */
  constructor(run: Run, token: string, subjects: readonly string[]) {
    this.#run = run;
    this.#token = token;
    this.touched = subjects;
    this.#reader = new SeenReader(new StoreReader(run));
  }

  /**
   * `alone`: nobody else commits while this one works. It takes the counter first: holding nothing else while it waits,
   * it is in nobody's way, and of several that want to be alone no two can wait for each other. Resolves before the
   * commit.
   */
  async make<T>(work: Work<T>, alone: boolean): Promise<Committed<T>> {
    if (alone) await this.#run(lockCounter);
    await this.#lock(this.touched);
    const { writes, result } = await this.#work(work);
    assertSound(writes);
    if (writes.remember !== undefined) await this.#remember(writes.remember);
    if (changesNothing(writes)) {
      await this.#reader.verify(new Set());
      const [row] = await this.#run("MATCH (m:RolegraphMeta {id: 'graph'}) RETURN m.revision");
      return { result, changes: [], revision: Number(row?.[0] ?? 0) };
    }
    return this.#write(writes, result);
  }

  /** A refusal counts only if what it was made of is so still. */
  async #work<T>(work: Work<T>) {
    try {
      return await work(this.#reader);
    } catch (error) {
      if (!(error instanceof Stale)) await this.#reader.verify(new Set());
      throw error;
    }
  }

  async #write<T>(writes: WriteSet, result: T): Promise<Committed<T>> {
    const { puts, removes = [] } = writes;
    const own = new Set([...puts.map(({ id }) => id), ...removes]);
    const ends = puts.flatMap(({ links }) => links.map(({ to }) => to));
    this.touched = [...new Set([...this.touched, ...own, ...ends])];
    const locked = await this.#lock([...own]);
    this.#compare(own, locked);
    const [bases, led] = await this.#former(puts.flatMap(({ id }) => (locked.has(id) ? [] : [id])));
    const nodes = puts.map((record): Put => {
      const there = locked.get(record.id);
      const version = (there?.version ?? bases.get(record.id) ?? 0) + 1;
      refuseType(record.id, record.type, there);
      return { record, version, exists: there !== undefined };
    });
    await this.#writeNodes(nodes, removes);
    const drafts = draftsOf(writes);
    // Last, so that writers wait for one another as briefly as can be. Who has it is alone to commit until its end, so
    // what is verified then is so at the commit.
    const counted = this.#run(countText, { more: neo4j.int(drafts.length), stamp: this.#token });
    const [[row]] = await Promise.all([counted, this.#reader.verify(own)]);
    const revision = Number(row?.[0]);
    const changes = numbered(drafts, revision - drafts.length);
    const redirects = redirectsOf(writes, (id) => led.has(id));
    await Promise.all([this.#writeChanges(changes), writeRedirects(this.#run, redirects)]);
    return { result, changes, revision };
  }

  /** Family by family, in the order of their ids, so that two writers do not wait for each other. */
  async #lock(ids: readonly string[]): Promise<ReadonlyMap<string, Locked>> {
    if (ids.length === 0) return new Map();
    const rows = await this.#run(lockText, idsByFamily([...new Set(ids)].sort()));
    return new Map(
      rows.map(([id, version, labels]) => [
        String(id),
        { version: Number(version ?? 0), labels: labels as readonly string[] },
      ]),
    );
  }

  #compare(own: ReadonlySet<string>, locked: ReadonlyMap<string, Locked>): void {
    for (const id of own) {
      const seen = this.#reader.versions.get(id);
      if (seen !== undefined && seen !== (locked.get(id)?.version ?? 0)) throw new Stale(id);
    }
  }

  /** Of new ids: the versions that they had when they were removed, and which of them lead elsewhere. */
  async #former(ids: readonly string[]): Promise<readonly [ReadonlyMap<string, number>, ReadonlySet<string>]> {
    if (ids.length === 0) return [new Map(), new Set()];
    const [removed, redirects] = await Promise.all([
      this.#run("MATCH (g:Removed) WHERE g.id IN $ids RETURN g.id, g.version", { ids }),
      this.#run("MATCH (r:Redirect) WHERE r.id IN $ids RETURN r.id", { ids }),
    ]);
    const versions = removed.map(([id, version]) => [String(id), Number(version ?? 0)] as const);
    return [new Map(versions), new Set(redirects.map(([id]) => String(id)))];
  }

  async #writeNodes(puts: readonly Put[], removes: readonly string[]): Promise<void> {
    try {
      await writeNodes(this.#run, puts, removes);
    } catch (error) {
      if (error instanceof BrokenLink)
        await this.#reader.verify(new Set([...puts.map(({ record }) => record.id), ...removes]));
      throw error;
    }
  }

  async #writeChanges(changes: readonly Change[]): Promise<void> {
    const rows = changes.map((change) => ({
      properties: storedChange(change, this.#token),
      subjects: change.subjects,
      seq: neo4j.int(change.seq),
    }));
    await this.#run(
      "UNWIND $rows AS row CREATE (c:Change) SET c = row.properties WITH row UNWIND row.subjects AS id CREATE (:ChangeSubject {id: id, seq: row.seq})",
      { rows },
    );
  }

  async #remember({ key, digest, payload, at }: Remembered): Promise<void> {
    await this.#run("MATCH (r:Remembered {id: $key}) WHERE r.at < $expiry DELETE r", { key, expiry: expiry() });
    const [row] = await this.#run(
      "MERGE (r:Remembered {id: $key}) ON CREATE SET r.digest = $digest, r.payload = $payload, r.at = $at, r.attempt = $token RETURN r.attempt = $token",
      { key, digest, payload, at, token: this.#token },
    );
    if (row?.[0] !== true) throw keyTaken(key);
  }
}

function refuseType(id: string, type: string, there: Locked | undefined): void {
  const held = there === undefined ? type : there.labels.find(isNodeType);
  if (held !== type) throw new Error(`${id} is a ${held} and cannot become a ${type}.`);
}
