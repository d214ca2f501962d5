import { GraphQLError } from "graphql";
import { describe, expect, test } from "vitest";
import { claimId } from "../../../../src/domain/identity.js";
import { about, recordsOf } from "../../../load/small.js";
import { at, claim, people } from "./merge-people.js";
import { by, type TestGraph } from "./merge-store.js";

const [survivor, absorbed] = ["official/thuy", "official/nguyen-thuy"];
const tenure = (official: string, position = "position/pho") => claimId("tenure", [official, position, "1"]);
const chairing = (official: string, event = "event/hoi-nghi") => claimId("participation", [official, event, "CHAIR"]);
const links = async (graph: TestGraph, id: string, type: string) =>
  (await graph.get(id))?.links.filter((link) => link.type === type).map(({ to, passage }) => passage?.start ?? to);

const refusal = async (run: Promise<unknown>) => {
  const error = await run.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  if (!(error instanceof GraphQLError)) throw new Error(`Not refused: ${String(error)}`);
  return { message: error.message, ...error.extensions };
};

describe("the survivor of a merge", () => {
  test("keeps its name and gains the other's names, mentions and the values that it lacks", async () => {
    const graph = await people();
    expect(await graph.merge(absorbed, survivor)).toEqual({ id: survivor, changed: true, moved: 4, folded: 2 });
    expect((await graph.get(survivor))?.properties).toEqual({
      name: "Phan Xuân Thủy",
      aliases: ["Nguyễn Xuân Thủy"],
      kind: "OFFICIAL",
      birth: "1960",
      mergedFrom: [absorbed],
    });
    expect(await links(graph, survivor, "MENTIONED_IN")).toEqual([0, 50]);
    expect(await graph.get(absorbed)).toBeUndefined();
  });

  test("has the claims of both; the same claim unites, with evidence, capacities and dates of both", async () => {
    const graph = await people();
    await graph.merge(absorbed, survivor);
    expect((await graph.get(tenure(survivor)))?.properties).toMatchObject({ from: "2019", attestedOn: ["2021"] });
    expect(await links(graph, tenure(survivor), "EVIDENCED_BY")).toEqual([0, 50]);
    const capacities = [tenure(survivor), tenure(survivor, "position/pho-btg")];
    expect(await links(graph, chairing(survivor), "IN_CAPACITY_OF")).toEqual(capacities);
    expect(await graph.property(tenure(survivor, "position/pho-btg"), "to")).toBe("2022");
    const old = [absorbed, tenure(absorbed), tenure(absorbed, "position/pho-btg"), chairing(absorbed)];
    expect(await graph.store.redirects(old)).toEqual(
      new Map([
        [absorbed, survivor],
        [tenure(absorbed), tenure(survivor)],
        [tenure(absorbed, "position/pho-btg"), tenure(survivor, "position/pho-btg")],
        [chairing(absorbed), chairing(survivor)],
      ]),
    );
  });

  test("takes the place of the other in lists, and stands there once", async () => {
    const graph = await people();
    await graph.merge("organization/btg", "organization/ban");
    expect(await links(graph, "event/hoi-nghi", "ORGANIZED_BY")).toEqual(["organization/ban"]);
    expect(await links(graph, "position/pho-btg", "IN")).toEqual(["organization/ban"]);
    expect(await graph.get(tenure(absorbed, "position/pho-btg"))).toBeDefined();
    expect(await graph.property("organization/ban", "level")).toBe("CENTRAL");
  });

  test("may be a position, an event or a resolution too: claims get the ids of their new keys", async () => {
    const graph = await people();
    await graph.merge("position/pho-btg", "position/pho");
    expect(await links(graph, chairing(absorbed), "IN_CAPACITY_OF")).toEqual([tenure(absorbed)]);
    expect(await graph.property(tenure(absorbed), "to")).toBe("2022");
    await graph.merge("event/dai-hoi", "event/hoi-nghi");
    expect(await graph.property(claimId("participation", [absorbed, "event/hoi-nghi", "SPEAKER"]), "dateMin")).toBe(
      "2020-01-01",
    );
    await graph.merge("resolution/nq-35", "resolution/35");
    expect(await graph.property(claimId("topic", ["event/hoi-nghi", "resolution/35", "REVIEWS"]), "years")).toBe(5);
  });
});

