import { entityTypes } from "../node-types.js";
import type { BoundSearch } from "../plan/bound.js";
import type { Root } from "../plan/plan.js";
import { matchedText, scores } from "../plan/search.js";
import { asList } from "./columns.js";
import { label } from "./names.js";
import { given, partsCodec } from "./parts.js";
import { boundOf, Integer, type Printer } from "./printer.js";
import { answering, type RootStatement } from "./root-statement.js";

/**
 * Four tiers, each ended by LIMIT and run only while hits are wanted: whole name, with marks and folded, by index;
 * every token, with marks and folded, by the full-text index, whose tokens are our own folds.
 */
export function searchStatement({ slot, parts }: Extract<Root, { kind: "search" }>): RootStatement {
  const inner = partsCodec(parts, { score: given("score"), matched: given("matched") });
  return {
    columns: 4,
    print: (printer) => {
      const search = printer.bound(slot, "search");
      const element = inner.print(printer, { node: () => "n", value: unknownValue });
      return `${phases(printer, search)} ${answering(element, ["tier", "n.name", "n.aliases"])}`;
    },
    decode: (records, decoding) => {
      const search = boundOf(decoding.values, slot, "search");
      return records.map(([tier, name, aliases, row]) => {
        const rank = Number(tier);
        const values: Readonly<Record<string, unknown>> = {
          score: scores[rank],
          matched: matchedText(search, rank, String(name), asList(aliases ?? []).map(String)),
        };
        return inner.decode(row, decoding, (field) => values[field]);
      });
    },
  };
}

const unknownValue = (name: string): never => {
  throw new Error(`${name} is not a value of a hit`);
};

function phases(printer: Printer, search: BoundSearch): string {
  const first = printer.parameter(new Integer(search.first));
  const [low, fold] = [printer.parameter(search.low), printer.parameter(search.fold)];
  const lowTokens = printer.parameter(search.lowTokens.map((token) => ` ${token}`));
  const lowQuery = printer.parameter(lucene("exactKey", search.lowTokens));
  const foldQuery = printer.parameter(lucene("searchKey", search.foldTokens));
  const types = search.types.length === entityTypes.length ? "" : ` AND (${typeCondition(search.types)})`;
  const tokens = (before: string, query: string, tier: number, more: string) =>
    `CALL (${before}) { WITH * WHERE size(${before}) < ${first} CALL db.index.fulltext.queryNodes('entity_search', ${query}) YIELD node AS m WHERE m.nameFold <> ${fold}${more}${types} WITH m ORDER BY m.orderKey LIMIT ${first} RETURN collect([${tier}, m]) AS found }`;
  return [
    `CALL () { MATCH (m:Entity) WHERE m.nameFold = ${fold} AND m.orderKey IS NOT NULL${types} WITH m, CASE WHEN m.nameLow = ${low} THEN 0 ELSE 1 END AS tier ORDER BY tier, m.orderKey LIMIT ${first} RETURN collect([tier, m]) AS a }`,
    `${tokens("a", lowQuery, 2, "")} WITH a + found AS b`,
    `${tokens("b", foldQuery, 3, ` AND NOT all(token IN ${lowTokens} WHERE m.exactKey CONTAINS token)`)} WITH b + found AS hits`,
    `UNWIND hits[0..${first}] AS hit WITH hit[0] AS tier, hit[1] AS n`,
  ].join(" ");
}

const typeCondition = (types: BoundSearch["types"]) => (types.length === 0 ? "false" : `m:${label([...types].sort())}`);

/** Every token a prefix of some token of the field. */
export function lucene(field: string, tokens: readonly string[]): string {
  return tokens.map((token) => `+${field}:${token.replaceAll(/[+\-!(){}[\]^"~*?:\\/&|]/g, "\\$&")}*`).join(" ");
}
