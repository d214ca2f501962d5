import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../../src/graph/engine.js";
import { buildSchema } from "../../../src/resolvers/schema.js";
import { type Documents, openDocuments } from "../../../src/server/caching/manifest.js";
import { ConfigError } from "../../../src/server/config.js";
import { runSelection } from "../../../src/server/execute.js";
import { queryDefaults } from "../../../src/server/limits/config.js";
import { openBundled } from "../../../src/server/open-engine.js";
import { type Client, etagOf, openClient, type Parameters, type Response } from "./client.js";

const query = "query Officials($first: Int) { officials(first: $first) { nodes { name } } }";
const mutation =
  'mutation Forget { retract(input: {claim: "tenure/0000000000000000", reason: "no"}) { userErrors { code } } }';
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const byHash = (sha256Hash: string, more: Parameters = {}) => ({
  ...more,
  extensions: { persistedQuery: { version: 1, sha256Hash } },
});
const operation = (id: string, body: string, name = "Officials") => ({ id, name, type: "query", body });
const ofApollo = (...operations: readonly object[]) => ({
  format: "apollo-persisted-query-manifest",
  version: 1,
  operations,
});

let folder = "";
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-documents-"));
  engine = await openBundled();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true });
});

function opened(manifest: unknown, only = false): Documents {
  const path = join(folder, "manifest.json");
  writeFileSync(path, typeof manifest === "string" ? manifest : JSON.stringify(manifest));
  return openDocuments({ only, manifest: path }, buildSchema(runSelection), queryDefaults);
}

