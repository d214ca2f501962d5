import { badInput, clientError } from "../../errors.js";
import { isClaimType, isEntityType } from "../../node-types.js";
import type { NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { withArticle } from "../reading.js";
import { StoreView } from "../store-view.js";
import { contextOf } from "./context.js";
import { planMerge } from "./merge-plan.js";
import { writeSetOf } from "./merge-write.js";
import type { Verb } from "./verb.js";

export interface MergeInput {
  /** The entity that turns out to be the other one. Its id leads to the survivor from then on. */
  readonly absorbed: string;
  readonly survivor: string;
}

export interface Merged {
  /** The survivor, which bears the absorbed id in `mergedFrom`. */
  readonly id: string;
  /** False where the two were one already. */
  readonly changed: boolean;
  /** How many claims have a new id; the old ones lead to them. */
  readonly moved: number;
  /** How many of them became one with a claim that was there. */
  readonly folded: number;
}

/**
 * Two entities of one type become one. The survivor keeps its name and its values; the absorbed one's name and aliases
 * become its aliases, its mentions are added, and its values stand where the survivor has none. Everything that linked
 * to the absorbed one links to the survivor. A claim is identified by what it is about, so its id changes with that;
 * where the survivor has the same claim, the two unite: evidence, capacities and attestations add up, and of single
 * values (rank and status too) the survivor's stay. Two rivals that become one are rivals no more. The change's images
 * keep all that was, for `unmerge`.
 *
 * BAD_USER_INPUT: the same entity twice, a cycle, two types, a claim or a source. NOT_FOUND: an unknown id. CONFLICT:
 * the absorbed one was merged into a third, a link would lead from a node to itself, or a rule would be broken.
 */
export const merge: Verb<MergeInput, Merged> = async (reader, input, by) => {
  const context = contextOf(reader, by, "merge");
  const found = await resolve(reader, input);
  if (found === undefined) throw badInput(`${input.absorbed} cannot be merged into itself.`, ["survivor"]);
  if (found.already) {
    return { writes: { puts: [] }, result: { id: found.id, changed: false, moved: 0, folded: 0 } };
  }
  const view = new StoreView(reader);
  const [absorbed, survivor] = await pairOf(view, input, found.id);
  const { renames, folded, replaces } = await planMerge(view, absorbed, survivor);
  const writes = await writeSetOf(
    reader,
    view,
    {
      verb: "merge",
      pair: [absorbed.id, survivor.id],
      replaces,
      removes: [...renames.keys()],
      redirects: [...renames].map(([from, to]) => ({ from, to })),
      shown: new Set(folded.map((id) => renames.get(id) ?? id)),
    },
    context.by,
  );
  return { writes, result: { id: survivor.id, changed: true, moved: renames.size - 1, folded: folded.length } };
};

/** The survivor as redirects have it; undefined where both are one id. Throws where redirects forbid the merge. */
async function resolve(reader: Reader, { absorbed, survivor }: MergeInput) {
  if (absorbed === survivor) return undefined;
  const redirects = await reader.redirects([absorbed, survivor]);
  const [gone, id] = [redirects.get(absorbed), redirects.get(survivor) ?? survivor];
  if (id === absorbed) {
    throw badInput(
      `${survivor} was merged into ${absorbed}, so ${absorbed} cannot be merged into it: unmerge ${survivor} first.`,
      ["survivor"],
    );
  }
  if (gone !== undefined && gone !== id) {
    throw clientError(
      "CONFLICT",
      `${absorbed} was merged into ${gone} already: merge ${gone} into ${id}, or unmerge ${absorbed} first.`,
      ["absorbed"],
    );
  }
  return { id, already: gone === id };
}

async function pairOf(
  view: StoreView,
  input: MergeInput,
  survivorId: string,
): Promise<readonly [absorbed: NodeRecord, survivor: NodeRecord]> {
  await view.load([input.absorbed, survivorId]);
  const absorbed = entity(view, input.absorbed, "absorbed");
  const survivor = entity(view, survivorId, "survivor");
  if (absorbed.type !== survivor.type) {
    throw badInput(
      `${absorbed.id} is ${withArticle(absorbed.type)} and ${survivor.id} ${withArticle(survivor.type)}: ` +
        "only entities of one type can be merged.",
      ["survivor"],
    );
  }
  return [absorbed, survivor];
}

function entity(view: StoreView, id: string, argument: keyof MergeInput): NodeRecord {
  const record = view.get(id);
  if (record === undefined) throw clientError("NOT_FOUND", `There is no ${id}.`, [argument]);
  if (isEntityType(record.type)) return record;
  const why = isClaimType(record.type)
    ? "claims become one when what they are about is merged"
    : "a source is one text, told from others by its hash";
  throw badInput(`${id} is ${withArticle(record.type)} and cannot be merged: ${why}.`, [argument]);
}
