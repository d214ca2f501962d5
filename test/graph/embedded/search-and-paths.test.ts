import { beforeAll, describe, expect, test } from "vitest";
import { fold, low, tokens } from "../../../src/domain/vietnamese.js";
import type { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import type { EntityType } from "../../../src/graph/node-types.js";
import type { BoundPaths } from "../../../src/graph/plan/bound.js";
import type { Root } from "../../../src/graph/plan/plan.js";
import { answer, engineOf, id, list, node, shape, value, values } from "./plans.js";
import { entity, event, participation, succession, tenure, topic } from "./records.js";

describe("search", () => {
  let engine: EmbeddedEngine;
  beforeAll(async () => {
    engine = await engineOf(
      entity("Official", "official/1", "Nguyễn Xuân Thủy"),
      entity("Official", "official/2", "Phan Thúy", { aliases: ["Thuy"] }),
      entity("Official", "official/3", "Thúy"),
      entity("Official", "official/4", "Mai Văn Huỳnh", { aliases: ["Ba Huỳnh", "Hai Mai"] }),
      entity("Organization", "organization/1", "Thuỷ lợi"),
    );
  });
  const types: readonly EntityType[] = ["Official", "Organization"];
  const root: Root = {
    kind: "search",
    slot: 0,
    parts: [node("entity", shape(types, id)), ...values("matched", "score")],
  };
  type Hit = { entity: { id: string }; matched: string; score: number };
  const search = async (text: string, among = types, first = 20) => {
    const [lowText, foldText] = [low(text), fold(text)];
    const bound = { low: lowText, fold: foldText, lowTokens: tokens(lowText), foldTokens: tokens(foldText) };
    const hits = await answer<Hit[]>(engine, root, { kind: "search", types: among, ...bound, first });
    return hits.map(({ entity, matched, score }) => `${entity.id} ${matched} ${score}`);
  };

  test("ranks whole names, then words, with their marks first", async () => {
    expect(await search("Thúy")).toEqual([
      "official/3 Thúy 1",
      "official/2 Phan Thúy 0.5",
      "official/1 Nguyễn Xuân Thủy 0.25",
      "organization/1 Thuỷ lợi 0.25",
    ]);
    expect((await search("thuy"))[0]).toBe("official/3 Thúy 0.75");
    expect((await search("thuy"))[1]).toBe("official/2 Thuy 0.5");
  });

  test("finds words in any order, folded, and names the alias that matched", async () => {
    expect(await search("HUYNH mai")).toEqual(["official/4 Mai Văn Huỳnh 0.25"]);
    expect(await search("ba huynh")).toEqual(["official/4 Ba Huỳnh 0.25"]);
    expect(await search("hai ba")).toEqual(["official/4 Mai Văn Huỳnh 0.5"]);
    expect(await search("uynh")).toEqual([]);
  });

  test("keeps to the types and the number asked for", async () => {
    expect(await search("thuy", ["Organization"])).toEqual(["organization/1 Thuỷ lợi 0.25"]);
    expect(await search("thuy", types, 1)).toHaveLength(1);
    expect(await search("thuy", types, 0)).toEqual([]);
  });
});

describe("paths", () => {
  let engine: EmbeddedEngine;
  beforeAll(async () => {
    const span = (day: string) => ({ properties: { spanMin: day, spanMax: day } });
    engine = await engineOf(
      ...["a", "b", "c", "lonely"].map((name) => entity("Official", `official/${name}`, name)),
      entity("Position", "position/p", "P"),
      ...["1", "2", "3"].map((name) => event(`event/${name}`, "2024-01-01")()),
      entity("Province", "province/x", "X"),
      entity("Province", "province/y", "Y"),
      entity("Resolution", "resolution/r", "R"),
      participation("participation/9", { by: "official/a", at: "event/1", ...span("2020-01-01") }),
      participation("participation/1", { by: "official/a", at: "event/2", ...span("2024-01-01") }),
      participation("participation/5", { by: "official/b", at: "event/1", ...span("2020-01-01") }),
      participation("participation/6", { by: "official/b", at: "event/2", ...span("2024-01-01") }),
      participation("participation/4", { by: "official/b", at: "event/2", role: "SPEAKER", ...span("2024-01-01") }),
      participation("participation/0", { by: "official/b", at: "event/2", properties: { status: "PROPOSED" } }),
      participation("participation/8", { by: "official/b", at: "event/3", ...span("2024-01-01") }),
      participation("participation/7", { by: "official/c", at: "event/3", ...span("2024-01-01") }),
      tenure("tenure/a", { official: "official/a", position: "position/p" }),
      topic("topic/1", "event/3", "resolution/r"),
      succession("succession/1", "province/x", "province/y", "resolution/r"),
    );
  });
  const any = shape(
    ["Official", "Position", "Conference", "Province", "Resolution", "Participation", "Tenure", "Topic", "Succession"],
    id,
  );
  const root: Root = {
    kind: "paths",
    slot: 0,
    parts: [value("length"), list("steps", node("from", any), node("via", any), node("to", any))],
  };
  type Path = { length: number; steps: { from: { id: string }; via: { id: string }; to: { id: string } }[] };
  const paths = async (from: string, to: string, rest: Partial<BoundPaths> = {}) => {
    const bound: BoundPaths = {
      kind: "paths",
      from,
      to,
      maxHops: 8,
      min: "0000-01-01",
      max: "9999-12-31",
      first: 5,
      ...rest,
    };
    const found = await answer<Path[]>(engine, root, bound);
    return found.map(
      ({ length, steps }) =>
        `${length}: ${steps.map((each) => `${each.from.id} ${each.via.id}`).join(" ")} ${steps.at(-1)?.to.id}`,
    );
  };
  const ab = [
    "2: official/a participation/1 event/2 participation/4 official/b",
    "2: official/a participation/1 event/2 participation/6 official/b",
    "2: official/a participation/9 event/1 participation/5 official/b",
  ];

  test("are all of the least length, in the order of their claims", async () => {
    expect(await paths("official/a", "official/b")).toEqual(ab);
    expect(await paths("official/a", "official/b", { first: 2 })).toEqual(ab.slice(0, 2));
    expect(await paths("official/a", "official/b", { max: "2023-12-31" })).toEqual(ab.slice(2));
    expect(await paths("official/a", "official/c")).toEqual([
      "4: official/a participation/1 event/2 participation/4 official/b participation/8 event/3 participation/7 official/c",
      "4: official/a participation/1 event/2 participation/6 official/b participation/8 event/3 participation/7 official/c",
      "4: official/a participation/9 event/1 participation/5 official/b participation/8 event/3 participation/7 official/c",
    ]);
  });

  test("lead over every kind of claim, no further than asked", async () => {
    expect(await paths("official/c", "province/y")).toEqual([
      "3: official/c participation/7 event/3 topic/1 resolution/r succession/1 province/y",
    ]);
    expect(await paths("province/x", "province/y")).toEqual(["1: province/x succession/1 province/y"]);
    expect(await paths("position/p", "official/a")).toEqual(["1: position/p tenure/a official/a"]);
    expect(await paths("official/c", "province/y", { maxHops: 2 })).toEqual([]);
    expect(await paths("official/a", "official/lonely")).toEqual([]);
  });

  test("name the end that is unknown", async () => {
    const refusal = {
      extensions: { code: "NOT_FOUND", argument: "to" },
      message: expect.stringContaining('"official/nobody"'),
    };
    await expect(paths("official/a", "official/nobody")).rejects.toMatchObject(refusal);
    await expect(paths("tenure/a", "official/a")).rejects.toMatchObject({ extensions: { argument: "from" } });
  });
});
