import { describe, expect, it } from "vitest";
import { Stale } from "../../../src/graph/neo4j/seen-reader.js";
import { type Run, StoreReader } from "../../../src/graph/neo4j/store-reader.js";

const whole = [
  ["Claim", "Participation"],
  { id: "participation/1", version: 2 },
  [["BY", "official/a", { ordinal: 0 }]],
];
const torn = [whole[0], whole[1], [[null, "official/b", null]]];

/** A store that answers each statement with the next of these rows; the last again and again. */
function answering(...rows: readonly (readonly unknown[])[]) {
  let asked = 0;
  const run: Run = async () => [rows[Math.min(asked++, rows.length - 1)] ?? []];
  return { reader: new StoreReader(run), asked: () => asked };
}

describe("a node whose link is removed while it is read", () => {
  it("is read again", async () => {
    const { reader, asked } = answering(torn, whole);
    const [record] = await reader.read(["participation/1"]);
    expect(record).toMatchObject({ type: "Participation", links: [{ type: "BY", to: "official/a" }] });
    expect(asked()).toBe(2);
  });

  it("is stale if that never ends: the transaction is to be run again", async () => {
    await expect(answering(torn).reader.read(["participation/1"])).rejects.toThrow(Stale);
  });
});
