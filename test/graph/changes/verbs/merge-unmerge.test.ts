import { GraphQLError } from "graphql";
import { describe, expect, test } from "vitest";
import { claimId } from "../../../../src/domain/identity.js";
import { about, recordsOf } from "../../../load/small.js";
import { at, claim, people, stating } from "./merge-people.js";
import type { TestGraph } from "./merge-store.js";

const [survivor, absorbed] = ["official/thuy", "official/nguyen-thuy"];
const tenure = (official: string, position = "position/pho") => claimId("tenure", [official, position, "1"]);
const speaking = (official: string, event = "event/dai-hoi") => claimId("participation", [official, event, "SPEAKER"]);
const links = async (graph: TestGraph, id: string, type: string) =>
  (await graph.get(id))?.links.filter((link) => link.type === type).map(({ to, passage }) => passage?.start ?? to);

const merged = async () => {
  const graph = await people();
  const before = {
    survivor: await graph.get(survivor),
    absorbed: await graph.get(absorbed),
    all: await graph.export(),
  };
  await graph.merge(absorbed, survivor);
  return { graph, before };
};

async function refusal(run: Promise<unknown>) {
  const error = await run.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof GraphQLError)) throw new Error(`Not refused: ${String(error)}`);
  return { message: error.message, ...error.extensions };
}

test("what has not changed since is exactly what it was, and the ids lead nowhere else any more", async () => {
  const { graph, before } = await merged();
  expect(await graph.unmerge(absorbed)).toEqual({ id: absorbed, survivor, changed: true, kept: [] });
  expect(await graph.export()).toBe(before.all);
  expect(await graph.store.redirects([absorbed, tenure(absorbed), speaking(absorbed)])).toEqual(new Map());
  expect(graph.store.history.map(({ verb }) => verb)).toEqual(["merge", "unmerge"]);
  const [first, second] = graph.store.history;
  expect(second?.before).toEqual(first?.after);
  expect(second?.after).toEqual(first?.before);
});

