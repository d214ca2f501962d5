import { type ArgumentNode, print } from "graphql";
import type { Hop, Parts, Plan, Selected, Shape } from "./plan.js";

/**
 * The plan as text, one line a field; what the golden tests and docs/pipeline.md show. `printed` prints an argument: as
 * it was written, unless something else is given.
 */
export function printPlan({ root, slots }: Plan, printed: (argument: ArgumentNode) => string = print): string {
  const lines: string[] = [];
  const line = (depth: number, text: string) => lines.push("  ".repeat(depth) + text);
  const args = (slot: number) => {
    const written = slots[slot]?.node.arguments ?? [];
    return written.length === 0 ? "" : `(${written.map(printed).join(", ")})`;
  };
  switch (root.kind) {
    case "byId":
    case "byIds":
      line(0, `${root.kind} ${root.types.join("|")}${args(root.slot)}`);
      shape(1, root.shape);
      break;
    case "page":
      line(0, `page ${root.types.join("|")}${args(root.slot)}`);
      parts(1, root.parts);
      break;
    case "search":
    case "paths":
    case "counts":
      line(0, `${root.kind}${args(root.slot)}`);
      parts(1, root.parts);
      break;
    case "info":
      line(0, "info");
      parts(1, root.parts);
      break;
    default: {
      const never: never = root;
      throw new Error(String(never));
    }
  }
  return lines.join("\n");

  function shape(depth: number, { typed, types }: Shape): void {
    const entries = Object.entries(types);
    for (const [type, fields] of typed ? entries : entries.slice(0, 1)) {
      if (typed) line(depth, `on ${type}`);
      for (const field of fields) selected(typed ? depth + 1 : depth, field);
    }
  }

  function parts(depth: number, all: Parts): void {
    for (const part of all) {
      if (part.kind === "constant") {
        line(depth, `${named(part.key, "__typename")} = ${part.value}`);
        continue;
      }
      line(depth, part.kind === "value" ? named(part.key, part.name) : `${named(part.key, part.name)} ${part.kind}`);
      if ("parts" in part) parts(depth + 1, part.parts);
      if ("shape" in part) shape(depth + 1, part.shape);
    }
  }

  function selected(depth: number, field: Selected): void {
    switch (field.kind) {
      case "typename":
        line(depth, named(field.key, "__typename"));
        return;
      case "property":
        line(depth, named(field.key, field.name));
        return;
      case "one":
      case "many":
        line(depth, `${field.key} ${field.kind} ${arrow(field.hop)}`);
        shape(depth + 1, field.shape);
        return;
      case "page":
        line(depth, `${field.key} page ${arrow(field.hop)}${args(field.slot)}`);
        parts(depth + 1, field.parts);
        return;
      case "lineage":
        line(depth, `${field.key} lineage`);
        shape(depth + 1, field.shape);
        return;
      case "evidence":
        line(depth, `${field.key} evidence`);
        parts(depth + 1, field.parts);
        return;
      case "certainty":
        line(depth, `${field.key} certainty${args(field.slot)}`);
        return;
      case "mentions":
      case "holdings":
      case "coParticipants":
        line(depth, `${field.key} ${field.kind}${args(field.slot)}`);
        parts(depth + 1, field.parts);
        return;
      default: {
        const never: never = field;
        throw new Error(String(never));
      }
    }
  }
}

const named = (key: string, name: string) => (key === name ? name : `${key}: ${name}`);

const arrow = ({ arrow, through, types }: Hop) =>
  `${arrow}${through === undefined ? "" : `(:${through.type})${through.arrow}`}(:${types.join("|")})`;
