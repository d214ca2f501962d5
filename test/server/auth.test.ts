import { GraphQLNonNull, GraphQLObjectType, GraphQLSchema, GraphQLString } from "graphql";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { requireRole } from "../../src/graph/actor.js";
import type { Engine } from "../../src/graph/engine.js";
import { buildSchema } from "../../src/resolvers/schema.js";
import { type App, buildApp } from "../../src/server/app.js";
import type { AuthConfig } from "../../src/server/auth-config.js";
import { type Context, runSelection } from "../../src/server/execute.js";
import { openBundled } from "../../src/server/open-engine.js";
import {
  bySecret,
  curator,
  now,
  openProvider,
  openSigner,
  type Provider,
  type Signer,
  secret,
  sign,
  unsigned,
} from "../support/tokens.js";

let engine: Engine;
let signer: Signer;
let stranger: Signer;
let provider: Provider;
const apps: App[] = [];

beforeAll(async () => {
  engine = await openBundled();
  [signer, stranger] = await Promise.all([openSigner("ES256", "first"), openSigner("ES256", "first")]);
  provider = await openProvider([signer.jwk]);
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});
afterAll(async () => {
  await provider.close();
  await engine.close();
});

/** The real schema, and one mutation that does nothing but ask for a role, as every mutation does. */
function schemaWithVerb(): GraphQLSchema {
  const real = buildSchema(runSelection);
  const sign = {
    type: new GraphQLNonNull(GraphQLString),
    resolve: (_root: unknown, _args: unknown, context: Context) => {
      const { name, role } = requireRole(context, "curator");
      return `${name}, ${role}`;
    },
  };
  const mutation = new GraphQLObjectType<unknown, Context>({ name: "Verbs", fields: { sign } });
  return new GraphQLSchema({ ...real.toConfig(), mutation });
}

async function serve(auth?: AuthConfig): Promise<string> {
  const app = await buildApp({
    schema: schemaWithVerb(),
    engine,
    quote: () => null,
    logLevel: "silent",
    ...(auth && { auth }),
  });
  apps.push(app);
  return app.http.listen({ port: 0, host: "127.0.0.1" });
}

const read = "{ graphInfo { schemaVersion } }";
const introspect = "{ __schema { queryType { name } } }";
const write = "mutation { sign }";

