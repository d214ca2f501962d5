import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { servingBundled } from "../support/serve.js";

const decomposed = fileURLToPath(new URL("documents/decomposed.json", import.meta.url));

describeBothEngines("a text is the same, composed or decomposed:", (open) => {
  const server = servingBundled(open, [decomposed]);
  const found = async (where: object) => {
    const query = "query ($where: OfficialFilter) { officials(where: $where, first: 100) { nodes { id } } }";
    const { officials } = await server().data(query, { where });
    return officials.nodes.map(({ id }: { readonly id: string }) => id);
  };

  const stored = [
    ["Đặng Hòa", "official/dang-hoa"],
    ["Mai Văn Huỳnh", "official/mai-van-huynh"],
  ] as const;
  it.each(stored)("the name %s", async (name, id) => {
    for (const form of ["NFC", "NFD"]) {
      const asked = name.normalize(form);
      expect(await found({ name: { eq: asked } }), form).toEqual([id]);
      expect(await found({ name: { in: ["Trần Phú", asked] } }), form).toContain(id);
      const others = await found({ not: { name: { eq: asked } } });
      expect(others.length, form).toBeGreaterThan(0);
      expect(others, form).not.toContain(id);
    }
  });

  it("an alias", async () => {
    expect(await found({ aliases: { eq: "Năm Hòa".normalize("NFC") } })).toEqual(["official/dang-hoa"]);
    expect(await found({ aliases: { in: ["Năm Hòa".normalize("NFC")] } })).toEqual(["official/dang-hoa"]);
  });

  it("but not with other marks", async () => {
    expect(await found({ name: { eq: "Đặng Hoà" } })).toEqual([]);
    expect(await found({ name: { eq: "Dang Hoa" } })).toEqual([]);
  });
});
