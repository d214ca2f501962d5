import {
  createRemoteJWKSet,
  errors,
  type FlattenedJWSInput,
  type JWSHeaderParameters,
  type RemoteJWKSetOptions,
} from "jose";

const minute = 60_000;
/** Keys that were withdrawn are to be forgotten soon … */
const refreshAfterMs = 10 * minute;
/** … but an identity provider that is down for a night must not lock everybody out. */
const keptForMs = 24 * 60 * minute;
/** Between two attempts at a provider that does not answer, while there are keys to go on with. */
const retryAfterMs = minute / 2;

/** The provider's keys are not to be had: neither the token's fault nor its bearer's. */
export class KeysUnavailableError extends Error {
  override readonly name = "KeysUnavailableError";
}

export type KeySource = (header?: JWSHeaderParameters, token?: FlattenedJWSInput) => Promise<CryptoKey>;
type CryptoKey = Awaited<ReturnType<ReturnType<typeof createRemoteJWKSet>>>;

/** The keys at an address: fetched at first use, refreshed in time, kept while the address does not answer. */
export function openRemoteKeys(url: string, onFailure: (error: unknown) => void): KeySource {
  const options: RemoteJWKSetOptions = { cacheMaxAge: keptForMs, timeoutDuration: 5_000 };
  const keys = createRemoteJWKSet(new URL(url), options);
  let dueAt = 0;

  async function refresh(): Promise<void> {
    // The first fetch is the lookup's own, which then has nothing to fall back on.
    if (keys.jwks() === undefined || Date.now() < dueAt) return;
    // Set before the fetch: one request waits for it, the others go on with what is there.
    dueAt = Date.now() + retryAfterMs;
    try {
      await keys.reload();
      dueAt = Date.now() + refreshAfterMs;
    } catch (error) {
      onFailure(error);
    }
  }

  return async (header, token) => {
    const first = keys.jwks() === undefined;
    await refresh();
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new KeysUnavailableError("The JSON Web Key Set cannot be had.", { cause: error });
    } finally {
      if (first && keys.jwks() !== undefined) dueAt = Date.now() + refreshAfterMs;
    }
  };
}
