import { generateKeyPairSync } from "node:crypto";
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload } from "jose";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { AuthConfig } from "../../src/server/auth-config.js";
import { openVerifier } from "../../src/server/verify-token.js";
import {
  bySecret,
  curator,
  inAnHour,
  now,
  openProvider,
  openSigner,
  type Provider,
  type Signer,
  secret,
  sign,
  unsigned,
} from "../support/tokens.js";

const ignore = () => undefined;

/** The actor, or the code and the sentence of the refusal. */
async function outcome(token: string, config: AuthConfig = bySecret, verify = openVerifier(config, ignore)) {
  return verify(token).catch((error) => [error.extensions.code, error.message]);
}
const refused = (sentence: RegExp) => ["UNAUTHENTICATED", expect.stringMatching(sentence)];
const an = { name: "Nguyễn Văn An", role: "curator" };

const malformed = /^The token is malformed: it must be a signed JSON Web Token\.$/;
const foreign = /^The token is signed with a key that is not the one of this server\.$/;
const wrongAlgorithm = /^The token is signed by an algorithm that this server does not take/;

describe("a good token", () => {
  it.each([
    ["a name and a role", curator(), an],
    ["a subject for a name", curator({ name: undefined, sub: "an@example.org" }), { ...an, name: "an@example.org" }],
    ["a name rather than a subject", curator({ sub: "u-17" }), an],
    ["a decomposed name", curator({ name: ` ${"Nguyễn Văn An".normalize("NFD")} ` }), an],
    [
      "a name of 200 characters outside the basic plane",
      curator({ name: "𠀀".repeat(200) }),
      { name: "𠀀".repeat(200) },
    ],
    ["the role reader", curator({ role: "reader" }), { ...an, role: "reader" }],
    ["the role admin", curator({ role: "admin" }), { ...an, role: "admin" }],
    ["an end 20 seconds ago, since clocks differ", curator({ exp: now() - 20 }), an],
    ["a beginning in 20 seconds, since clocks differ", curator({ nbf: now() + 20 }), an],
    ["claims that mean nothing here", curator({ iss: "x", aud: "y", scope: "z" }), an],
  ])("may have %s", async (_name, claims, actor) => {
    expect(await outcome(await sign(claims))).toMatchObject(actor);
  });
});

