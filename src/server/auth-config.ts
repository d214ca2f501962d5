import { parseBoolean, type SettingsReader, type Variable } from "./settings.js";

/** What tokens are checked with, and what they must say. */
export interface AuthConfig {
  readonly key: SecretKey | RemoteKeys;
  readonly issuer?: string;
  readonly audience?: string;
  /** Whether reading needs a token too. */
  readonly required: boolean;
}

export interface SecretKey {
  readonly kind: "secret";
  readonly secret: string;
}

/** The public keys of an identity provider, as a JSON Web Key Set. */
export interface RemoteKeys {
  readonly kind: "jwks";
  readonly url: string;
}

const leastBytes = 32;
const howToMakeOne = `make one with node -p "crypto.randomBytes(32).toString('base64url')"`;
const setAKey = `set ROLEGRAPH_JWT_SECRET (at least ${leastBytes} bytes) or ROLEGRAPH_JWKS_URL`;

/** The settings of authentication; undefined where there is no key, or where the reader remembers a problem. */
export function readAuth(reader: SettingsReader): AuthConfig | undefined {
  const secret = readSecret(reader);
  const url = readUrl(reader);
  const issuer = reader.text("ROLEGRAPH_JWT_ISSUER");
  const audience = reader.text("ROLEGRAPH_JWT_AUDIENCE");
  const required = reader.read("ROLEGRAPH_REQUIRE_AUTH", false, "it must be true or false", parseBoolean);
  if (secret !== undefined && url !== undefined) {
    reader.problems.push(
      "ROLEGRAPH_JWT_SECRET and ROLEGRAPH_JWKS_URL are both set, but tokens are checked with one of them: unset the other.",
    );
  }
  const key = secret ?? url;
  if (key === undefined) return refuseWithoutKey(reader, required);
  return { key, ...(issuer !== undefined && { issuer }), ...(audience !== undefined && { audience }), required };
}

function refuseWithoutKey(reader: SettingsReader, required: boolean): undefined {
  if (required) {
    reader.problems.push(`ROLEGRAPH_REQUIRE_AUTH is true, but there is no key to check tokens with: ${setAKey}.`);
  }
  for (const name of ["ROLEGRAPH_JWT_ISSUER", "ROLEGRAPH_JWT_AUDIENCE"] as const) {
    if (reader.text(name) === undefined) continue;
    reader.problems.push(`${name} is set, but there is no key to check tokens with: ${setAKey}, or unset ${name}.`);
  }
  return undefined;
}

/** A secret that is too short counts as one: what else is said must not be that there is none. */
function readSecret(reader: SettingsReader): SecretKey | undefined {
  const secret = reader.raw("ROLEGRAPH_JWT_SECRET");
  if (secret === undefined) return undefined;
  const bytes = Buffer.byteLength(secret);
  if (bytes < leastBytes) {
    reader.problems.push(
      `ROLEGRAPH_JWT_SECRET has ${bytes} bytes, but it must have at least ${leastBytes}: ${howToMakeOne}.`,
    );
  }
  return { kind: "secret", secret };
}

function readUrl(reader: SettingsReader): RemoteKeys | undefined {
  const text = reader.text("ROLEGRAPH_JWKS_URL");
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong = whatIsWrong(url);
  if (wrong !== undefined) reader.refuse("ROLEGRAPH_JWKS_URL", url === undefined ? text : shown(url), wrong);
  return { kind: "jwks", url: text };
}

function whatIsWrong(url: URL | undefined): string | undefined {
  // Whoever can change the keys on their way here can sign any token.
  if (url === undefined || !(url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)))) {
    return "it must be an address that begins with https:// (http:// will do for this machine itself)";
  }
  if (url.username !== "" || url.password !== "") return "it must not carry a user or password";
  return undefined;
}

const isLoopback = (host: string) => host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);

/** An address without what may be a secret in it. */
function shown(url: URL): string {
  const user = url.username !== "" || url.password !== "" ? "***@" : "";
  return `${url.protocol}//${user}${url.host}${url.pathname}${url.search === "" ? "" : "?***"}`;
}

/** The settings in force, secrets masked. */
export function authSettings({ key, issuer, audience, required }: AuthConfig): Partial<Record<Variable, string>> {
  return {
    ...(key.kind === "secret" ? { ROLEGRAPH_JWT_SECRET: "***" } : { ROLEGRAPH_JWKS_URL: shown(new URL(key.url)) }),
    ...(issuer !== undefined && { ROLEGRAPH_JWT_ISSUER: issuer }),
    ...(audience !== undefined && { ROLEGRAPH_JWT_AUDIENCE: audience }),
    ROLEGRAPH_REQUIRE_AUTH: String(required),
  };
}
