import type { EngineInfo } from "./engine.js";
import { isClaimType, isEntityType, nodeTypes } from "./node-types.js";
import type { Parts } from "./plan/plan.js";
import { Row } from "./row.js";

/** How many entities and claims (as a reader sees them by default) there are. */
export function totals({ counts }: EngineInfo): { readonly entities: number; readonly claims: number } {
  const sum = (types: readonly (keyof typeof counts)[]) => types.reduce((total, type) => total + counts[type], 0);
  return { entities: sum(nodeTypes.filter(isEntityType)), claims: sum(nodeTypes.filter(isClaimType)) };
}

/** The response of `graphInfo`. */
export function infoRow(parts: Parts, info: EngineInfo): Row {
  const { engine, version, schemaVersion, revision } = info;
  const values: Record<string, unknown> = { engine, version, schemaVersion, revision, ...totals(info) };
  return write(parts, values, () => nodeTypes.map((type) => ({ type, count: info.counts[type] })));
}

function write(
  parts: Parts,
  values: Readonly<Record<string, unknown>>,
  list: () => readonly Readonly<Record<string, unknown>>[],
): Row {
  const row = new Row();
  for (const part of parts) {
    if (part.kind === "constant") row[part.key] = part.value;
    else if (part.kind === "value") row[part.key] = values[part.name];
    else if (part.kind === "list") row[part.key] = list().map((each) => write(part.parts, each, () => []));
    else throw new Error(`graphInfo has no ${part.kind} ${part.name}`);
  }
  return row;
}
