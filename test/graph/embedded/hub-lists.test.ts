import { parse } from "graphql";
import { expect, it } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { buildSchema } from "../../../src/resolvers/schema.js";
import { DirectExecutor, runSelection } from "../../../src/server/execute.js";
import { Random } from "../../agreement/random.js";
import { randomGraph } from "../../agreement/random-graph.js";

const direct = new DirectExecutor(buildSchema(runSelection));

const nested = `{
  officials(first: 100) { nodes { id participations(first: 3) { totalCount nodes { id } } tenures { nodes { id } }
    late: participations(where: { event: { date: { from: "2010" } } }) { totalCount nodes { id } } } }
  provinces(first: 100) { nodes { id events { totalCount nodes { id } } } }
}`;
const page = "{ totalCount nodes { id } }";
const behind = (records: readonly NodeRecord[]): string => {
  const of = (type: string) => records.filter((each) => each.type === type).map(({ id }) => JSON.stringify(id));
  const roots = [
    ...of("Province").flatMap((id) => [
      `events(where: { province: { id: { eq: ${id} } } }) ${page}`,
      `events(where: { province: { id: { eq: ${id} } }, date: { from: "1990", to: "2024-06" } }) ${page}`,
      `events(where: { province: { id: { eq: ${id} } }, date: { on: "2024", atLeast: CERTAIN } }) ${page}`,
    ]),
    ...of("Official").flatMap((id) => [
      `participations(where: { official: { id: { eq: ${id} } } }) ${page}`,
      `tenures(where: { official: { id: { eq: ${id} } } }, orderBy: [{ position: { name: ASC } }]) ${page}`,
    ]),
    ...of("Conference").map((id) => `participations(where: { event: { id: { eq: ${id} } } }) ${page}`),
  ];
  return `{ ${roots.map((root, i) => `r${i}: ${root}`).join("\n")} }`;
};

async function answer(engine: EmbeddedEngine, query: string): Promise<unknown> {
  const document = parse(query);
  const [operation] = document.definitions;
  if (operation?.kind !== "OperationDefinition") throw new Error("no operation");
  const result = await direct.execute(document, operation, {}, { engine, quote: () => null });
  if (result?.errors !== undefined) throw result.errors[0];
  return result?.data;
}

async function holding(records: Iterable<NodeRecord>, hubFrom?: number): Promise<EmbeddedEngine> {
  const engine = await EmbeddedEngine.open({ path: undefined, ...(hubFrom !== undefined && { hubFrom }) });
  await engine.apply({ puts: [...records] });
  return engine;
}

it.each([11, 12, 13])("kept lists of hubs are right after each write (graph %i)", async (seed) => {
  const random = new Random(seed);
  const records = new Map((await randomGraph(seed)).map((record) => [record.id, record]));
  const others = random.shuffled((await randomGraph(seed + 100)).filter(({ type }) => type !== "Source"));
  const kept = await holding(records.values(), 1);
  let [written, found] = [0, 0];
  for (const other of others) {
    // Of another graph, so that most take the place of one here; those alone whose neighbours are here too.
    if (written === 25 || !other.links.every(({ to }) => records.has(to))) continue;
    written++;
    records.set(other.id, other);
    await kept.apply({ puts: [other] });
    const fresh = await holding(records.values(), 1_000_000);
    for (const query of [nested, behind([...records.values()])]) {
      const expected = await answer(fresh, query);
      expect(await answer(kept, query), `${other.type} ${other.id}`).toEqual(expected);
      found += JSON.stringify(expected).length;
    }
    await fresh.close();
  }
  await kept.close();
  expect(written).toBe(25);
  expect(found).toBeGreaterThan(25 * 2_000);
});
