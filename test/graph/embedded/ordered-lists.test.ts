import { expect, test } from "vitest";
import type { Root } from "../../../src/graph/plan/plan.js";
import fc from "../../support/property.js";
import { answer, ascending, engineOf, id, type Nodes, nodes, page, shape } from "./plans.js";
import { entity } from "./records.js";

test("a list that is kept sorted stays so through any writes", async () => {
  const official = fc
    .tuple(fc.nat(60), fc.nat(5))
    .map(([number, key]) => entity("Official", `official/${number}`, "A", { sortKey: `${key}` }));
  const writes = fc.array(fc.uniqueArray(official, { selector: ({ id }) => id, maxLength: 40 }), { maxLength: 5 });
  const root: Root = { kind: "page", types: ["Official"], slot: 0, parts: [nodes("nodes", shape(["Official"], id))] };
  const order = [ascending("sortKey"), ascending("id")];
  await fc.assert(
    fc.asyncProperty(writes, async (all) => {
      const engine = await engineOf();
      const keys = new Map<string, string>();
      for (const puts of all) {
        for (const each of puts) keys.set(each.id, `${each.properties["sortKey"]} ${each.id}`);
        await engine.apply({ puts });
        const found = await answer<Nodes>(engine, root, page({ order }));
        expect(found.nodes.map((each) => keys.get(each.id))).toEqual([...keys.values()].sort());
      }
    }),
    { numRuns: 100 },
  );
});