async function serving<T>(documents: Documents, use: (client: Client) => Promise<T>): Promise<T> {
  const client = await openClient(engine, { documents, caching: { bytes: 1 << 20, stalenessMs: 0 } });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

const names = ({ body }: Response) => body.data?.officials.nodes.length;
const refusal = ({ status, body }: Response) => [status, body.errors?.[0]?.extensions.code];

describe("a persisted document", () => {
  it.each([
    ["Apollo's manifest", ofApollo(operation(sha256(query), query)), sha256(query)],
    ["Apollo's, with ids of one's own", ofApollo(operation("officials/1", query)), "officials/1"],
    ["Relay's manifest", { "5d41402abc4b2a76b9719d911017c592": query }, "5d41402abc4b2a76b9719d911017c592"],
  ])("of %s is asked for by id, in either place, by GET and POST", async (_whose, manifest, id) => {
    await serving(opened(manifest), async (client) => {
      const variables = { first: 2 };
      const plain = await client.post({ query, variables });
      for (const ask of [client.get, client.post]) {
        for (const parts of [
          byHash(id, { variables }),
          { documentId: id, variables },
          byHash(sha256(query), { variables }),
        ]) {
          const answer = await ask(parts);
          expect(answer.bytes).toEqual(plain.bytes);
          expect(etagOf(answer)).toBe(etagOf(plain));
        }
      }
      const known = { "if-none-match": etagOf(plain) };
      expect((await client.get({ documentId: id, variables }, known)).status).toBe(304);
      expect(names(await client.post({ documentId: `sha256:${sha256(query)}` }))).toBe(13);
    });
  });

  it("leaves other documents as they are: text, and those that clients register", async () => {
    await serving(opened(ofApollo(operation("officials", query))), async (client) => {
      const other = "{ officials(first: 1) { nodes { id } } }";
      expect(names(await client.post({ query: other }))).toBe(1);
      expect(refusal(await client.post(byHash(sha256("{ provinces { totalCount } }"))))).toEqual([
        200,
        "PERSISTED_QUERY_NOT_FOUND",
      ]);
      expect(names(await client.post({ query: other, ...byHash(sha256(other)) }))).toBe(1);
      expect(names(await client.get(byHash(sha256(other))))).toBe(1);
      expect(names(await client.get({ documentId: `sha256:${sha256(other)}` }))).toBe(1);
      expect(refusal(await client.get({ documentId: "nothing" }))).toEqual([400, "PERSISTED_QUERY_NOT_IN_LIST"]);
    });
  });

  it("needs no operation name in a URL: an empty one is none, whatever else is asked", async () => {
    await serving(opened(ofApollo(operation("officials", query))), async (client) => {
      const plain = await client.get({ query, operationName: "Officials" });
      expect(names(plain)).toBe(13);
      for (const parts of [{ query }, { documentId: "officials" }, byHash("officials")]) {
        expect(names(await client.get({ ...parts, operationName: "" }))).toBe(13);
      }
      expect(refusal(await client.post({ query, operationName: "" }))).toEqual([400, "OPERATION_RESOLUTION_FAILURE"]);
    });
  });

  it("is not run by a GET if it is a mutation", async () => {
    await serving(opened(ofApollo(operation("forget", mutation))), async (client) => {
      expect((await client.get({ documentId: "forget" })).status).toBe(405);
      expect(refusal(await client.post({ documentId: "forget" }))).toEqual([200, "UNAUTHENTICATED"]);
    });
  });
});

describe("ROLEGRAPH_DOCUMENTS=only", () => {
  const only = () => opened(ofApollo(operation("officials", query)), true);

  it("answers the manifest's documents, by id or word for word", async () => {
    await serving(only(), async (client) => {
      expect(names(await client.get({ documentId: "officials" }))).toBe(13);
      expect(names(await client.post(byHash("officials", { variables: { first: 2 } })))).toBe(2);
      expect(names(await client.post({ query }))).toBe(13);
      expect(names(await client.post({ query, ...byHash(sha256(query)) }))).toBe(13);
    });
  });

  it.each<[string, Parameters, string]>([
    ["another text", { query: `${query} ` }, "QUERY_NOT_IN_SAFELIST"],
    ["introspection", { query: "{ __schema { queryType { name } } }" }, "QUERY_NOT_IN_SAFELIST"],
    ["a text that is not GraphQL", { query: "{" }, "QUERY_NOT_IN_SAFELIST"],
    ["no text", { query: "" }, "QUERY_NOT_IN_SAFELIST"],
    ["another text with a known id", { query: "{ __typename }", documentId: "officials" }, "QUERY_NOT_IN_SAFELIST"],
    [
      "a text to be registered",
      { query: "{ __typename }", ...byHash(sha256("{ __typename }")) },
      "QUERY_NOT_IN_SAFELIST",
    ],
    ["an unknown id", { documentId: "others" }, "PERSISTED_QUERY_NOT_IN_LIST"],
    ["an unknown hash", byHash(sha256("{ __typename }")), "PERSISTED_QUERY_NOT_IN_LIST"],
  ])("refuses %s", async (_what, parts, code) => {
    await serving(only(), async (client) => {
      for (const ask of [client.get, client.post]) {
        const answer = await ask(parts);
        expect(refusal(answer)).toEqual([400, code]);
        expect(answer.headers).not.toHaveProperty("etag");
        expect(answer.headers["cache-control"]).toBe("no-store");
      }
    });
  });

  it("refuses what asks for nothing as ever", async () => {
    await serving(only(), async (client) => {
      expect(refusal(await client.post({ variables: {} }))).toEqual([400, "BAD_REQUEST"]);
    });
  });
});

describe("a manifest", () => {
  const problems = (manifest: unknown): readonly string[] => {
    try {
      opened(manifest);
      return [];
    } catch (error) {
      if (error instanceof ConfigError) return error.problems;
      throw error;
    }
  };

  it.each<[string, unknown, RegExp]>([
    ["that is no JSON", "{", /must be a manifest of Apollo .* or of Relay/],
    ["of another format", { ...ofApollo(operation("a", query)), format: "other" }, /must be a manifest/],
    ["of another version", { ...ofApollo(operation("a", query)), version: 2 }, /must be a manifest/],
    ["without operations", ofApollo(), /with an operation at least/],
    ["with an operation without a text", ofApollo({ id: "a", name: "A", type: "query" }), /must be a manifest/],
    [
      "with a document that does not parse",
      ofApollo(operation("a", "query A {", "A")),
      /operation A, but it is not GraphQL/,
    ],
    [
      "with a field that is not there",
      { b: "query B { nothing }" },
      /operation B, but the schema refuses it: .*nothing/,
    ],
    ["with a fragment alone", ofApollo(operation("c", "fragment C on Official { id }", "C")), /operation C, but /],
    [
      "with a document beyond the limits",
      ofApollo(
        operation("d", `{ ${Array.from({ length: 30 }, (_, i) => `a${i}: officials { totalCount }`).join(" ")} }`, "D"),
      ),
      /operation D, but the limits refuse it: The query has 30 root fields/,
    ],
    [
      "with one id twice",
      ofApollo(operation("e", query, "E"), operation("e", "{ __typename }", "F")),
      /operation F twice: e/,
    ],
  ])("%s is refused at the start, with a sentence", (_what, manifest, sentence) => {
    expect(problems(manifest)).toEqual([expect.stringMatching(sentence)]);
  });

  it("names each operation that is wrong", () => {
    const manifest = ofApollo(operation("a", "{ no }", "A"), operation("b", query, "B"), operation("c", "{", "C"));
    expect(problems(manifest)).toEqual([
      expect.stringContaining("operation A"),
      expect.stringContaining("operation C"),
    ]);
  });
});
