import { badInput } from "../../errors.js";
import type { NodeType } from "../../node-types.js";
import type { Link, NodeRecord, Passage } from "../../record.js";
import { textOf } from "../reading.js";
import type { Context } from "./context.js";
import { notFound, readAll } from "./context.js";
import { anyOf, fieldsOf } from "./fields.js";
import type { EvidenceInput, MentionInput } from "./inputs.js";
import { idIn, itemsIn, obey, type Path } from "./parse.js";
import { boolean, text, whole } from "./rules.js";
import type { SourceTexts } from "./verb.js";

/** The evidence of a claim as links to the sources, each passage checked against its source's text where it is known. */
export function evidenceLinks(context: Context, evidence: readonly EvidenceInput[]): Promise<readonly Link[]> {
  return passageLinks(context, "EVIDENCED_BY", evidence, ["evidence"], () => []);
}

/** The mentions of an entity. `supports` holds where a mention does not say what it supports. */
export function mentionLinks(
  context: Context,
  type: NodeType,
  mentions: readonly MentionInput[],
  supports: readonly string[],
): Promise<readonly Link[]> {
  const known = new Set(fieldsOf(type));
  return passageLinks(context, "MENTIONED_IN", mentions, ["mentions"], (mention: MentionInput, path) => {
    for (const [at, field] of (mention.supports ?? []).entries()) {
      const fields = [...known].join(", ");
      if (!known.has(field)) {
        throw badInput(`${anyOf(type)} has no ${field} to support: it has ${fields}.`, [...path, "supports", at]);
      }
    }
    return [...new Set(mention.supports ?? supports)].sort();
  });
}

async function passageLinks<P extends EvidenceInput>(
  { reader, by }: Context,
  type: "EVIDENCED_BY" | "MENTIONED_IN",
  passages: readonly P[],
  at: Path,
  supports: (passage: P, path: Path) => readonly string[],
): Promise<readonly Link[]> {
  itemsIn(passages, at);
  for (const [index, { source }] of passages.entries()) idIn(source, [...at, index, "source"]);
  const sources = await readAll(
    reader,
    passages.map(({ source }) => source),
  );
  const points = new Map<string, readonly string[] | undefined>();
  return passages.map((passage, index): Link => {
    const path = [...at, index];
    const source = sources.get(passage.source);
    if (source === undefined) throw notFound(passage.source, [...path, "source"]);
    if (source.type !== "Source") throw badInput(`${passage.source} is no source.`, [...path, "source"]);
    if (!points.has(source.id)) points.set(source.id, pointsOf(source, by.texts));
    checkPassage(passage, points.get(source.id), path);
    return { type, to: source.id, passage: passageOf(passage, supports(passage, path)) };
  });
}

function passageOf({ start, end, asWritten, inferred = false }: EvidenceInput, supports: readonly string[]): Passage {
  return { start, end, ...(asWritten !== undefined && { asWritten }), inferred, supports };
}

/** The code points of a source, where its text is to be had. */
function pointsOf(source: NodeRecord, texts: SourceTexts | undefined): readonly string[] | undefined {
  const found = texts?.text(textOf(source, "sha256") ?? "");
  return typeof found === "string" ? [...found] : undefined;
}

const asWrittenRule = text(80);

function checkPassage(passage: EvidenceInput, points: readonly string[] | undefined, path: Path): void {
  const { start, end, asWritten, inferred } = passage;
  obey(whole(0), start, [...path, "start"]);
  obey(whole(0), end, [...path, "end"]);
  if (asWritten !== undefined) obey(asWrittenRule, asWritten, [...path, "asWritten"]);
  if (inferred !== undefined) obey(boolean, inferred, [...path, "inferred"]);
  if (end <= start) throw badInput(`end ${end} is not after start ${start}.`, [...path, "end"]);
  if (points === undefined) return;
  if (end > points.length) {
    throw badInput(`end ${end} is past the end of the source, which has ${points.length} characters.`, [
      ...path,
      "end",
    ]);
  }
  if (asWritten === undefined || points.slice(start, end).join("").includes(asWritten)) return;
  throw badInput(`The passage from ${start} to ${end} does not contain ${JSON.stringify(asWritten)}.`, [
    ...path,
    "asWritten",
  ]);
}

/** Whether two links are the same passage of one source. */
export const samePassage = (a: Link, b: Link): boolean =>
  a.to === b.to && a.passage?.start === b.passage?.start && a.passage?.end === b.passage?.end;
