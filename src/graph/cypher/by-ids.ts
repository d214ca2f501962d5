import { isClaimType, isEntityType, type NodeType } from "../node-types.js";
import type { Root } from "../plan/plan.js";
import { asList, returning } from "./columns.js";
import { label } from "./names.js";
import { boundOf } from "./printer.js";
import { shapeCodec } from "./shape.js";
import type { RootStatement } from "./statement.js";

/**
 * Nodes by id. Ids are unique, and indexed, under three labels: Entity, Claim and Source. An id names its claim:
 * it is found whatever its rank and status.
 */
export function byIdsStatement({ kind, types, slot, shape }: Extract<Root, { kind: "byId" | "byIds" }>): RootStatement {
  const codec = shapeCodec(shape);
  const families = familiesOf(types);
  return {
    print: (printer) => {
      const ids = printer.parameter(printer.bound(slot, "ids").ids);
      const node = printer.variable("n");
      const matches = families.map(
        ({ family, among }) =>
          `MATCH (${node}:${family}) WHERE ${node}.id IN ${ids}${among === undefined ? "" : ` AND ${node}:${among}`} RETURN ${node}`,
      );
      const [only, ...more] = matches;
      const found =
        more.length === 0 ? `${only?.replace(/ RETURN .*$/, "")}` : `CALL (*) { ${matches.join(" UNION ALL ")} }`;
      return `${found} ${returning(codec.print(printer, node), [`${node}.id`])}`;
    },
    decode: (records, decoding) => {
      const rows = new Map(records.map(([id, row]) => [id, row]));
      const found = boundOf(decoding.values, slot, "ids").ids.map((id) => {
        const row = rows.get(id);
        return row === undefined ? null : codec.decode(asList(row), decoding);
      });
      return kind === "byId" ? found[0] : found;
    },
  };
}

interface Family {
  readonly family: string;
  /** The label expression of the types, where they are not the whole family. */
  readonly among: string | undefined;
}

function familiesOf(types: readonly NodeType[]): readonly Family[] {
  const family = (name: string, of: readonly NodeType[]): Family[] => {
    if (of.length === 0) return [];
    const among = label(of);
    return [{ family: name, among: among === name ? undefined : among }];
  };
  return [
    ...family("Entity", types.filter(isEntityType)),
    ...family("Claim", types.filter(isClaimType)),
    ...family(
      "Source",
      types.filter((type) => type === "Source"),
    ),
  ];
}