test("two rivals that become one are rivals no more, until they are unmerged", async () => {
  const graph = await people();
  const rivals = [chairing(survivor), chairing(absorbed)].sort();
  await claim(graph, {
    type: "Participation",
    official: survivor,
    event: "event/hoi-nghi",
    role: "CHAIR",
    rivalOf: [chairing(absorbed)],
    evidence: [at(0)],
  });
  const before = await graph.export();
  await graph.merge(absorbed, survivor);
  expect(await links(graph, chairing(survivor), "RIVAL_OF")).toEqual([]);
  await graph.unmerge(absorbed);
  expect(await links(graph, rivals[0] ?? "", "RIVAL_OF")).toEqual([rivals[1]]);
  expect(await graph.export()).toBe(before);
});

test("provinces that were joined through the absorbed one are of one lineage with the survivor", async () => {
  const graph = await people();
  const province = (id: string) =>
    ({ type: "Province", id: `province/${id}`, name: id, code: "1", kind: "PROVINCE" }) as const;
  await graph.state(recordsOf(about("p", province("a"), province("b"), province("c"), province("d"))));
  const follows = (from: string, to: string) =>
    ({ type: "Succession", predecessor: `province/${from}`, successor: `province/${to}`, evidence: [at(0)] }) as const;
  await claim(graph, follows("a", "c"), follows("b", "c"), follows("a", "d"));
  const lineage = async () => Promise.all(["b", "c", "d"].map((id) => graph.property(`province/${id}`, "lineageId")));
  expect(await lineage()).toEqual(["province/a", "province/a", "province/a"]);
  const before = await graph.export();
  await graph.merge("province/a", "province/b");
  expect(await lineage()).toEqual(["province/b", "province/b", "province/b"]);
  await graph.unmerge("province/a");
  expect(await lineage()).toEqual(["province/a", "province/a", "province/a"]);
  expect(await graph.export()).toBe(before);
});

test("the history tells a merge with all that it touched, as it was stated before and after", async () => {
  const graph = await people();
  await graph.merge(absorbed, survivor);
  const [change] = graph.store.history;
  expect(change).toMatchObject({ ...by, verb: "merge", seq: 1 });
  expect(change?.subjects.slice(0, 2)).toEqual([absorbed, survivor]);
  const ids = (records: readonly { readonly id: string }[] = []) => records.map(({ id }) => id);
  const speaking = (official: string) => claimId("participation", [official, "event/dai-hoi", "SPEAKER"]);
  const btg = "position/pho-btg";
  const both = [survivor, tenure(survivor), chairing(survivor)];
  const gone = [absorbed, tenure(absorbed), tenure(absorbed, btg), chairing(absorbed), speaking(absorbed)];
  expect(ids(change?.before)).toEqual([...both, ...gone].sort());
  expect(ids(change?.after)).toEqual([...both, tenure(survivor, btg), speaking(survivor)].sort());
  expect(Object.keys(change?.after[0]?.properties ?? {})).not.toContain("searchKey");
  expect(new Set(change?.subjects)).toEqual(new Set([...ids(change?.before), ...ids(change?.after)]));
});

test("a repeated merge or unmerge changes nothing and says so", async () => {
  const graph = await people();
  await graph.merge(absorbed, survivor);
  expect(await graph.merge(absorbed, survivor)).toEqual({ id: survivor, changed: false, moved: 0, folded: 0 });
  await graph.unmerge(absorbed);
  expect(await graph.unmerge(absorbed)).toMatchObject({ id: absorbed, changed: false });
  expect(graph.store.history).toHaveLength(2);
});

