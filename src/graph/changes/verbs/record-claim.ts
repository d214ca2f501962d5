import { badInput } from "../../errors.js";
import type { ClaimType } from "../../node-types.js";
import type { Reader } from "../../transaction.js";
import { stateClaim } from "./claims.js";
import { contextOf } from "./context.js";
import type { RecordSuccessionInput, RecordTenureInput, RecordTopicInput } from "./inputs.js";
import { demandFields } from "./parse.js";
import type { By, Done, Recorded, Verb } from "./verb.js";
import { recorded } from "./write.js";

/** An official holds a position. A repeated recording adds its evidence, its attestations and what was not known. */
export const recordTenure: Verb<RecordTenureInput, Recorded> = (reader, input, by) =>
  record(reader, "Tenure", input, by, ["official", "position"]);

/** An event is about a resolution, an anniversary or another event. */
export const recordTopic: Verb<RecordTopicInput, Recorded> = (reader, input, by) =>
  record(reader, "Topic", input, by, ["event", "subject", "kind"]);

/** One province follows another. */
export const recordSuccession: Verb<RecordSuccessionInput, Recorded> = (reader, input, by) =>
  record(reader, "Succession", input, by, ["predecessor", "successor"]);

async function record(
  reader: Reader,
  type: ClaimType,
  input: object,
  by: By,
  needed: readonly string[],
): Promise<Done<Recorded>> {
  const context = contextOf(reader, by, `record${type}`);
  demandFields(type, input, needed);
  const { record: claim, created } = await stateClaim(context, type, input);
  const [first, second] = claim.links;
  if (first !== undefined && first.to === second?.to) {
    throw badInput(`${needed[0]} and ${needed[1]} are the same: ${first.to}.`, [needed[1] ?? ""]);
  }
  return recorded(context, claim, { created });
}
