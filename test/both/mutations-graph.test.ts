import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeBothEngines } from "../support/engines.js";
import { curatorName, servingCurators } from "../support/writing.js";

const errors = "userErrors { code message path }";
const merge = `mutation ($input: MergeEntitiesInput!) { done: mergeEntities(input: $input) {
  entity { __typename id name aliases mergedFrom } change { verb } created ${errors} } }`;
const unmerge = `mutation ($input: UnmergeEntityInput!) { done: unmergeEntity(input: $input) {
  entity { id name aliases mergedFrom } change { verb } created ${errors} } }`;
const record = `mutation ($input: RecordDocumentInput!, $key: String) { done: recordDocument(input: $input, idempotencyKey: $key) {
  source { id title } counts { created updated unchanged } change { verb actor } created ${errors} } }`;

const survivor = "official/mai-van-huynh";
const absorbed = "official/nguyen-thanh-phong";
const document = JSON.parse(readFileSync(join(import.meta.dirname, "documents/dang-and-thuy.json"), "utf8"));

describeBothEngines("mutations about the graph as a whole", (open) => {
  const server = servingCurators(open);
  const write = (query: string, input: object) => server().write(query, { input });

  it("mergeEntities makes two one, under both ids, and unmergeEntity makes them two again", async () => {
    const read = `query ($id: ID!) { node(id: $id) { ... on Official {
      id name aliases mergedFrom participations(first: 50) { nodes { id role event { id } } } } } }`;
    const before = [await server().write(read, { id: survivor }), await server().write(read, { id: absorbed })];
    const input = { absorbed, survivor, reason: "một người" };
    const { done } = await write(merge, input);
    expect(done).toMatchObject({
      entity: { __typename: "Official", id: survivor, aliases: ["Nguyễn Thanh Phong"], mergedFrom: [absorbed] },
      change: { verb: "merge" },
      created: false,
      userErrors: [],
    });
    expect((await write(merge, input)).done).toMatchObject({ entity: { id: survivor }, change: null, userErrors: [] });
    const under = await server().write(read, { id: absorbed });
    expect(under).toEqual(await server().write(read, { id: survivor }));
    const did = ({ node }: { node: { participations: { nodes: { role: string; event: object }[] } } }) =>
      node.participations.nodes.map(({ role, event }) => ({ role, event }));
    expect(did(under)).toEqual(expect.arrayContaining(before.flatMap(did)));
    const path = "query ($from: ID!, $to: ID!) { paths(from: $from, to: $to) { length } }";
    expect(await server().write(path, { from: absorbed, to: survivor })).toEqual({ paths: [] });
    expect(await server().write(path, { from: survivor, to: absorbed })).toEqual({ paths: [] });
    const back = await write(unmerge, { absorbed, reason: "hai người" });
    expect(back.done).toMatchObject({ entity: { id: absorbed }, change: { verb: "unmerge" }, userErrors: [] });
    expect([await server().write(read, { id: survivor }), await server().write(read, { id: absorbed })]).toEqual(
      before,
    );
    expect((await write(unmerge, { absorbed })).done.change).toBeNull();
  });

  it("refuses a merge with itself, across types, and with what is not there", async () => {
    const wrong: readonly (readonly [mutation: string, input: object, code: string, path: string])[] = [
      [merge, { absorbed, survivor: absorbed }, "BAD_USER_INPUT", "survivor"],
      [merge, { absorbed, survivor: "province/kien-giang" }, "BAD_USER_INPUT", "survivor"],
      [merge, { absorbed: "official/nobody", survivor }, "NOT_FOUND", "absorbed"],
      [merge, { absorbed: "tenure/423c59ce67e237a7", survivor }, "BAD_USER_INPUT", "absorbed"],
      [unmerge, { absorbed: "official/nobody" }, "NOT_FOUND", "absorbed"],
    ];
    for (const [mutation, input, code, path] of wrong) {
      const { done } = await write(mutation, input);
      expect(done, JSON.stringify(input)).toMatchObject({
        entity: null,
        change: null,
        userErrors: [{ code, path: ["input", path] }],
      });
    }
  });

  it("recordDocument records a source with all that it says, once, in the name of who sends it", async () => {
    const { done } = await server().write(record, { input: { document }, key: "whole" });
    expect(done).toMatchObject({
      source: { id: document.source.id },
      counts: { updated: expect.any(Number) },
      change: { verb: "recordDocument", actor: curatorName },
      created: true,
      userErrors: [],
    });
    // The request is the same, though the moment at which it would be recorded is not.
    const { done: repeated } = await server().write(record, { input: { document }, key: "whole" });
    expect(repeated).toEqual(done);
    const { done: again } = await write(record, { document });
    expect(again).toMatchObject({ counts: { created: 0, updated: 0 }, change: null, created: false, userErrors: [] });
    const own = { ...document, recorded: { at: "2020-01-01T00:00:00Z", by: "Someone else" } };
    expect((await write(record, { document: own })).done).toMatchObject({ counts: { updated: 0 }, change: null });
  });

  it("recordDocument says of each wrong place what would be right, and records nothing", async () => {
    const wrong = {
      source: { ...document.source, id: "source/another", sha256: "short" },
      entities: [{ type: "Official", id: "official/x", name: 5 }],
    };
    const { done } = await write(record, { document: wrong });
    expect(done).toMatchObject({ source: null, counts: null, created: false });
    const paths = done.userErrors.map(({ path }: { path: readonly string[] }) => path.join("."));
    expect(paths).toContain("input.document.source.sha256");
    expect(paths).toContain("input.document.entities.0.name");
    const none = await write(record, { document: null }).catch((error: unknown) => String(error));
    expect(none).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/);
    const nothing = await write(record, { document: [] });
    expect(nothing.done.userErrors).toMatchObject([{ code: "BAD_USER_INPUT", path: ["input", "document"] }]);
    const dangling = {
      source: { ...document.source, id: "source/another", sha256: "cd".repeat(32) },
      claims: [
        { type: "Tenure", official: "official/nobody", position: "position/none", evidence: [{ start: 1, end: 5 }] },
      ],
    };
    const refused = await write(record, { document: dangling });
    expect(refused.done.userErrors[0]).toMatchObject({
      code: "BAD_USER_INPUT",
      path: ["input", "document", "claims", "0", "official"],
    });
    expect(await server().write('{ source(id: "source/another") { id } }')).toEqual({ source: null });
  });
});
