import { expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { pack } from "../../../src/graph/embedded/store/packing.js";
import { RecordCodec } from "../../../src/graph/embedded/store/record-codec.js";
import { nodeTypes } from "../../../src/graph/node-types.js";
import { loadBundled } from "../../../src/load/bundled.js";

test("the keys that records are ordered by take no room, since they follow from the rest", async () => {
  const engine = await EmbeddedEngine.open({ path: undefined });
  await loadBundled(engine);
  const ids = (await Promise.all(nodeTypes.map((type) => engine.ids(type)))).flat();
  const records = await engine.read(ids);
  await engine.close();
  expect(records.length).toBeGreaterThan(100);
  const codec = new RecordCodec({ shapes: [], relationships: [] });
  for (const record of records) {
    const { shape } = pack(codec, record, (id) => ids.indexOf(id));
    const kept = shape.names.filter((name, i) => !shape.packed[i] && ["orderKey", "protocolKey"].includes(name));
    expect(kept, record.id).toEqual([]);
  }
});