async function send(at: string, query: string, authorization?: string) {
  const response = await fetch(`${at}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(authorization !== undefined && { authorization }) },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  return {
    status: response.status,
    challenge: response.headers.get("www-authenticate"),
    type: response.headers.get("content-type"),
    text,
    body: JSON.parse(text),
  };
}

const refusal = (code: string, message: unknown) => ({
  errors: [expect.objectContaining({ message, extensions: { code } })],
});

describe("a good token", () => {
  it.each(["secret", "identity provider"])("of the %s lets a curator write, and a reader read", async (kind) => {
    const at = await serve(kind === "secret" ? bySecret : provider.auth);
    const make = kind === "secret" ? (claims = curator()) => sign(claims) : signer.sign;
    expect((await send(at, write, `Bearer ${await make()}`)).body).toEqual({
      data: { sign: "Nguyễn Văn An, curator" },
    });
    // The scheme's name is in any case, as RFC 9110 has it.
    expect((await send(at, write, `bearer ${await make(curator({ role: "admin" }))}`)).body).toEqual({
      data: { sign: "Nguyễn Văn An, admin" },
    });
    const reader = `Bearer ${await make(curator({ role: "reader" }))}`;
    expect((await send(at, read, reader)).body).toEqual({ data: { graphInfo: { schemaVersion: 1 } } });
    expect((await send(at, write, reader)).body).toMatchObject(
      refusal(
        "FORBIDDEN",
        expect.stringMatching(/^This needs the role curator or admin, and your token has the role /),
      ),
    );
  });

  it("is not needed to read, and is to write", async () => {
    const at = await serve(bySecret);
    expect((await send(at, read)).body).toEqual({ data: { graphInfo: { schemaVersion: 1 } } });
    const written = await send(at, write);
    expect(written.body).toMatchObject(
      refusal("UNAUTHENTICATED", expect.stringMatching(/^This needs a token with the role curator or admin: /)),
    );
    expect(written.body.data ?? null).toBeNull();
  });

  it("is of no use on a server without a key: it is read-only and says what to set", async () => {
    const at = await serve();
    for (const authorization of [undefined, `Bearer ${await sign()}`, "Bearer x"]) {
      expect((await send(at, read, authorization)).status).toBe(200);
      expect((await send(at, write, authorization)).body).toMatchObject(
        refusal("FORBIDDEN", expect.stringMatching(/read-only.* set ROLEGRAPH_JWT_SECRET .* or ROLEGRAPH_JWKS_URL/)),
      );
    }
  });
});

type Make = (kind: "secret" | "jwks") => Promise<string> | string;
const good = (kind: "secret" | "jwks", claims = curator()) => (kind === "secret" ? sign(claims) : signer.sign(claims));
const alg = (kind: "secret" | "jwks") => (kind === "secret" ? "HS256" : "ES256");
const bearer =
  (make: Make): Make =>
  async (kind) =>
    `Bearer ${await make(kind)}`;

const bad: readonly (readonly [name: string, authorization: Make, sentence: RegExp])[] = [
  ["expired", bearer((kind) => good(kind, curator({ exp: now() - 60 }))), /^The token has expired/],
  ["not yet valid", bearer((kind) => good(kind, curator({ nbf: now() + 300 }))), /^The token is not yet valid/],
  ["without an end", bearer((kind) => good(kind, curator({ exp: undefined }))), /needs the claim exp/],
  ["without a role", bearer((kind) => good(kind, curator({ role: undefined }))), /^The token has no role/],
  ["of an unknown role", bearer((kind) => good(kind, curator({ role: "root" }))), /^The token has a role that is none/],
  ["without a name", bearer((kind) => good(kind, curator({ name: undefined }))), /^The token names nobody/],
  ["with control characters", bearer((kind) => good(kind, curator({ name: "An\r\nX: y" }))), /name is unfit/],
  ["alg none", bearer(() => unsigned({ alg: "none" }, curator())), /^The token is not signed \(alg none\)/],
  ["unsigned", bearer((kind) => unsigned({ alg: alg(kind), kid: "first" }, curator())), /with a key that is not/],
  [
    "foreign-signed",
    bearer((kind) => (kind === "secret" ? sign(curator(), `${secret}!`) : stranger.sign())),
    /^The token is signed with a key that is not the one of this server/,
  ],
  [
    "of the other kind of key",
    bearer((kind) => good(kind === "secret" ? "jwks" : "secret")),
    /^The token is signed by an algorithm that this server does not take/,
  ],
  ["malformed", bearer(() => "not.a.token"), /^The token is malformed/],
  ["cut short", bearer(async (kind) => (await good(kind)).slice(0, -20)), /^The token is/],
  ["with a blank inside", bearer(async (kind) => (await good(kind)).replace(".", " .")), /^The token is malformed/],
  ["empty", () => "Bearer ", /header is not of the form|is malformed/],
  ["alone, without Bearer", good, /^The Authorization header is not of the form Bearer <token>/],
  ["a password", () => "Basic YW46cGFzc3dvcmQ=", /^The Authorization header is not of the form Bearer <token>/],
];

describe.each(["secret", "jwks"] as const)(
  "a bad token, where the key is a %s, is never silently anonymous",
  (kind) => {
    it.each(bad)("%s", async (_name, make, sentence) => {
      const at = await serve(kind === "secret" ? bySecret : provider.auth);
      const authorization = await make(kind);
      for (const query of [read, introspect, write, "{ no such"]) {
        const answer = await send(at, query, authorization);
        expect(answer).toMatchObject({
          status: 401,
          challenge: expect.stringMatching(
            /^Bearer realm="rolegraph", error="invalid_token", error_description="[^"]+"$/,
          ),
          type: expect.stringMatching(/^application\/json/),
          body: refusal("UNAUTHENTICATED", expect.stringMatching(sentence)),
        });
        const credentials = authorization.slice(authorization.indexOf(" ") + 1);
        for (const piece of credentials.split(/[ .]/).filter((text) => text.length > 5)) {
          expect(answer.text + answer.challenge).not.toContain(piece);
        }
      }
      const examples = await fetch(`${at}/examples.json`, { headers: { authorization } });
      expect(examples.status).toBe(401);
      expect((await fetch(`${at}/health`, { headers: { authorization } })).status).toBe(200);
    });
  },
);

describe("an identity provider that does not answer", () => {
  it("makes the answer UNAVAILABLE for those with a token, and for nobody else", async () => {
    const gone = await openProvider([]);
    await gone.close();
    const at = await serve(gone.auth);
    expect(await send(at, read, `Bearer ${await signer.sign()}`)).toMatchObject({
      status: 503,
      challenge: null,
      body: refusal("UNAVAILABLE", "Tokens cannot be checked now: try again soon."),
    });
    expect((await send(at, read)).status).toBe(200);
  });

  it("leaves its keys in use", async () => {
    const at = await serve(provider.auth);
    const authorization = `Bearer ${await signer.sign()}`;
    expect((await send(at, write, authorization)).status).toBe(200);
    provider.failure = { status: 500, body: "" };
    expect((await send(at, write, authorization)).body).toEqual({ data: { sign: "Nguyễn Văn An, curator" } });
    provider.failure = undefined;
  });
});

describe("where reading needs a token too", () => {
  const closed: AuthConfig = { ...bySecret, required: true };
  const challenged = {
    status: 401,
    challenge: 'Bearer realm="rolegraph"',
    body: refusal("UNAUTHENTICATED", expect.stringMatching(/^This server needs a token: send it in the header/)),
  };

  it.each([read, introspect, "{ __typename }", write, "{ no such"])("nobody is answered without: %s", async (query) => {
    expect(await send(await serve(closed), query)).toMatchObject(challenged);
  });

  it("a GET, a HEAD and a body that is no JSON are no way around", async () => {
    const at = await serve(closed);
    const query = `/graphql?query=${encodeURIComponent(read)}`;
    for (const method of ["GET", "HEAD"]) {
      for (const path of [query, `${query}#`, query.replace("graphql", "%67raphql"), "/examples.json"]) {
        const response = await fetch(at + path, { method, headers: { "apollo-require-preflight": "1" } });
        expect([method, path, response.status]).toEqual([method, path, 401]);
      }
    }
    const body = { method: "POST", headers: { "content-type": "application/json" }, body: "{" };
    expect((await fetch(`${at}/graphql`, body)).status).toBe(401);
  });

  it.each(["reader", "curator", "admin"])("a %s is answered", async (role) => {
    const at = await serve(closed);
    const authorization = `Bearer ${await sign(curator({ role }))}`;
    expect((await send(at, read, authorization)).body).toEqual({ data: { graphInfo: { schemaVersion: 1 } } });
    expect((await send(at, introspect, authorization)).status).toBe(200);
    const examples = await fetch(`${at}/examples.json`, { headers: { authorization } });
    expect([examples.status, await examples.json()]).toEqual([200, expect.objectContaining({ length: 10 })]);
  });

  it("health, readiness, metrics and the playground's page stay open", async () => {
    const at = await serve(closed);
    for (const path of ["/health", "/ready", "/metrics", "/"]) {
      expect([path, (await fetch(at + path)).status]).not.toContain(401);
    }
    const led = await fetch(`${at}/graphql`, { headers: { accept: "text/html" }, redirect: "manual" });
    expect(led.status).toBe(302);
    expect((await fetch(`${at}/nowhere`)).status).toBe(404);
  });
});
