import { badInput } from "../../errors.js";
import { isClaimType } from "../../node-types.js";
import type { NodeRecord } from "../../record.js";
import { isVisible } from "../derive-claim.js";
import { textOf, withArticle } from "../reading.js";
import { attested } from "./attest.js";
import { readClaim, withProperties } from "./claims.js";
import { type Context, conflict, contextOf, notFound, readAll } from "./context.js";
import { wordFor } from "./fields.js";
import type { RetractInput, ReviewInput, SetRankInput } from "./inputs.js";
import { idIn, obey, type Path } from "./parse.js";
import { oneOf } from "./rules.js";
import type { Recorded, Reviewed, Verb } from "./verb.js";
import { type Outcome, recorded, writesOf } from "./write.js";

/** Says which of rival claims is preferred. */
export const setRank: Verb<SetRankInput, Recorded> = async (reader, { claim: id, rank }, by) => {
  const context = contextOf(reader, by, "setRank");
  obey(oneOf("PREFERRED", "NORMAL", "DEPRECATED"), rank, ["rank"]);
  const held = await readClaim(context, id, ["claim"]);
  const claim = withProperties(held, { rank });
  const beside = isVisible(held) ? [] : await attested(reader, [claim], () => ["rank"]);
  return recorded(context, claim, { beside });
};

/** Keeps a claim that should not have been made, for those who ask; readers no longer see it by default. */
export const retract: Verb<RetractInput, Recorded> = async (reader, { claim: id }, by) => {
  const context = contextOf(reader, by, "retract");
  if (by.reason === undefined) throw badInput("A retraction needs a reason.", ["reason"]);
  return recorded(context, withProperties(await readClaim(context, id, ["claim"]), { rank: "DEPRECATED" }));
};

const mostAtOnce = 500;

/** Confirms or rejects proposed claims: all of them, or none if one of them cannot be. */
export const review: Verb<ReviewInput, Reviewed> = async (reader, { claims: ids, status }, by) => {
  const context = contextOf(reader, by, "review");
  obey(oneOf("CONFIRMED", "REJECTED"), status, ["status"]);
  if (ids.length < 1 || ids.length > mostAtOnce) {
    throw badInput(`claims must name 1 to ${mostAtOnce} claims.`, ["claims"]);
  }
  const claims = await proposed(context, ids, status);
  const turned = claims.filter(({ record }) => textOf(record, "status") !== status);
  const outcomes = claims.map(({ record, path }) => ({ record: withProperties(record, { status }), path }));
  const writes = await writesOf(context, await withAttestations(context, outcomes));
  const changed = new Set(turned.map(({ record }) => record.id));
  const result = claims.map(({ record: { id } }) => ({ id, created: false, changed: changed.has(id) }));
  return { writes, result: { claims: result } };
};

interface Placed {
  readonly record: NodeRecord;
  readonly path: Path;
}

/** The reviewed claims, and the tenures that they attest, of which some may be under review themselves. */
async function withAttestations({ reader }: Context, reviewed: readonly Placed[]): Promise<readonly Outcome[]> {
  const paths = new Map(reviewed.map(({ record, path }) => [record.id, path]));
  const records = reviewed.map(({ record }) => record);
  const tenures = await attested(reader, records, ({ id }) => paths.get(id) ?? ["claims"]);
  const dates = new Map(tenures.map(({ record }) => [record.id, record.properties["attestedOn"]]));
  const outcomes = reviewed.map(({ record, path }) => {
    const attestedOn = dates.get(record.id);
    return { record: attestedOn === undefined ? record : withProperties(record, { attestedOn }), path };
  });
  return [...outcomes, ...tenures.filter(({ record }) => !paths.has(record.id))];
}

/** The claims of the ids, each once; all of them proposed, or what they shall be already. */
async function proposed({ reader }: Context, ids: readonly string[], status: string): Promise<readonly Placed[]> {
  const found = await readAll(
    reader,
    ids.map((id, at) => idIn(id, ["claims", at])),
  );
  const claims = new Map<string, Placed>();
  for (const [at, id] of ids.entries()) {
    const path = ["claims", at];
    const record = found.get(id);
    if (record === undefined) throw notFound(id, path, "there is no claim of this id");
    if (!isClaimType(record.type)) throw badInput(`${id} is ${withArticle(wordFor(record.type))}, not a claim.`, path);
    const now = textOf(record, "status") ?? "CONFIRMED";
    if (now !== "PROPOSED" && now !== status) {
      throw conflict(`${id} is ${now} already: only a proposed claim is reviewed.`, path);
    }
    if (!claims.has(record.id)) claims.set(record.id, { record, path });
  }
  return [...claims.values()];
}
