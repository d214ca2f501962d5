import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { type Server, servingBundled } from "../support/serve.js";

interface Hit {
  readonly entity: { readonly id: string; readonly name: string };
}

describeBothEngines("question 8, search:", (open) => {
  const bundled = servingBundled(open);
  const found = async (server: Server, text: string, types?: readonly string[]) => {
    const query =
      "query ($text: String!, $types: [EntityType!]) { search(text: $text, types: $types) { entity { id name } } }";
    const { search } = await server.data(query, { text, types });
    return search.map(({ entity }: Hit) => entity.name);
  };

  it.each(["huynh", "HUỲNH", "mai huynh"])("%s finds Mai Văn Huỳnh", async (text) => {
    expect(await found(bundled(), text)).toEqual(["Mai Văn Huỳnh"]);
  });

  it("thuy finds both Thủy", async () => {
    expect(await found(bundled(), "thuy", ["OFFICIAL"])).toEqual(["Nguyễn Quang Thủy", "Nguyễn Xuân Thủy"]);
  });

  it("dang finds no Đặng as long as there is none", async () => {
    expect(await found(bundled(), "dang", ["OFFICIAL"])).toEqual([]);
  });

  it("TW and 35-NQ/TW find resolutions by number", async () => {
    expect(await found(bundled(), "TW", ["RESOLUTION"])).toEqual([
      "Kết luận số 01-KL/TW",
      "Kết luận số 21-KL/TW",
      "Nghị quyết số 35-NQ/TW",
      "Quy định số 144-QĐ/TW",
      "Quy định số 238",
    ]);
    expect(await found(bundled(), "35-NQ/TW", ["RESOLUTION"])).toEqual(["Nghị quyết số 35-NQ/TW"]);
  });

  it("a type that is named as often as there are types is still the only one", async () => {
    expect(await found(bundled(), "ha", Array(10).fill("OFFICIAL"))).toEqual(["Hà Anh Dũng"]);
    const query = `query ($types: [EventType!]) { events(where: {type: {in: $types}}) { nodes { __typename } } }`;
    const { events } = await bundled().data(query, { types: Array(4).fill("CONTEST") });
    expect(events.nodes).toEqual([{ __typename: "Contest" }, { __typename: "Contest" }]);
  });

  it("says how well a hit fits, and what of it was found", async () => {
    const query = "query ($text: String!) { search(text: $text, types: [OFFICIAL]) { matched score entity { name } } }";
    const hit = async (text: string) => (await bundled().data(query, { text })).search;
    const of = (score: number) => [{ matched: "Mai Văn Huỳnh", score, entity: { name: "Mai Văn Huỳnh" } }];
    expect(await hit("Mai Văn Huỳnh")).toEqual(of(1));
    expect(await hit("mai van huynh")).toEqual(of(0.75));
    expect(await hit("huỳnh mai")).toEqual(of(0.5));
    expect(await hit("huynh mai")).toEqual(of(0.25));
  });

  describe("once a Đặng and a Thúy are loaded", () => {
    const more = fileURLToPath(new URL("documents/dang-and-thuy.json", import.meta.url));
    const server = servingBundled(open, [more]);

    it("dang finds the Đặng", async () => {
      expect(await found(server(), "dang", ["OFFICIAL"])).toEqual(["Đặng Văn An"]);
    });

    it("Thúy ranks no Thủy above the Thúy", async () => {
      const names = ["Võ Thị Thúy", "Nguyễn Quang Thủy", "Nguyễn Xuân Thủy"];
      expect(await found(server(), "Thúy", ["OFFICIAL"])).toEqual(names);
      expect(await found(server(), "Thủy", ["OFFICIAL"])).toEqual([names[1], names[2], names[0]]);
      expect(await found(server(), "thuy", ["OFFICIAL"])).toEqual([names[1], names[2], names[0]]);
    });
  });
});
