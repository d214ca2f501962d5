import { badInput } from "../../errors.js";
import type { NodeType } from "../../node-types.js";
import type { Link, NodeRecord } from "../../record.js";
import { withArticle } from "../reading.js";
import { shapes } from "../shape.js";
import type { Context } from "./context.js";
import { notFound, readAll } from "./context.js";
import { wordFor } from "./fields.js";
import type { Reference } from "./parse.js";

/** The links of references whose targets exist and are of a type that the link can lead to. */
export async function linksTo(
  { reader }: Context,
  type: NodeType,
  references: readonly Reference[],
): Promise<{ readonly links: readonly Link[]; readonly targets: ReadonlyMap<string, NodeRecord> }> {
  const targets = await readAll(
    reader,
    references.flatMap(({ ids }) => ids.map(({ id }) => id)),
  );
  const links = references.flatMap(({ relationship, ids }) => {
    const allowed = shapes[type].links.find((link) => link.type === relationship)?.to ?? [];
    return ids.map(({ id, path }): Link => {
      const target = targets.get(id);
      if (target === undefined) throw notFound(id, path);
      if (!allowed.includes(target.type)) {
        throw badInput(`${id} is ${withArticle(wordFor(target.type))}; it must be ${oneOf(allowed)}.`, path);
      }
      return { type: relationship, to: target.id };
    });
  });
  return { links, targets: new Map([...targets.values()].map((target) => [target.id, target])) };
}

function oneOf(types: readonly NodeType[]): string {
  return withArticle([...new Set(types.map(wordFor))].join(" or "));
}