describe("what was done since stays with the survivor:", () => {
  test("names, mentions and values of its own", async () => {
    const { graph, before } = await merged();
    const thuy = { type: "Official", id: survivor, name: "Phan Xuân Thủy", kind: "OFFICIAL" } as const;
    const later = { ...thuy, aliases: ["Ông Thủy"], death: "2030", mentions: [at(500)] };
    await graph.state(recordsOf(stating({ entities: [later] })));
    await graph.unmerge(absorbed);
    const { name, kind } = before.survivor?.properties ?? {};
    expect((await graph.get(survivor))?.properties).toEqual({ name, kind, aliases: ["Ông Thủy"], death: "2030" });
    expect(await links(graph, survivor, "MENTIONED_IN")).toEqual([0, 500]);
    expect(await graph.get(absorbed)).toEqual(before.absorbed);
  });

  test("evidence, dates and a review of a claim that both had", async () => {
    const { graph } = await merged();
    const held = { type: "Tenure", official: survivor, position: "position/pho" } as const;
    await claim(graph, { ...held, attestedOn: ["2023"], to: "2024", evidence: [at(500)] });
    expect(await graph.unmerge(absorbed)).toMatchObject({ kept: [] });
    expect((await graph.get(tenure(survivor)))?.properties).toMatchObject({
      from: "2019",
      to: "2024",
      attestedOn: ["2023"],
    });
    expect(await links(graph, tenure(survivor), "EVIDENCED_BY")).toEqual([0, 500]);
    expect(await links(graph, tenure(absorbed), "EVIDENCED_BY")).toEqual([50]);
    expect((await graph.get(tenure(absorbed)))?.properties).toMatchObject({ attestedOn: ["2021"] });
  });

  test("claims that were recorded about it", async () => {
    const { graph, before } = await merged();
    await claim(graph, {
      type: "Participation",
      official: survivor,
      event: "event/le",
      role: "SPEAKER",
      evidence: [at(500)],
    });
    await graph.unmerge(absorbed);
    expect(await links(graph, speaking(survivor, "event/le"), "BY")).toEqual([survivor]);
    expect((await graph.export()).split("\n")).toHaveLength(before.all.split("\n").length + 1);
  });

  test("new evidence of a claim that only the absorbed one had: it is there twice", async () => {
    const { graph } = await merged();
    const spoke = { type: "Participation", official: survivor, event: "event/dai-hoi", role: "SPEAKER" } as const;
    await claim(graph, { ...spoke, award: "Bằng khen", evidence: [at(500)] });
    expect(await graph.unmerge(absorbed)).toMatchObject({ kept: [speaking(survivor)] });
    expect(await links(graph, speaking(survivor), "EVIDENCED_BY")).toEqual([500]);
    const ofSurvivor = (await graph.get(speaking(survivor)))?.properties;
    expect(ofSurvivor).toMatchObject({ role: "SPEAKER", award: "Bằng khen" });
    expect(ofSurvivor).not.toHaveProperty("roleAsWritten");
    expect(await links(graph, speaking(absorbed), "EVIDENCED_BY")).toEqual([80]);
    expect((await graph.get(speaking(absorbed)))?.properties).not.toHaveProperty("award");
  });

  test("a post of the absorbed one in whose capacity it was recorded to take part", async () => {
    const { graph } = await merged();
    const post = tenure(survivor, "position/pho-btg");
    const spoke = { type: "Participation", official: survivor, event: "event/le", role: "SPEAKER" } as const;
    await claim(graph, { ...spoke, inCapacityOf: ["position/pho-btg"], evidence: [at(500)] });
    expect(await graph.unmerge(absorbed)).toMatchObject({ kept: [post] });
    expect(await links(graph, speaking(survivor, "event/le"), "IN_CAPACITY_OF")).toEqual([post]);
    expect(await links(graph, post, "OF_OFFICIAL")).toEqual([survivor]);
    expect(await links(graph, post, "EVIDENCED_BY")).toEqual([500]);
    expect((await graph.get(post))?.properties).not.toHaveProperty("to");
    expect(await graph.property(tenure(absorbed, "position/pho-btg"), "to")).toBe("2022");
  });

  test("an end that a curator set to a post that only the absorbed one had", async () => {
    const { graph } = await merged();
    const post = tenure(survivor, "position/pho-btg");
    const held = await graph.get(post);
    if (held === undefined) throw new Error("The claim was not moved.");
    await graph.replace({ ...held, properties: { ...held.properties, to: "2022-05" } });
    expect(await graph.unmerge(absorbed)).toMatchObject({ kept: [post] });
    expect((await graph.get(post))?.properties).toMatchObject({ to: "2022-05", assertedBy: "CURATOR" });
    expect(await links(graph, post, "EVIDENCED_BY")).toEqual([]);
    expect(await graph.property(tenure(absorbed, "position/pho-btg"), "to")).toBe("2022");
  });

  test("but a rank or a review alone does not: the claim goes back as it was", async () => {
    const { graph, before } = await merged();
    const moved = await graph.get(speaking(survivor));
    if (moved === undefined) throw new Error("The claim was not moved.");
    await graph.replace({ ...moved, properties: { ...moved.properties, rank: "PREFERRED", note: "Seen." } });
    expect(await graph.unmerge(absorbed)).toMatchObject({ kept: [] });
    expect(await graph.export()).toBe(before.all);
  });

  test("a later rivalry with a claim that goes back follows it", async () => {
    const { graph } = await merged();
    const spoke = { type: "Participation", official: "official/mai", event: "event/dai-hoi", role: "SPEAKER" } as const;
    await claim(graph, { ...spoke, rivalOf: [speaking(survivor)], evidence: [at(500)] });
    await graph.unmerge(absorbed);
    const [least, greatest] = [speaking("official/mai"), speaking(absorbed)].sort();
    expect(await links(graph, least ?? "", "RIVAL_OF")).toEqual([greatest]);
    expect(await graph.get(speaking(survivor))).toBeUndefined();
  });

  test("evidence that was withdrawn stays withdrawn", async () => {
    const { graph } = await merged();
    const held = await graph.get(tenure(survivor));
    if (held === undefined) throw new Error("There is no such claim.");
    const withdrawn = held.links.filter(({ passage }) => passage?.start !== 0);
    await graph.replace({
      ...held,
      links: [...withdrawn, ...recordsOf(stating({ claims: [later] })).flatMap(evidenceOf)],
    });
    await graph.unmerge(absorbed);
    expect(await links(graph, tenure(survivor), "EVIDENCED_BY")).toEqual([500]);
  });
});

