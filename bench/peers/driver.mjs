import neo4j from "neo4j-driver";

/** The driver with its defaults, but for whole numbers as JavaScript's; the login comes from the environment. */
export function openDriver() {
  const { BENCH_URI = "", BENCH_PASSWORD = "" } = process.env;
  return neo4j.driver(BENCH_URI, neo4j.auth.basic("neo4j", BENCH_PASSWORD), { disableLosslessIntegers: true });
}
