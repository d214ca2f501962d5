import { badInput } from "../../errors.js";
import { textOf } from "../reading.js";
import { evidenceOf, readClaim, withEvidence } from "./claims.js";
import { conflict, contextOf, readAll } from "./context.js";
import type { AddEvidenceInput, WithdrawEvidenceInput } from "./inputs.js";
import { idIn, obey } from "./parse.js";
import { evidenceLinks } from "./passages.js";
import { whole } from "./rules.js";
import type { Recorded, Verb } from "./verb.js";
import { recorded } from "./write.js";

/** Adds passages that each suffice alone for the claim. */
export const addEvidence: Verb<AddEvidenceInput, Recorded> = async (reader, { claim: id, evidence }, by) => {
  const context = contextOf(reader, by, "addEvidence");
  const claim = await readClaim(context, id, ["claim"]);
  if (evidence.length === 0) throw badInput("evidence must have at least one passage.", ["evidence"]);
  return recorded(context, withEvidence(claim, await evidenceLinks(context, evidence)));
};

/** Takes a passage away that does not say what the claim says. The last one stays, unless a curator asserts the claim. */
export const withdrawEvidence: Verb<WithdrawEvidenceInput, Recorded> = async (reader, input, by) => {
  const context = contextOf(reader, by, "withdrawEvidence");
  const claim = await readClaim(context, input.claim, ["claim"]);
  const { start, end } = input;
  obey(whole(0), start, ["start"]);
  obey(whole(0), end, ["end"]);
  const source = (await readAll(reader, [idIn(input.source, ["source"])])).get(input.source)?.id ?? input.source;
  const held = evidenceOf(claim);
  const gone = held.find(({ to, passage }) => to === source && passage?.start === start && passage.end === end);
  if (gone !== undefined && held.length === 1 && textOf(claim, "assertedBy") === undefined) {
    throw conflict(`This is the only evidence of ${claim.id}: add another first, or retract the claim.`, ["claim"]);
  }
  return recorded(context, { ...claim, links: claim.links.filter((link) => link !== gone) });
};
