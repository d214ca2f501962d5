import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { parse, validate } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPlayground } from "../../scripts/build-playground.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { readExamples } from "../../src/server/examples.js";
import { runSelection } from "../../src/server/execute.js";
import { contentSecurityPolicy, installPlayground, playgroundFolder } from "../../src/server/playground.js";

let http: FastifyInstance;
beforeAll(async () => {
  await buildPlayground();
  http = Fastify();
  await installPlayground(http);
  await http.ready();
}, 120_000);
afterAll(() => http.close());

const get = (url: string) => http.inject({ method: "GET", url });

describe("the playground", () => {
  it("is served at / under a policy that lets nothing in from elsewhere", async () => {
    const page = await get("/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toMatch(/^text\/html/);
    expect(page.headers["content-security-policy"]).toBe(contentSecurityPolicy);
    expect(contentSecurityPolicy).toMatch(/^default-src 'self'; /);
    expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*/);
    expect(page.body).toContain("<title>Rolegraph</title>");
  });

  it("loads nothing but its own files, each of which is there", async () => {
    const { body } = await get("/");
    const links = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link]) => link ?? "");
    expect(links.length).toBeGreaterThan(2);
    for (const link of links) {
      expect(link).toMatch(/^\.\/assets\//);
      const file = await get(link.slice(1));
      expect(file.statusCode).toBe(200);
      expect(file.headers["cache-control"]).toContain("immutable");
    }
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=/);
  });

  it("has style sheets that fetch nothing and scripts without eval", () => {
    const assets = join(playgroundFolder(), "assets");
    for (const file of readdirSync(assets)) {
      const text = readFileSync(join(assets, file), "utf8");
      if (file.endsWith(".css")) {
        for (const [, target = ""] of text.matchAll(/url\(\s*["']?([^"')]{0,40})/g))
          expect(target).toMatch(/^(data:|\.\/|#)/);
        expect(text).not.toMatch(/@import/);
      }
      if (file.endsWith(".js")) expect(text).not.toMatch(/\bimport\(\s*["'`]https?:/);
    }
  });

  it("writes no style element, which the policy would refuse, and gives icons their names as titles", () => {
    const assets = join(playgroundFolder(), "assets");
    const scripts = readdirSync(assets).filter((file) => file.endsWith(".js"));
    const text = scripts.map((file) => readFileSync(join(assets, file), "utf8")).join("");
    expect(text).not.toMatch(/document\.createElement\(["'`]style["'`]\)/);
    // A title is made of its function's name, which a minifier shortens unless it is told not to.
    expect(text).toMatch(/["'`]SvgClose["'`]|function SvgClose\(|SvgClose=/);
  });

  it("is laid out one above the other on a phone, with scroll bars in the theme's colours", () => {
    const assets = join(playgroundFolder(), "assets");
    const sheets = readdirSync(assets).filter((file) => file.endsWith(".css"));
    const text = sheets.map((file) => readFileSync(join(assets, file), "utf8")).join("");
    expect(text).toMatch(
      /@media \((max-width: ?700px|width ?<= ?700px)\) ?\{[^}]*#graphiql-session[^}]*flex-direction: ?column/,
    );
    expect(text).toMatch(/body\.graphiql-dark ?\{[^}]*color-scheme: ?dark/);
  });

  it("tells the licences of what is bundled in it", async () => {
    const { statusCode, headers, body } = await get("/licenses.md");
    expect([statusCode, headers["cache-control"]]).toEqual([200, "no-cache"]);
    for (const name of ["graphiql", "react", "codemirror"]) expect(body).toContain(`## ${name} - `);
    expect(body).toContain("Permission is hereby granted");
  });

  it("serves no file outside its bundle", async () => {
    for (const url of ["/../package.json", "/..%2fpackage.json", "/assets/..%2f..%2f..%2fpackage.json", "/assets/"]) {
      expect((await get(url)).statusCode).toBe(404);
    }
  });

  it("is not built a second time from the same files", async () => {
    expect(await buildPlayground()).toBe(false);
  });

  it("says what to do where it is not built", async () => {
    const bare = Fastify();
    await installPlayground(bare, "/nonexistent");
    const page = await bare.inject("/");
    expect([page.statusCode, page.body]).toEqual([503, expect.stringContaining("npm run build")]);
    await bare.close();
  });
});

describe("the examples", () => {
  it("are the playground's tabs, in order, from the first question to the last", async () => {
    const tabs = (await get("/examples.json")).json();
    expect(tabs).toEqual(readExamples());
    expect(readExamples().map(({ title }) => Number.parseInt(title, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it.each(readExamples().map((example) => [example.name, example] as const))(
    "are sound: %s begins with its question in one sentence and is valid",
    (_name, { title, query }) => {
      expect(title).toMatch(/^\d+\. .*[.?]$/);
      expect(validate(buildSchema(runSelection), parse(query))).toEqual([]);
    },
  );
});
