/** More of them, or others, by HOSTILE_SEEDS: `HOSTILE_SEEDS=1,2,3`. Each is a run of its own. */
export const seeds: readonly number[] = (process.env["HOSTILE_SEEDS"] ?? "1").split(",").map(Number);

/** Documents and HTTP requests of one seed. */
export const documents = 1_000;
export const onNeo4j = 200;
export const httpRequests = 1_000;

/** With more seeds than the usual one, every hostile string goes to every place, on both engines. */
export const thorough = process.env["HOSTILE_SEEDS"] !== undefined;
