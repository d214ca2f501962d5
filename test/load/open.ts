import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import type { Engine } from "../../src/graph/engine.js";

/** An empty graph in memory. */
export const openGraph = (): Promise<Engine> => EmbeddedEngine.open({ path: undefined });
