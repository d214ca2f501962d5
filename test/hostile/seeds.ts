/** More of them, or others, by HOSTILE_SEEDS: `HOSTILE_SEEDS=1,2,3`. Each is a run of its own. */
export const seeds: readonly number[] = (process.env["HOSTILE_SEEDS"] ?? "1").split(",").map(Number);

/** Documents and HTTP requests of one seed. */
export const documents = 1_000;
export const onNeo4j = 200;
export const httpRequests = 1_000;

/** Seeds were asked for: then each place gets more of the hostile strings. */
const thorough = process.env["HOSTILE_SEEDS"] !== undefined;

/** Of all hostile strings those for the nth place: a few in turn, or, where seeds were asked for, many. */
export const turn = <T>(all: readonly T[], n: number, few: number, many = all.length): readonly T[] => {
  const count = thorough ? many : few;
  return Array.from({ length: count }, (_, i) => all[(n * count + i) % all.length]).filter(
    (each) => each !== undefined,
  );
};
