import { isClaimType, isEntityType, type NodeType } from "../node-types.js";
import type { Root } from "../plan/plan.js";
import { asList } from "./columns.js";
import { label } from "./names.js";
import { boundOf } from "./printer.js";
import { answering, type RootStatement } from "./root-statement.js";
import { shapeCodec } from "./shape.js";

/**
 * Nodes by id. Ids are unique, and indexed, under three labels: Entity, Claim and Source. An id names its claim:
 * it is found whatever its rank and status. An id that was absorbed is answered with the survivor.
 */
export function byIdsStatement({ kind, types, slot, shape }: Extract<Root, { kind: "byId" | "byIds" }>): RootStatement {
  const codec = shapeCodec(shape);
  const families = familiesOf(types);
  return {
    columns: 3,
    print: (printer) => {
      const ids = printer.parameter([...new Set(printer.bound(slot, "ids").ids)]);
      const [node, led, id] = [printer.variable("n"), printer.variable("led"), printer.variable("id")];
      const matches = families.map(
        ({ family, among }) =>
          `MATCH (${node}:${family} {id: ${id}})${among === undefined ? "" : ` WHERE ${node}:${among}`}`,
      );
      const [only, ...more] = matches;
      const union = matches.map((match) => `${match} RETURN ${node}`).join(" UNION ALL ");
      const found = more.length === 0 ? only : `CALL (*) { ${union} }`;
      const redirects = `WITH COLLECT { MATCH (r:Redirect) WHERE r.id IN ${ids} RETURN [r.id, r.end] } AS ${led}`;
      // Unwound, since for a list that is no parameter the planner would rather scan a label than seek.
      const each = `UNWIND ${ids} + [each IN ${led} | each[1]] AS ${id}`;
      return `${redirects} ${each} ${found} ${answering(codec.print(printer, node), [`${node}.id`, led])}`;
    },
    decode: (records, decoding) => {
      const rows = new Map(records.map(([id, , row]) => [id, row]));
      const led = new Map(asList(records[0]?.[1] ?? []).map((each) => [asList(each)[0], asList(each)[1]]));
      const found = boundOf(decoding.values, slot, "ids").ids.map((id) => {
        const row = rows.get(id) ?? rows.get(led.get(id));
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
