import { describe, expect, it } from "vitest";
import { printable, tableOf } from "../../src/server/table.js";

describe("a table", () => {
  it("has dotted columns for what is nested, joins lists, and skips a connection's wrappers", () => {
    const data = {
      event: {
        name: "Hội nghị",
        participations: {
          totalCount: 2,
          nodes: [
            {
              official: { name: "Mai Văn Huỳnh" },
              inCapacityOf: [
                { position: { title: "Phó Bí thư", organization: { name: "Tỉnh ủy" } } },
                { position: { title: "Chủ tịch" } },
              ],
            },
            { official: null, inCapacityOf: [], count: 63 },
          ],
        },
      },
    };
    expect(tableOf(data)?.split("\n")).toEqual([
      "official.name  inCapacityOf                   count",
      "-------------  -----------------------------  -----",
      "Mai Văn Huỳnh  Phó Bí thư, Tỉnh ủy; Chủ tịch",
      "                                              63",
    ]);
  });

  it("shows nested connections in one cell, and edges by their nodes", () => {
    const data = {
      officials: {
        edges: [
          {
            cursor: "x",
            node: { name: "A", tenures: { totalCount: 2, nodes: [{ from: "2020" }, { from: "2021-05" }] } },
          },
        ],
      },
    };
    expect(tableOf(data)?.split("\n")).toEqual([
      "cursor  name  tenures.totalCount  tenures",
      "------  ----  ------------------  -------------",
      "x       A     2                   2020; 2021-05",
    ]);
  });

  it("takes the outermost list, and aligns names whether their marks are composed or not", () => {
    const data = {
      a: {
        b: [
          { name: "Thủy".normalize("NFD"), n: 1 },
          { name: "An", n: 2 },
        ],
      },
      top: [],
    };
    expect(
      tableOf(data)
        ?.split("\n")
        .map((line) => line.normalize("NFC")),
    ).toEqual(["name  n", "----  -", "Thủy  1", "An    2"]);
  });

  it("is undefined where there is no row, and lets no control character through", () => {
    expect(tableOf({ official: null, list: [] })).toBeUndefined();
    expect(tableOf([{ note: "one\ttwo\u001b[2J" }])).toBe("note\n-----------\none two [2J");
    expect(tableOf([{ note: "a\u009bb\u202ec\u2066d\u2028e" }])).toBe("note\n---------\na b c d e");
  });

  it("has a JSON beside it of the same meaning, in which no character drives the terminal", () => {
    const data = { note: "a\u0000\u001b[2J\u007f\u009b1m\u202eb\u2066\u2028\ud800", lines: ["Mai Văn Huỳnh"] };
    const text = printable(JSON.stringify(data, null, 2));
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\u2028\u202a-\u202e\u2066-\u2069]/u);
    expect(JSON.parse(text)).toEqual(data);
    expect(text).toContain("\n  ");
  });
});
