import { MAX_DAY, MIN_DAY } from "../../domain/partial-date.js";
import { clientError } from "../errors.js";
import { chainLinks } from "../mapping.js";
import type { Root } from "../plan/plan.js";
import { asList, returning } from "./columns.js";
import { type PartsScope, partsCodec } from "./parts.js";
import { boundOf, Integer } from "./printer.js";
import { answering, type RootStatement } from "./root-statement.js";

const links = chainLinks.join("|");

/** All chains of claims of the least length, the first N by the claims' ids. */
export function pathsStatement({ slot, parts }: Extract<Root, { kind: "paths" }>): RootStatement {
  const inner = partsCodec(parts);
  return {
    columns: 3,
    print: (printer) => {
      const { from, to, maxHops, min, max, first } = printer.bound(slot, "paths");
      const [a, b] = [printer.parameter(from), printer.parameter(to)];
      const limit = printer.parameter(new Integer(first));
      const scope: PartsScope = {
        value: () => "hops",
        node: unreachable,
        list: (printer, _name, element) => {
          const [from, via, to] = [printer.variable("n"), printer.variable("n"), printer.variable("n")];
          const nodes: Readonly<Record<string, string>> = { from, via, to };
          const step: PartsScope = { node: (name) => nodes[name] ?? unreachable(name), value: unreachable };
          return `COLLECT { UNWIND range(1, size(chain) - 2, 2) AS i WITH chain[i - 1] AS ${from}, chain[i] AS ${via}, chain[i + 1] AS ${to} ${returning(element(step))} }`;
        },
      };
      // A node on the way is an entity or a visible claim of the time asked about; every claim has a span.
      const claim = [
        "n:Visible",
        ...(max === MAX_DAY ? [] : [`n.spanMin <= ${printer.parameter(max)}`]),
        ...(min === MIN_DAY ? [] : [`n.spanMax >= ${printer.parameter(min)}`]),
      ];
      const met = `all(n IN nodes(path) WHERE n:Entity OR (${claim.join(" AND ")}))`;
      const paths = [
        // Two ids may lead to one entity since a merge, and Neo4j refuses to look for a path from a node to itself.
        `COLLECT { WITH * WHERE a <> b MATCH path = allShortestPaths((a)-[:${links}*..${maxHops * 2}]-(b)) WHERE ${met}`,
        `WITH nodes(path) AS chain, length(path) / 2 AS hops ORDER BY ${idsFrom(1)}, ${idsFrom(0)} LIMIT ${limit}`,
        `${returning(inner.print(printer, scope))} }`,
      ];
      const ends = `${entityById("a", a)} ${entityById("b", b)}`;
      return `${ends} ${answering(paths.join(" "), ["a IS NOT NULL", "b IS NOT NULL"])}`;
    },
    decode: (records, decoding) => {
      const { from, to } = boundOf(decoding.values, slot, "paths");
      const [fromFound, toFound, paths] = records[0] ?? [];
      if (fromFound !== true) throw unknownEntity(from, "from");
      if (toFound !== true) throw unknownEntity(to, "to");
      return asList(paths).map((each) => inner.decode(each, decoding));
    },
  };
}

/** An absorbed id leads to the survivor. */
const entityById = (name: string, id: string): string =>
  `OPTIONAL MATCH (led_${name}:Redirect {id: ${id}}) OPTIONAL MATCH (${name}:Entity {id: coalesce(led_${name}.end, ${id})})`;

/** Of a chain's claims, from 1, or of its entities, from 0: two chains of one list of claims may differ in these. */
const idsFrom = (first: 0 | 1): string => `[i IN range(${first}, size(chain) - 1, 2) | chain[i].id]`;

const unreachable = (name: string): never => {
  throw new Error(`${name} is not part of a path`);
};

const unknownEntity = (id: string, argument: string) =>
  clientError("NOT_FOUND", `There is no entity ${JSON.stringify(id)}. Find ids with \`search\`.`, [argument]);
