import { daySpan } from "../domain/partial-date.js";
import type { SourceTexts } from "../graph/changes/verbs/verb.js";
import type { ClaimStatement, Document, EntityStatement, PassageStatement } from "./document.js";
import { pointerTo } from "./pointer.js";
import { claimIdOf } from "./records.js";
import type { Fault } from "./schema-check.js";

export type { SourceTexts };

/** What the schema cannot say of a document by itself. */
export function checkDocument(document: Document, texts?: SourceTexts): readonly Fault[] {
  const text = texts?.text(document.source.sha256) ?? undefined;
  const points = text === undefined ? undefined : [...text];
  return [
    ...repeated(document),
    ...(document.entities ?? []).flatMap((entity, at) => [
      ...disordered(entity, pointerTo("entities", at)),
      ...passages(entity.mentions ?? [], pointerTo("entities", at, "mentions"), points),
    ]),
    ...(document.claims ?? []).flatMap((claim, at) => [
      ...disordered(claim, pointerTo("claims", at)),
      ...participants(claim, pointerTo("claims", at)),
      ...passages(claim.evidence, pointerTo("claims", at, "evidence"), points),
    ]),
  ];
}

/** One document says everything about a node in one place: a second one is a slip of the pen. */
function repeated(document: Document): readonly Fault[] {
  const faults: Fault[] = [];
  const first = new Map<string, string>([[document.source.id, "/source"]]);
  const meet = (id: string, pointer: string, at: string, what: string) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, pointer);
    else faults.push({ pointer: at, reason: `${what} stands already at ${before}` });
  };
  for (const [at, { id }] of (document.entities ?? []).entries()) {
    meet(id, pointerTo("entities", at), pointerTo("entities", at, "id"), id);
  }
  for (const [at, claim] of (document.claims ?? []).entries()) {
    const pointer = pointerTo("claims", at);
    meet(claimIdOf(claim), pointer, pointer, `the same ${claim.type}`);
  }
  return faults;
}

const ranges = [
  ["from", "to"],
  ["date", "endDate"],
  ["validFrom", "validTo"],
  ["birth", "death"],
] as const;

function disordered(statement: EntityStatement | ClaimStatement, pointer: string): readonly Fault[] {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(statement));
  return ranges.flatMap(([first, last]) => {
    const [from, to] = [values.get(first), values.get(last)];
    if (typeof to !== "string") return [];
    const at = pointer + pointerTo(last);
    if (last === "endDate" && from === undefined) return [{ pointer: at, reason: "needs a date" }];
    if (typeof from !== "string" || daySpan(to)[1] >= daySpan(from)[0]) return [];
    return [{ pointer: at, reason: `${to} is before ${first} ${from}` }];
  });
}

function participants(claim: ClaimStatement, pointer: string): readonly Fault[] {
  if (claim.type !== "Participation") return [];
  const { official, organization, description, inCapacityOf = [] } = claim;
  const named = [official, organization, description].filter((each) => each !== undefined).length;
  const reason = "needs exactly one of official, organization and description";
  if (named !== 1) return [{ pointer, reason }];
  if (official !== undefined || inCapacityOf.length === 0) return [];
  return [
    { pointer: pointer + pointerTo("inCapacityOf"), reason: "belongs to an official: only persons hold positions" },
  ];
}

/** `points` are the code points of the source, where its text is to be had. */
function passages(
  statements: readonly PassageStatement[],
  pointer: string,
  points: readonly string[] | undefined,
): readonly Fault[] {
  return statements.flatMap(({ start, end, asWritten }, at) => {
    const here = pointer + pointerTo(at);
    if (end <= start) return [{ pointer: `${here}/end`, reason: `${end} is not after start ${start}` }];
    if (points === undefined) return [];
    if (end > points.length) {
      return [{ pointer: `${here}/end`, reason: `${end} is past the end of the source (${points.length} characters)` }];
    }
    if (asWritten === undefined || points.slice(start, end).join("").includes(asWritten)) return [];
    return [{ pointer: `${here}/asWritten`, reason: `the passage does not contain ${JSON.stringify(asWritten)}` }];
  });
}
