import { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { stated } from "../../../../src/graph/changes/stated.js";
import { naturalId } from "../../../../src/graph/changes/verbs/merge-key.js";
import { isClaimType, isEntityType } from "../../../../src/graph/node-types.js";
import type { Link, NodeRecord } from "../../../../src/graph/record.js";
import { Random } from "../../../agreement/random.js";
import { randomGraph } from "../../../agreement/random-graph.js";
import { TestGraph } from "./merge-store.js";

async function graphOf(seed: number): Promise<TestGraph> {
  const graph = new TestGraph();
  graph.store.commit({ puts: await randomGraph(seed) });
  return graph;
}

/** The code of the refusal, which left everything as it was; undefined if there was none. */
async function refusalOf(graph: TestGraph, write: () => Promise<unknown>): Promise<unknown> {
  const before = await graph.export();
  try {
    await write();
    return undefined;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    expect(await graph.export()).toBe(before);
    return error.extensions["code"];
  }
}

/** Merges two of one type at random; the absorbed id, or undefined if they could not be one. */
async function mergeSome(graph: TestGraph, random: Random): Promise<string | undefined> {
  const entities = graph.store.records.filter(({ type }) => isEntityType(type));
  const { id, type } = random.pick(entities);
  const others = entities.filter((each) => each.type === type && each.id !== id);
  if (others.length === 0) return undefined;
  const survivor = random.pick(others).id;
  const code = await refusalOf(graph, () => graph.merge(id, survivor));
  expect(code ?? "CONFLICT").toBe("CONFLICT");
  return code === undefined ? id : undefined;
}

test("merges that are undone in reverse order leave, at each step, the bytes that were", {
  timeout: 120_000,
}, async () => {
  let merged = 0;
  for (let seed = 1; seed <= 25; seed++) {
    const [random, graph] = [new Random(seed), await graphOf(seed)];
    const steps: { readonly id: string; readonly before: string }[] = [];
    for (let at = 0; at < 8; at++) {
      const before = await graph.export();
      const id = await mergeSome(graph, random);
      if (id !== undefined) steps.push({ id, before });
    }
    merged += steps.length;
    for (const { id, before } of steps.reverse()) {
      expect(await graph.unmerge(id)).toMatchObject({ changed: true, kept: [] });
      expect(await graph.export()).toBe(before);
    }
    expect(await graph.store.redirects(steps.map(({ id }) => id))).toEqual(new Map());
  }
  expect(merged).toBeGreaterThan(100);
});

test("in any other order an unmerge is refused or the end is the same", { timeout: 120_000 }, async () => {
  let [refused, early] = [0, 0];
  for (let seed = 101; seed <= 125; seed++) {
    const [random, graph] = [new Random(seed), await graphOf(seed)];
    const before = await graph.export();
    let left: string[] = [];
    for (let at = 0; at < 8; at++) {
      const id = await mergeSome(graph, random);
      if (id !== undefined) left.push(id);
    }
    while (left.length > 0) {
      const open: string[] = [];
      for (const id of random.shuffled(left)) {
        const code = await refusalOf(graph, () => graph.unmerge(id));
        expect(code ?? "CONFLICT").toBe("CONFLICT");
        if (code !== undefined) open.push(id);
        else if (left.at(-1) !== id) early++;
      }
      expect(open.length).toBeLessThan(left.length);
      refused += open.length;
      left = left.filter((id) => open.includes(id));
    }
    expect(await graph.export()).toBe(before);
  }
  expect(refused).toBeGreaterThan(10);
  expect(early).toBeGreaterThan(40);
});

test("what is stated between merges is there after they are undone, and nothing else", {
  timeout: 120_000,
}, async () => {
  for (let seed = 201; seed <= 225; seed++) {
    const [random, graph, twin] = [new Random(seed), await graphOf(seed), await graphOf(seed)];
    const merged: string[] = [];
    for (let at = 0; at < 16; at++) {
      const id = random.chance(0.4) ? await mergeSome(graph, random) : undefined;
      if (id !== undefined) merged.push(id);
      const addition = await someAddition(graph, twin, random, at);
      if ((await graph.refuses(addition)) || (await twin.refuses(addition))) continue;
      for (const each of [graph, twin]) await each.state([addition]);
    }
    for (const id of merged.reverse()) expect(await graph.unmerge(id)).toMatchObject({ changed: true, kept: [] });
    expect(await graph.export()).toBe(await twin.export());
  }
});

/** An addition about something that stands in both graphs; `at` makes it unique. */
async function someAddition(graph: TestGraph, twin: TestGraph, random: Random, at: number): Promise<NodeRecord> {
  const standing = graph.store.records.filter(({ type }) => type !== "Source");
  const shared = await twin.store.read(standing.map(({ id }) => id));
  const source = (await graph.store.ids("Source"))[0] ?? "";
  const passage = { start: 5_000 + at, end: 6_000, inferred: false, supports: [] };
  const pick = (type: string) =>
    random.maybe(
      shared.filter((each) => each.type === type),
      0,
    )?.id;
  const [official, position, event] = [pick("Official"), pick("Position"), pick("Conference")];
  const evidence: Link = { type: "EVIDENCED_BY", to: source, passage };
  const recorded = { recordedAt: "2026-11-23T09:00:00.000Z", recordedBy: "a curator" };
  if (random.chance(0.3) && official !== undefined && position !== undefined) {
    const links: Link[] = [{ type: "OF_OFFICIAL", to: official }, { type: "OF_POSITION", to: position }, evidence];
    return named({ id: "", type: "Tenure", properties: { ordinal: 10 + at, ...recorded }, links });
  }
  if (random.chance(0.3) && event !== undefined) {
    const properties = { role: "ATTENDEE", description: `delegation ${at}`, ...recorded };
    return named({ id: "", type: "Participation", properties, links: [{ type: "AT", to: event }, evidence] });
  }
  const { id, type, properties } = random.pick(shared);
  if (isClaimType(type)) return { id, type, properties: {}, links: [evidence] };
  const name = String(properties["name"]);
  const alias = `Also ${at}`;
  const mention: Link = { type: "MENTIONED_IN", to: source, passage };
  const now = (await graph.get(id)) ?? stated({ id, type, properties: { name }, links: [] });
  return { id, type, properties: { name: now.properties["name"] ?? name, aliases: [alias] }, links: [mention] };
}

const named = (claim: NodeRecord): NodeRecord => ({ ...claim, id: naturalId(claim) ?? "" });
