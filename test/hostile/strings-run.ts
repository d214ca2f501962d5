import type { GraphQLSchema } from "graphql";
import type { Engine } from "../../src/graph/engine.js";
import { historyOf, recordsOf } from "../support/drill/ledger.js";
import type { WritingServer } from "../support/writing.js";
import { bodyOf, faultOf } from "./faults.js";
import { argumentsWith, type MutationPlace, revised } from "./mutation-places.js";
import { mutationDocument } from "./mutations.js";
import type { Place } from "./places.js";
import { post } from "./post.js";

export type Named = readonly [name: string, text: string];

/** A query that has each of the strings at the place: as variables, or where GraphQL can write them as literals. */
export function queryWith({ field, type }: Place, strings: readonly Named[], literal: boolean) {
  const isLiteral = (text: string) => literal && !/\p{Cs}/u.test(text) && text.length < 1_000;
  const variables: Record<string, string> = {};
  const fields = strings.map(([, text], i) => {
    if (isLiteral(text)) return `a${i}: ${field(JSON.stringify(text))}`;
    variables[`s${i}`] = text;
    return `a${i}: ${field(`$s${i}`)}`;
  });
  const declared = Object.keys(variables).map((name) => `$${name}: ${type}!`);
  return {
    query: `query ${declared.length > 0 ? `(${declared.join(", ")})` : ""} { ${fields.join("\n")} }`,
    variables,
  };
}

/** Moments differ from run to run, and the order of a record's properties says nothing. */
const timeless = (text: string) => {
  const ordered = (_key: string, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  const sorted = JSON.stringify(JSON.parse(text), ordered);
  return sorted.replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, "(moment)");
};

interface Done {
  readonly text: string;
  readonly fault: string | undefined;
  readonly outcome: "stored" | "written" | "nothing" | "refused";
}

/** What one mutation with a hostile string came to; a fault if the graph and the answer disagree. */
export async function mutate(
  server: WritingServer,
  schema: GraphQLSchema,
  place: MutationPlace,
  n: number,
  text: string,
): Promise<Done> {
  const { engine } = server;
  const before = (await engine.info()).revision;
  const id = revised(place.mutation);
  const version = id === undefined ? undefined : await versionOf(engine, id);
  const request = {
    query: mutationDocument(schema, place.mutation),
    variables: argumentsWith(place, n, text, version),
  };
  const answer = await post(server.url, request, server.tokens.curator);
  const { revision } = await engine.info();
  const { change, userErrors = [] } = doneOf(answer.text);
  const told = timeless(answer.text);
  const wrote = change !== null && change !== undefined;
  let fault = faultOf(answer);
  if (!wrote && revision !== before) fault ??= `refused, and yet revision ${before} became ${revision}`;
  if (wrote && revision !== before + 1) fault ??= `one change, and revision ${before} became ${revision}`;
  if (!wrote) return { text: told, fault, outcome: userErrors.length > 0 ? "refused" : "nothing" };
  const isStored = leaves(change).includes(text);
  return { text: told, fault, outcome: isStored ? "stored" : "written" };
}

async function versionOf(engine: Engine, id: string): Promise<number> {
  const [record] = await engine.read([id]);
  return Number(record?.properties["version"]);
}

interface Payload {
  readonly change?: unknown;
  readonly userErrors?: readonly unknown[];
}

function doneOf(text: string): Payload {
  const data: unknown = bodyOf(text)?.data;
  const done: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "done") : undefined;
  return typeof done === "object" && done !== null ? done : {};
}

/** Every text in a value. */
function leaves(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(leaves) : [];
}

/** The ids that the history since then leaves, and those that are there. */
export async function idsByHistory(engine: Engine, begun: ReadonlySet<string>, revision: number) {
  const ids = new Set(begun);
  for (const { seq, before, after } of await historyOf(engine)) {
    if (seq <= revision) continue;
    for (const { id } of before) ids.delete(id);
    for (const { id } of after) ids.add(id);
  }
  const there = (await recordsOf(engine)).map(({ id }) => id);
  return { told: [...ids].sort(), there: there.sort() };
}
