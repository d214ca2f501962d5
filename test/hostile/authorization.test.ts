import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { cachingDefaults } from "../../src/server/caching/config.js";
import { openBundled } from "../../src/server/open-engine.js";
import { schema } from "../agreement/compare.js";
import { open, type Serving } from "../server/limits/open.js";
import { bySecret, curator, now, openSigner, secret, sign, unsigned } from "../support/tokens.js";
import { bodyOf } from "./faults.js";
import { inputs, mutationDocument } from "./mutations.js";
import { queryDocument } from "./places.js";

/** The table that people read is the one that is checked. */
const table = readFileSync(new URL("./authorization.md", import.meta.url), "utf8");
const cellsOf = (line: string) =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
const lines = table.split("\n").filter((line) => line.startsWith("|") && !/^\|[\s|:-]+\|$/.test(line));
const [head = [], ...rows] = lines.map(cellsOf);
const columns = head.slice(1);

const servers: Record<string, Serving> = {};
const tokens: Record<string, readonly (string | undefined)[]> = {};
let engine: Engine;

beforeAll(async () => {
  engine = await openBundled();
  servers["no key"] = await open(engine);
  servers["key"] = await open(engine, {}, { auth: bySecret });
  servers["required"] = await open(engine, {}, { auth: { ...bySecret, required: true } });
  const stranger = await openSigner("ES256");
  tokens["nobody"] = [undefined];
  for (const role of ["reader", "curator", "admin"]) tokens[role] = [await sign(curator({ role }))];
  tokens["bad token"] = [
    await sign(curator({ exp: now() - 3_600 })),
    await sign(curator({ role: "admin" }), `${secret} of another`),
    await stranger.sign(),
    unsigned({ alg: "none" }, curator({ role: "admin" })),
    unsigned({ alg: "HS256" }, curator({ role: "admin" })),
    await sign(curator({ role: "root" })),
  ];
  tokens["any token"] = [...tokens["bad token"], ...(tokens["admin"] ?? [])];
}, 60_000);
afterAll(async () => {
  for (const each of Object.values(servers)) await each.close();
  await engine.close();
});

/** Of a column such as "key: reader": the server, and what is sent to it in turn. */
function askers(column: string): { readonly server: Serving; readonly sent: readonly (string | undefined)[] } {
  const [, setting = "", who = ""] = /^(.+): (.+)$/.exec(column) ?? [];
  const [server, sent] = [servers[setting], tokens[who]];
  if (server === undefined || sent === undefined) throw new Error(`There is no ${column}.`);
  return { server, sent };
}

/** In the words of the table. */
async function outcomeOf(what: string, url: string, token: string | undefined): Promise<string> {
  const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  const [, method, path] = /^(GET|POST|PUT|DELETE|OPTIONS) (\S+)$/.exec(what) ?? [];
  if (method !== undefined && path !== undefined) {
    const gone = new AbortController();
    const { status } = await fetch(url + path, { method, headers, signal: gone.signal });
    gone.abort();
    // The page is 503 where it is not built: anybody is told so.
    const isOpen = status < 300 || (path === "/" && status === 503);
    return isOpen ? "yes" : String(status);
  }
  const [type = "", field = ""] = what.split(".");
  const request =
    what === "Mutation.__typename"
      ? { query: "mutation { __typename }" }
      : type === "Mutation"
        ? { query: mutationDocument(schema, field), variables: { input: inputs[field]?.(1), key: null } }
        : { query: queryDocument(schema, field) };
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(request),
  });
  const { errors = [] } = bodyOf(await response.text()) ?? {};
  if (response.status === 401) return "401";
  return errors.length === 0 ? "yes" : errors.map(({ extensions }) => extensions.code).join(" ");
}

describe("who may do what", () => {
  it("is said of every root field, and of no other", () => {
    const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}).map((name) => `${type?.name}.${name}`),
    );
    const meta = ["Query.__typename", "Query.__schema", "Query.__type", "Mutation.__typename"];
    const told = rows.map(([what = ""]) => what).filter((what) => /^(?:Query|Mutation)[.]/.test(what));
    expect(told.toSorted()).toEqual([...fields, ...meta].toSorted());
    expect(schema.getSubscriptionType()).toBeUndefined();
  });

  it("is said of every route", async () => {
    const routes = servers["key"]?.app.http.printRoutes({ commonPrefix: false }) ?? "";
    const found = [...routes.matchAll(/── (\S+) \(([^)]+)\)/g)].flatMap(([, path = "", methods = ""]) =>
      methods.split(", ").flatMap((method) => (method === "HEAD" ? [] : `${method} /${path.replace(/^\//, "")}`)),
    );
    const told = rows.map(([what = ""]) => what);
    // Of the API the root fields tell, and the names of the playground's files are made by its bundler.
    const files = found.filter((route) => /^GET [/](?:assets[/]|(?:index[.]html|licenses[.]md)$)/.test(route));
    const api = ["GET /graphql", "POST /graphql"];
    expect(found.filter((route) => ![...told, ...files, ...api].includes(route))).toEqual([]);
    for (const file of files.slice(0, 4)) {
      for (const { url } of Object.values(servers)) {
        for (const token of [undefined, tokens["bad token"]?.[0]])
          expect(await outcomeOf(file, url, token)).toBe("yes");
      }
    }
  });

  it.each(rows.map(([what = "", ...cells]) => [what, cells] as const))("%s", async (what, cells) => {
    const actual: string[] = [];
    for (const column of columns) {
      const { server, sent } = askers(column);
      const outcomes = new Set<string>();
      for (const token of sent) outcomes.add(await outcomeOf(what, server.url, token));
      actual.push([...outcomes].join(", "));
    }
    expect(Object.fromEntries(columns.map((column, i) => [column, actual[i]]))).toEqual(
      Object.fromEntries(columns.map((column, i) => [column, cells[i]])),
    );
  });
});

describe("an answer that is kept", () => {
  it("is given to nobody who may not ask for it, by whatever request", async () => {
    const closed = await open(engine, {}, { auth: { ...bySecret, required: true }, caching: cachingDefaults });
    try {
      const url = `${closed.url}/graphql?query=${encodeURIComponent(queryDocument(schema, "graphInfo"))}`;
      const simple = { "apollo-require-preflight": "1" };
      const token = { authorization: `Bearer ${tokens["reader"]?.[0]}` };
      const first = await fetch(url, { headers: { ...simple, ...token } });
      const etag = first.headers.get("etag") ?? "";
      expect([first.status, etag, first.headers.get("cache-control")]).toEqual([
        200,
        expect.stringMatching(/^W\/"/),
        expect.stringContaining("private"),
      ]);
      const again = { ...simple, "if-none-match": etag };
      expect((await fetch(url, { headers: { ...again, ...token } })).status).toBe(304);
      const bad = (tokens["bad token"] ?? []).map((each) => ({ authorization: `Bearer ${each}` }));
      for (const who of [{}, ...bad]) {
        for (const headers of [simple, again, { ...simple, "if-none-match": "*" }]) {
          expect((await fetch(url, { headers: { ...headers, ...who } })).status).toBe(401);
        }
      }
    } finally {
      await closed.close();
    }
  });
});