const later = { type: "Tenure", official: survivor, position: "position/pho", evidence: [at(500)] } as const;
const evidenceOf = ({ links }: ReturnType<typeof recordsOf>[number]) =>
  links.filter(({ type }) => type === "EVIDENCED_BY");

describe("an unmerge is refused, with nothing changed,", () => {
  const refused = async (graph: TestGraph, id: string) => {
    const before = await graph.export();
    const why = await refusal(graph.unmerge(id));
    expect(await graph.export()).toBe(before);
    return why;
  };

  test("of what is not there or was never merged", async () => {
    const graph = await people();
    expect(await refused(graph, "official/none")).toMatchObject({ code: "NOT_FOUND", argument: "absorbed" });
    expect(await refused(graph, survivor)).toMatchObject({ code: "BAD_USER_INPUT", argument: "absorbed" });
  });

  test("of a claim: its entity is named", async () => {
    const { graph } = await merged();
    const why = await refused(graph, tenure(absorbed));
    expect(why).toMatchObject({ code: "BAD_USER_INPUT", argument: "absorbed" });
    expect(why.message).toContain(`unmerge ${absorbed}`);
  });

  test("of the survivor", async () => {
    const { graph } = await merged();
    expect(await refused(graph, survivor)).toMatchObject({ code: "BAD_USER_INPUT" });
  });

  test("where the survivor was merged into another since", async () => {
    const { graph } = await merged();
    await graph.merge(survivor, "official/mai");
    const why = await refused(graph, absorbed);
    expect(why).toMatchObject({ code: "CONFLICT", argument: "absorbed" });
    expect(why.message).toContain(`unmerge ${survivor} first`);
    await graph.unmerge(survivor);
    expect(await graph.unmerge(absorbed)).toMatchObject({ changed: true });
  });

  test("where a later merge moved a claim of this one again, even if a third one is undone between", async () => {
    const { graph } = await merged();
    const before = await graph.export();
    await graph.merge("event/dai-hoi", "event/hoi-nghi");
    await graph.merge("position/pho-btg", "position/pho");
    await graph.unmerge("position/pho-btg");
    expect((await refused(graph, absorbed)).message).toContain("unmerge event/dai-hoi first");
    await graph.unmerge("event/dai-hoi");
    expect(await graph.export()).toBe(before);
  });
});

test("a later merge into the same survivor is no hindrance if the two share no claim", async () => {
  const graph = await people();
  const before = await graph.export();
  await graph.merge(absorbed, survivor);
  await graph.merge("official/mai", survivor);
  await graph.unmerge(absorbed);
  expect((await graph.get(survivor))?.properties).toEqual({
    name: "Phan Xuân Thủy",
    aliases: ["Mai"],
    kind: "OFFICIAL",
    mergedFrom: ["official/mai"],
  });
  await graph.unmerge("official/mai");
  expect(await graph.export()).toBe(before);
});

test("an organization that took over a reference gives it back", async () => {
  const graph = await people();
  const btg = { type: "Organization", id: "organization/btg", name: "BTG", kind: "PARTY" } as const;
  await graph.state(
    recordsOf(about("p", { type: "Organization", id: "organization/dang", name: "Đảng", kind: "PARTY" })),
  );
  await graph.state(recordsOf(about("p", { ...btg, partOf: "organization/dang" })));
  const before = await graph.export();
  await graph.merge("organization/btg", "organization/ban");
  expect(await links(graph, "organization/ban", "PART_OF")).toEqual(["organization/dang"]);
  await graph.unmerge("organization/btg");
  expect(await graph.export()).toBe(before);
});
