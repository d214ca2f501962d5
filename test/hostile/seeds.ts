/** More of them, or others, by HOSTILE_SEEDS: `HOSTILE_SEEDS=1,2,3`. Each is a run of its own. */
export const seeds: readonly number[] = (process.env["HOSTILE_SEEDS"] ?? "1").split(",").map(Number);

/** Documents and HTTP requests of one seed. */
export const documents = 1_000;
export const onNeo4j = 200;
export const httpRequests = 1_000;

/** With more seeds than the usual one, every hostile string goes to every place, on both engines. */
export const thorough = process.env["HOSTILE_SEEDS"] !== undefined;

/** Of all hostile strings those for the nth place: a few in turn, or all. */
export const turn = <T>(all: readonly T[], n: number, few: number): readonly T[] =>
  thorough
    ? all
    : Array.from({ length: few }, (_, i) => all[(n * few + i) % all.length]).filter((each) => each !== undefined);
