import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from "jose";
import { type Actor, isRole, roles } from "../graph/actor.js";
import { clientError } from "../graph/errors.js";
import type { AuthConfig } from "./auth-config.js";
import { KeysUnavailableError, openRemoteKeys } from "./jwks.js";

/** Who the token speaks for; rejects with UNAUTHENTICATED or UNAVAILABLE and a sentence that quotes nothing of it. */
export type VerifyToken = (token: string) => Promise<Actor>;

const secretAlgorithms = ["HS256"] as const;
/** Never together with a secret: a public key taken for a secret would let anybody sign. */
const publicKeyAlgorithms = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
] as const;

const clockSkewSeconds = 30;
const longestName = 200;

type Payload = Promise<JWTPayload>;
type Check = (token: string, options: JWTVerifyOptions) => Payload;

/** Prepares the check of tokens; `onFailure` learns why the provider's keys could not be refreshed. */
export function openVerifier(config: AuthConfig, onFailure: (error: unknown) => void): VerifyToken {
  const { key, issuer, audience } = config;
  const algorithms: readonly string[] = key.kind === "secret" ? secretAlgorithms : publicKeyAlgorithms;
  const options: JWTVerifyOptions = {
    algorithms: [...algorithms],
    requiredClaims: ["exp"],
    clockTolerance: clockSkewSeconds,
    ...(issuer !== undefined && { issuer }),
    ...(audience !== undefined && { audience }),
  };
  const check = key.kind === "secret" ? checkBySecret(key.secret) : checkByKeys(key.url, onFailure);
  return async (token) => {
    try {
      return actorOf(await check(token, options));
    } catch (error) {
      throw refusalOf(error, token, algorithms);
    }
  };
}

function checkBySecret(secret: string): Check {
  const bytes = new TextEncoder().encode(secret);
  return async (token, options) => (await jwtVerify(token, bytes, options)).payload;
}

function checkByKeys(url: string, onFailure: (error: unknown) => void): Check {
  const keys = openRemoteKeys(url, onFailure);
  return async (token, options) => {
    try {
      return (await jwtVerify(token, keys, options)).payload;
    } catch (error) {
      // A set may hold several keys that the token's header fits: each may be the one.
      if (error instanceof errors.JWKSMultipleMatchingKeys) return checkByEach(error, token, options);
      throw error;
    }
  };
}

async function checkByEach(keys: errors.JWKSMultipleMatchingKeys, token: string, options: JWTVerifyOptions): Payload {
  for await (const key of keys) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new errors.JWSSignatureVerificationFailed();
}

/** Why the claims make no actor, as a sentence. */
class ClaimsError extends Error {
  override readonly name = "ClaimsError";
}

/** Reads the name (`name`, else `sub`) and the role. */
function actorOf(claims: JWTPayload): Actor {
  const name = claims["name"] ?? claims.sub;
  const role = claims["role"];
  if (name === undefined || name === null) {
    throw new ClaimsError("The token names nobody: it needs the claim name, or else sub.");
  }
  if (typeof name !== "string" || !isActorName(name)) throw new ClaimsError(`The token's name is unfit: ${nameRule}.`);
  if (!isRole(role)) {
    const what = role === undefined ? "has no role" : "has a role that is none";
    throw new ClaimsError(`The token ${what}: its claim role must be one of ${roles.join(", ")}.`);
  }
  return { name: name.normalize("NFC").trim(), role };
}

export const nameRule = `it must have 1 to ${longestName} characters, no control characters among them`;

/** Lone surrogates and line separators would break the history as control characters do. */
export const isActorName = (name: string): boolean =>
  name.trim() !== "" && [...name].length <= longestName && !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(name);

function refusalOf(error: unknown, token: string, algorithms: readonly string[]): Error {
  if (error instanceof KeysUnavailableError) {
    return clientError("UNAVAILABLE", "Tokens cannot be checked now: try again soon.", [], error);
  }
  const sentence = sentenceOf(error, token, algorithms);
  // The cause is for the log only where it is no verdict on the token: jose puts the claims into those.
  const isVerdict = error instanceof ClaimsError || error instanceof errors.JOSEError;
  return clientError("UNAUTHENTICATED", sentence, [], error instanceof Error && !isVerdict ? error : undefined);
}

/** Which fault it is. ASCII without quotation marks, since it stands in a header too. */
function sentenceOf(error: unknown, token: string, algorithms: readonly string[]): string {
  if (error instanceof ClaimsError) return error.message;
  if (error instanceof errors.JWTExpired) return "The token has expired: get a new one.";
  if (error instanceof errors.JWTClaimValidationFailed) return claimSentence(error);
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return isUnsigned(token)
      ? "The token is not signed (alg none)."
      : `The token is signed by an algorithm that this server does not take, which is ${algorithms.join(" or ")}.`;
  }
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) {
    return "The token is signed with a key that is not the one of this server.";
  }
  if (error instanceof errors.JOSEError) return malformed;
  // Nothing that cannot be checked is let through, whatever the reason.
  return "The token cannot be verified.";
}

export const malformed = "The token is malformed: it must be a signed JSON Web Token.";

function claimSentence({ claim, reason }: errors.JWTClaimValidationFailed): string {
  if (claim === "nbf" && reason === "check_failed") return "The token is not yet valid.";
  if (claim === "exp" && reason === "missing") return "The token has no end: it needs the claim exp.";
  if (claim === "iss") return "The token is not from the issuer that this server trusts.";
  if (claim === "aud") return "The token is meant for another audience than this server.";
  return `The token's claim ${claim} is not a number of seconds.`;
}

function isUnsigned(token: string): boolean {
  const { alg } = decodeProtectedHeader(token);
  return typeof alg === "string" && alg.toLowerCase() === "none";
}