const badClaims: readonly (readonly [name: string, changes: Readonly<Record<string, unknown>>, sentence: RegExp])[] = [
  ["expired", { exp: now() - 60 }, /^The token has expired: get a new one\.$/],
  ["not yet valid", { nbf: now() + 300 }, /^The token is not yet valid\.$/],
  ["without an end", { exp: undefined }, /^The token has no end: it needs the claim exp\.$/],
  ["with an end that is a text", { exp: "2099-01-01" }, /^The token's claim exp is not a number of seconds\.$/],
  ["with an end that is null", { exp: null }, /claim exp is not a number/],
  ["with a beginning that is a text", { nbf: "now" }, /claim nbf is not a number/],
  ["without a role", { role: undefined }, /^The token has no role: .* one of reader, curator, admin\.$/],
  ["with an unknown role", { role: "owner" }, /^The token has a role that is none: /],
  ["with a role in capitals", { role: "ADMIN" }, /role that is none/],
  ["with a role that every object has", { role: "constructor" }, /role that is none/],
  ["with a list of roles", { role: ["admin"] }, /role that is none/],
  ["without a name", { name: undefined }, /^The token names nobody: it needs the claim name, or else sub\.$/],
  ["with an empty name", { name: "" }, /^The token's name is unfit: it must have 1 to 200 characters/],
  ["with a blank name", { name: " \u00a0" }, /name is unfit/],
  ["with an empty name beside a subject", { name: "", sub: "u-17" }, /name is unfit/],
  ["with a name of 201 characters", { name: "a".repeat(201) }, /name is unfit/],
  ["with a line feed in the name", { name: "An\nadmin" }, /name is unfit/],
  ["with a line separator in the name", { name: "An\u2028admin" }, /name is unfit/],
  ["with a lone surrogate in the name", { name: "An\ud800" }, /name is unfit/],
  ["with a name that is an object", { name: { toString: "x" } }, /name is unfit/],
];

describe("a bad token is refused with a sentence", () => {
  it.each(badClaims)("%s", async (_name, changes, sentence) => {
    expect(await outcome(await sign(curator(changes)))).toEqual(refused(sentence));
  });

  const head = { alg: "HS256" };
  it.each([
    ["alg none", unsigned({ alg: "none" }, curator()), /^The token is not signed \(alg none\)\.$/],
    ["alg None", unsigned({ alg: "None" }, curator()), /not signed/],
    ["alg none with a signature", unsigned({ alg: "none" }, curator(), "c2ln"), /not signed/],
    ["no signature", unsigned(head, curator()), foreign],
    ["another's signature", unsigned(head, curator(), "A".repeat(43)), foreign],
    ["no alg", unsigned({}, curator(), "c2ln"), malformed],
    ["an alg that is a list", unsigned({ alg: ["HS256"] }, curator(), "c2ln"), malformed],
    ["an unknown extension that must be understood", unsigned({ ...head, crit: ["x"], x: 1 }, curator()), malformed],
    ["an unencoded payload", unsigned({ ...head, b64: false, crit: ["b64"] }, curator()), /^The token/],
    ["a public-key algorithm", unsigned({ alg: "RS256" }, curator(), "c2ln"), wrongAlgorithm],
    ["no parts", "token", malformed],
    ["two parts", "a.b", malformed],
    ["five parts", "a.b.c.d.e", malformed],
    ["a header that is no JSON", unsigned("{", curator(), "c2ln"), malformed],
    ["a header that is null", unsigned(null, curator(), "c2ln"), malformed],
    ["nothing in its parts", "..", malformed],
    ["nothing at all", "", malformed],
  ])("%s", async (_name, token, sentence) => {
    expect(await outcome(token)).toEqual(refused(sentence));
  });

  it("signed with another secret, or with more of a hash than is agreed", async () => {
    expect(await outcome(await sign(curator(), "another secret, which has 32 bytes and more"))).toEqual(
      refused(foreign),
    );
    expect(await outcome(await sign(curator(), secret.repeat(2), "HS512"))).toEqual(refused(wrongAlgorithm));
  });

  it("changed after it was signed", async () => {
    const [head = "", , signature] = (await sign(curator({ role: "reader" }))).split(".");
    const admin = unsigned({}, curator({ role: "admin" })).split(".")[1];
    expect(await outcome(`${head}.${admin}.${signature}`)).toEqual(refused(foreign));
  });

  it("of another issuer or audience, where those are set", async () => {
    const strict: AuthConfig = { ...bySecret, issuer: "https://id.example.org", audience: "rolegraph" };
    const good = { iss: "https://id.example.org", aud: "rolegraph" };
    const ask = async (changes: JWTPayload) => outcome(await sign(curator({ ...good, ...changes })), strict);
    expect(await ask({})).toEqual(an);
    expect(await ask({ aud: ["other", "rolegraph"] })).toEqual(an);
    const issuer = refused(/^The token is not from the issuer that this server trusts\.$/);
    const audience = refused(/^The token is meant for another audience than this server\.$/);
    expect(await ask({ iss: "https://id.example.org/" })).toEqual(issuer);
    expect(await outcome(await sign(curator({ aud: "rolegraph" })), strict)).toEqual(issuer);
    expect(await ask({ aud: "other" })).toEqual(audience);
    expect(await outcome(await sign(curator({ iss: good.iss })), strict)).toEqual(audience);
  });

  it("in words that stand in a header as they are", async () => {
    for (const [, changes] of badClaims) {
      expect(await outcome(await sign(curator(changes)))).toEqual(refused(/^(?:(?!["\\])[\x20-\x7e])+\.$/));
    }
  });
});

describe("an identity provider", () => {
  let signer: Signer;
  let provider: Provider;
  beforeAll(async () => {
    signer = await openSigner("ES256", "first");
    provider = await openProvider([signer.jwk]);
  });
  afterEach(() => {
    vi.useRealTimers();
    provider.keys = [signer.jwk];
    provider.failure = undefined;
  });
  afterAll(() => provider.close());

  it.each(["RS256", "PS384", "ES256", "ES512", "EdDSA"])("may sign by %s", async (alg) => {
    const other = await openSigner(alg, "other");
    provider.keys = [signer.jwk, other.jwk];
    expect(await outcome(await other.sign(), provider.auth)).toEqual(an);
    expect(await outcome(await other.sign(curator({ exp: now() - 60 })), provider.auth)).toEqual(refused(/expired/));
    expect(await outcome(await other.sign(curator({ role: "x" })), provider.auth)).toEqual(refused(/role/));
  });

  it("may have several keys that fit: each is tried", async () => {
    const [a, b, c] = await Promise.all([openSigner("RS256"), openSigner("RS256"), openSigner("RS256")]);
    provider.keys = [a.jwk, b.jwk];
    const verify = openVerifier(provider.auth, ignore);
    expect(await outcome(await a.sign(), provider.auth, verify)).toEqual(an);
    expect(await outcome(await b.sign(), provider.auth, verify)).toEqual(an);
    expect(await outcome(await b.sign(curator({ exp: now() - 60 })), provider.auth, verify)).toEqual(
      refused(/expired/),
    );
    expect(await outcome(await c.sign(), provider.auth, verify)).toEqual(refused(foreign));
  });

  it("is not stood in for by another's key, with its key's name or without", async () => {
    const stranger = await openSigner("ES256", "first");
    expect(await outcome(await stranger.sign(), provider.auth)).toEqual(refused(foreign));
    expect(await outcome(await stranger.sign(curator(), { kid: "unheard-of" }), provider.auth)).toEqual(
      refused(foreign),
    );
    expect(await outcome(await stranger.sign(curator(), {}), provider.auth)).toEqual(refused(foreign));
  });

  it("is not stood in for by its public key taken for a secret, nor by no signature", async () => {
    const { publicKey } = await generateKeyPair("RS256", { extractable: true });
    provider.keys = [{ ...(await exportJWK(publicKey)), kid: "rsa" }];
    const forged = await sign(curator(), await exportSPKI(publicKey));
    expect(await outcome(forged, provider.auth)).toEqual(refused(wrongAlgorithm));
    expect(await outcome(unsigned({ alg: "none" }, curator()), provider.auth)).toEqual(refused(/not signed/));
  });

  it("whose key is too short is trusted by nobody", async () => {
    const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    provider.keys = [publicKey.export({ format: "jwk" })];
    const token = unsigned({ alg: "RS256" }, curator(), "c2ln");
    expect(await outcome(token, provider.auth)).toEqual(refused(/^The token cannot be verified\.$/));
  });

  const unavailable = ["UNAVAILABLE", "Tokens cannot be checked now: try again soon."];

  it.each([
    ["fails", { status: 500, body: "{}" }],
    ["sends one elsewhere", { status: 302, body: "" }],
    ["sends no JSON", { status: 200, body: "<html>" }],
    ["sends no keys", { status: 200, body: '{"keys": 5}' }],
  ])("that %s makes the answer UNAVAILABLE, until it recovers", async (_name, failure) => {
    const verify = openVerifier(provider.auth, ignore);
    provider.failure = failure;
    expect(await outcome(await signer.sign(), provider.auth, verify)).toEqual(unavailable);
    provider.failure = undefined;
    expect(await outcome(await signer.sign(), provider.auth, verify)).toEqual(an);
  });

  it("that is not there makes the answer UNAVAILABLE", async () => {
    const gone = await openProvider([]);
    await gone.close();
    expect(await outcome(await signer.sign(), gone.auth)).toEqual(unavailable);
  });

  it("is asked once for many tokens, and again for a key of a new name", async () => {
    const verify = openVerifier(provider.auth, ignore);
    const before = provider.requests;
    const tokens = await Promise.all(Array.from({ length: 20 }, () => signer.sign()));
    await Promise.all(tokens.map((token) => verify(token)));
    for (const token of tokens) await verify(token);
    expect(provider.requests - before).toBe(1);
    const next = await openSigner("ES256", "second");
    provider.keys = [signer.jwk, next.jwk];
    const token = await next.sign(curator({ exp: inAnHour() + 3600 }));
    // Not within half a minute: invented names must not become requests to the provider.
    expect(await outcome(token, provider.auth, verify)).toEqual(refused(foreign));
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31_000 });
    expect(await outcome(token, provider.auth, verify)).toEqual(an);
  });

  it("that goes away leaves the keys that were fetched in use for a day, and no longer", async () => {
    const failures: unknown[] = [];
    const verify = openVerifier(provider.auth, (error) => failures.push(error));
    const token = await signer.sign(curator({ exp: now() + 1_000_000 }));
    expect(await verify(token)).toEqual(an);
    provider.failure = { status: 503, body: "" };
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start + 11 * 60_000 });
    expect(await verify(token)).toEqual(an);
    expect(await verify(token)).toEqual(an);
    expect(failures).toHaveLength(1);
    vi.setSystemTime(start + 23 * 3_600_000);
    expect(await verify(token)).toEqual(an);
    expect(failures).toHaveLength(2);
    vi.setSystemTime(start + 25 * 3_600_000);
    expect(await outcome(token, provider.auth, verify)).toEqual(unavailable);
  });

  it("that withdraws a key is believed within ten minutes", async () => {
    const verify = openVerifier(provider.auth, ignore);
    const token = await signer.sign(curator({ exp: now() + 1_000_000 }));
    expect(await verify(token)).toEqual(an);
    provider.keys = [(await openSigner("ES256", "second")).jwk];
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
    expect(await outcome(token, provider.auth, verify)).toEqual(refused(foreign));
  });
});
