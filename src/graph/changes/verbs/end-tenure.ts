import { daySpan } from "../../../domain/partial-date.js";
import { badInput } from "../../errors.js";
import { textOf, withArticle } from "../reading.js";
import { readClaim, withEvidence, withProperties } from "./claims.js";
import { conflict, contextOf } from "./context.js";
import { wordFor } from "./fields.js";
import type { EndTenureInput } from "./inputs.js";
import { obey } from "./parse.js";
import { evidenceLinks } from "./passages.js";
import { date } from "./rules.js";
import type { Recorded, Verb } from "./verb.js";
import { recorded } from "./write.js";

/** Says when a tenure ended. An end that is known already may be made more precise, and not otherwise changed. */
export const endTenure: Verb<EndTenureInput, Recorded> = async (reader, { tenure: id, to, evidence = [] }, by) => {
  const context = contextOf(reader, by, "endTenure");
  const tenure = await readClaim(context, id, ["tenure"]);
  if (tenure.type !== "Tenure") {
    throw badInput(`${id} is ${withArticle(wordFor(tenure.type))}, not a tenure.`, ["tenure"]);
  }
  obey(date, to, ["to"]);
  if (evidence.length === 0 && by.reason === undefined) {
    throw badInput("An end needs at least one passage as evidence, or a reason.", ["evidence"]);
  }
  const links = await evidenceLinks(context, evidence);
  const ended = withProperties(tenure, { to: moreExact(id, textOf(tenure, "to"), to) });
  return recorded(context, withEvidence(ended, links), { path: ["to"] });
};

function moreExact(id: string, held: string | undefined, given: string): string {
  if (held === undefined || within(given, held)) return given;
  if (within(held, given)) return held;
  throw conflict(`${id} ended ${held} by what is recorded, not ${given}.`, ["to"]);
}

/** Whether all days that one date can mean are days that the other can mean. */
function within(date: string, other: string): boolean {
  const [[first, last], [otherFirst, otherLast]] = [daySpan(date), daySpan(other)];
  return otherFirst <= first && last <= otherLast;
}
