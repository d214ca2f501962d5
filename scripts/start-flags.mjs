import { readFileSync } from "node:fs";

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** What `npm start` tells Node: benchmarks and drills start the server as a user does, and peers get the same. */
export const startFlags = scripts.start.split(" ").filter((word) => word.startsWith("--"));
