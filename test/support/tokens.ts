import { createServer } from "node:http";
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";
import type { AuthConfig } from "../../src/server/auth-config.js";

export const secret = "a secret of tests, with more than 32 bytes";
export const bySecret: AuthConfig = { key: { kind: "secret", secret }, required: false };

export const now = (): number => Math.floor(Date.now() / 1000);
export const inAnHour = (): number => now() + 3600;

/** What a good token says; a claim that is given as undefined is left out. */
export const curator = (changes: Readonly<Record<string, unknown>> = {}): JWTPayload => ({
  name: "Nguyễn Văn An",
  role: "curator",
  exp: inAnHour(),
  ...changes,
});

/** A token of these claims, signed with the tests' secret. */
export const sign = (claims: JWTPayload = curator(), key: string = secret, alg = "HS256"): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));

const part = (value: unknown): string =>
  Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** Three parts that nobody signed. */
export const unsigned = (header: unknown, payload: unknown, signature = ""): string =>
  `${part(header)}.${part(payload)}.${signature}`;

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

export interface Signer {
  readonly jwk: JWK;
  readonly sign: (claims?: JWTPayload, header?: { readonly kid?: string }) => Promise<string>;
}

/** A key pair of an identity provider. */
export async function openSigner(alg: string, kid?: string): Promise<Signer> {
  const { publicKey, privateKey }: Pair = await generateKeyPair(alg);
  const named = kid === undefined ? {} : { kid };
  return {
    jwk: { ...(await exportJWK(publicKey)), ...named },
    sign: (claims = curator(), header = named) =>
      new SignJWT(claims).setProtectedHeader({ alg, ...header }).sign(privateKey),
  };
}

/** An identity provider on loopback, whose keys and health can be changed. */
export interface Provider {
  readonly auth: AuthConfig;
  keys: readonly JWK[];
  /** What it answers instead of its keys. */
  failure: { readonly status: number; readonly body: string } | undefined;
  readonly requests: number;
  close(): Promise<void>;
}

export async function openProvider(keys: readonly JWK[]): Promise<Provider> {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    const { status, body } = provider.failure ?? { status: 200, body: JSON.stringify({ keys: provider.keys }) };
    response.writeHead(status, { "content-type": "application/json", connection: "close" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const provider: Provider = {
    auth: { key: { kind: "jwks", url: `http://127.0.0.1:${port}/keys.json` }, required: false },
    keys,
    failure: undefined,
    get requests() {
      return requests;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return provider;
}
