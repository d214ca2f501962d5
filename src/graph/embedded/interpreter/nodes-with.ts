import { tokens } from "../../../domain/vietnamese.js";
import { isEntityType, type NodeType } from "../../node-types.js";
import type { Graph } from "../memory/graph.js";
import type { NameIndex } from "./name-index.js";
import { matchingOf } from "./page.js";
import type { Steps } from "./run.js";

/** The nodes of a type whose property has the value: by the words of a name, where it has some. */
export function* nodesWith(
  graph: Graph,
  names: NameIndex,
  type: NodeType,
  property: "nameFold" | "sha256",
  value: string,
): Steps<readonly number[]> {
  const test = graph.property(property).test((held) => held === value);
  const words = property === "nameFold" && isEntityType(type) ? tokens(value) : [];
  if (words.length === 0) return yield* matchingOf(graph.nodes(type), test);
  const index = yield* names.of(type);
  return yield* matchingOf([...(yield* index.having(words)), ...index.others], test);
}
