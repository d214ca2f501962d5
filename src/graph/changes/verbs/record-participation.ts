import { claimId } from "../../../domain/identity.js";
import { badInput } from "../../errors.js";
import type { Link, NodeRecord } from "../../record.js";
import { byCodeUnit, targetOf, textOf, withArticle } from "../reading.js";
import { attested } from "./attest.js";
import { stateClaim } from "./claims.js";
import { ambiguous, type Context, contextOf, notFound, readAll } from "./context.js";
import { wordFor } from "./fields.js";
import type { RecordParticipationInput } from "./inputs.js";
import { demandFields, idIn, itemsIn, type Path } from "./parse.js";
import type { Recorded, Verb } from "./verb.js";
import { recorded } from "./write.js";

/**
 * Someone has a role at an event. The capacities are tenures that are recorded already; once the participation is
 * confirmed they are attested on the event's date, else on the source's publication, in the same change.
 */
export const recordParticipation: Verb<RecordParticipationInput, Recorded> = async (reader, input, by) => {
  const context = contextOf(reader, by, "recordParticipation");
  demandFields("Participation", input, ["event", "role"]);
  checkParticipant(input);
  const { inCapacityOf = [], ...fields } = input;
  const capacities = await capacityLinks(context, input.official, inCapacityOf);
  const { record, created } = await stateClaim(context, "Participation", fields, capacities);
  const beside = await attested(reader, [record], () => ["inCapacityOf"]);
  return recorded(context, record, { created, beside });
};

const participants = ["official", "organization", "description"] as const;

function checkParticipant(input: RecordParticipationInput): void {
  const named = participants.filter((name) => input[name] !== undefined);
  if (named.length !== 1) {
    const path = [named[1] ?? "official"];
    throw badInput("A participation needs exactly one of official, organization and description.", path);
  }
  if (input.official === undefined && (input.inCapacityOf ?? []).length > 0) {
    throw badInput("A capacity belongs to an official: only persons hold positions.", ["inCapacityOf"]);
  }
}

async function capacityLinks(context: Context, official: string | undefined, capacities: readonly string[]) {
  if (official === undefined || capacities.length === 0) return [];
  const ids = itemsIn(capacities, ["inCapacityOf"]).map((id, at) => idIn(id, ["inCapacityOf", at]));
  const found = await readAll(context.reader, [official, ...ids]);
  const holder = found.get(official)?.id ?? official;
  const tenures = new Set<string>();
  for (const [at, id] of ids.entries()) {
    const path: Path = ["inCapacityOf", at];
    const node = found.get(id);
    if (node === undefined) throw notFound(id, path, "record the position, and that the official holds it, first");
    if (node.type === "Position") tenures.add((await heldTenure(context, holder, node, path)).id);
    else if (node.type === "Tenure") tenures.add(ownTenure(holder, node, path).id);
    else throw badInput(`${id} is ${withArticle(wordFor(node.type))}; it must be a position or a tenure.`, path);
  }
  return [...tenures].map((to): Link => ({ type: "IN_CAPACITY_OF", to }));
}

function ownTenure(official: string, tenure: NodeRecord, path: Path): NodeRecord {
  const holder = targetOf(tenure, "OF_OFFICIAL");
  if (holder === official) return tenure;
  throw badInput(`${tenure.id} is a tenure of ${holder}, not of ${official}.`, path);
}

/** Separate holdings of one position by one official that are looked for. */
const holdings = 9;

async function heldTenure({ reader }: Context, official: string, position: NodeRecord, path: Path) {
  const ids = Array.from({ length: holdings }, (_, at) => claimId("tenure", [official, position.id, String(at + 1)]));
  const held = (await reader.read(ids)).filter((record) => textOf(record, "status") !== "REJECTED");
  const [tenure, ...others] = held.sort((a, b) => byCodeUnit(a.id, b.id));
  if (tenure === undefined) {
    throw notFound(
      `A tenure of ${position.id} by ${official}`,
      path,
      "record the tenure first, with the evidence that the official holds this position",
    );
  }
  if (others.length === 0) return tenure;
  throw ambiguous(`${official} holds ${position.id} more than once; give the tenure's id`, path, [tenure, ...others]);
}