test("a survivor may be named by an id that it absorbed", async () => {
  const graph = await people();
  await graph.merge(absorbed, survivor);
  expect(await graph.merge("official/mai", absorbed)).toMatchObject({ id: survivor, changed: true });
  expect(await graph.property(survivor, "mergedFrom")).toEqual(["official/mai", absorbed]);
});

describe("a merge is refused, with nothing changed,", () => {
  const refused = async (one: string, other: string, graph?: TestGraph) => {
    const on = graph ?? (await people());
    const before = await on.export();
    const why = await refusal(on.merge(one, other));
    expect(await on.export()).toBe(before);
    return why;
  };

  test("of an entity with itself", async () => {
    expect(await refused(survivor, survivor)).toMatchObject({ code: "BAD_USER_INPUT", argument: "survivor" });
  });

  test("of unknown ids", async () => {
    expect(await refused("official/none", survivor)).toMatchObject({ code: "NOT_FOUND", argument: "absorbed" });
    expect(await refused(survivor, "official/none")).toMatchObject({ code: "NOT_FOUND", argument: "survivor" });
  });

  test("across types, of claims and of sources", async () => {
    expect(await refused("event/le", "event/hoi-nghi")).toEqual({
      code: "BAD_USER_INPUT",
      argument: "survivor",
      message: "event/le is a Ceremony and event/hoi-nghi a Conference: only entities of one type can be merged.",
    });
    const wrong = { code: "BAD_USER_INPUT", argument: "absorbed" };
    expect(await refused(tenure(absorbed), tenure(survivor))).toMatchObject(wrong);
    expect(await refused("source/bao", "source/bao-2")).toMatchObject(wrong);
  });

  test("in a circle", async () => {
    const graph = await people();
    await graph.merge(absorbed, survivor);
    expect(await refused(survivor, absorbed, graph)).toMatchObject({ code: "BAD_USER_INPUT", argument: "survivor" });
  });

  test("of what a third one has absorbed", async () => {
    const graph = await people();
    await graph.merge(absorbed, survivor);
    const why = await refused(absorbed, "official/mai", graph);
    expect(why).toMatchObject({ code: "CONFLICT", argument: "absorbed" });
    expect(why.message).toContain("merge official/thuy into official/mai, or unmerge official/nguyen-thuy first");
  });

  test("where one is a part of the other, or an event would be about itself", async () => {
    const graph = await people();
    const ban = { type: "Organization", id: "organization/ban", name: "Ban Tuyên giáo", kind: "PARTY" } as const;
    await graph.state(recordsOf(about("p", { ...ban, partOf: "organization/btg" })));
    await claim(graph, {
      type: "Topic",
      event: "event/hoi-nghi",
      subject: "event/dai-hoi",
      kind: "MENTIONS",
      evidence: [at(0)],
    });
    expect(await refused("organization/btg", "organization/ban", graph)).toMatchObject({ code: "CONFLICT" });
    expect(await refused("organization/ban", "organization/btg", graph)).toMatchObject({ code: "CONFLICT" });
    expect(await refused("event/dai-hoi", "event/hoi-nghi", graph)).toMatchObject({ code: "CONFLICT" });
  });

  test("where a tenure would end before it begins", async () => {
    const graph = await people();
    await claim(graph, {
      type: "Tenure",
      official: "official/mai",
      position: "position/pho",
      to: "2018",
      evidence: [at(0)],
    });
    const why = await refused("official/mai", survivor, graph);
    expect(why).toMatchObject({ code: "CONFLICT", argument: "absorbed" });
    expect(why.message).toContain("to 2018 before from 2019");
  });

  test("where a tenure would outlast the life of its holder", async () => {
    const graph = await people();
    await graph.state(
      recordsOf(about("p", { type: "Official", id: "official/mai", name: "Mai", kind: "OFFICIAL", death: "1999" })),
    );
    const why = await refused("official/mai", survivor, graph);
    expect(why).toMatchObject({ code: "CONFLICT", argument: "absorbed" });
    expect(why.message).toContain("No day is left for the tenure");
  });
});
