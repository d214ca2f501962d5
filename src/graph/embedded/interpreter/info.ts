import type { EngineInfo } from "../../engine.js";
import { claimTypes, entityTypes, type NodeType, nodeTypes } from "../../node-types.js";
import type { Parts } from "../../plan/plan.js";
import { type Described, list, partsWriter } from "./parts.js";
import type { Preparation, Run } from "./run.js";

const sum = ({ counts }: EngineInfo, types: readonly NodeType[]) => types.reduce((all, type) => all + counts[type], 0);

const count: Described<{ readonly type: NodeType; readonly count: number }> = {
  values: { type: ({ type }) => type, count: ({ count }) => count },
};

const graphInfo: Described<EngineInfo> = {
  values: {
    engine: ({ engine }) => engine,
    version: ({ version }) => version,
    schemaVersion: ({ schemaVersion }) => schemaVersion,
    revision: ({ revision }) => revision,
    entities: (info) => sum(info, entityTypes),
    claims: (info) => sum(info, claimTypes),
  },
  nested: { counts: list(count, ({ counts }) => nodeTypes.map((type) => ({ type, count: counts[type] }))) },
};

export function info(preparation: Preparation, parts: Parts): (of: EngineInfo, run: Run) => unknown {
  return partsWriter(graphInfo, parts, preparation);
}
