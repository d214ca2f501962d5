import { InputType } from "type-graphql";
import { flag, id, May, Must, names, text, whole } from "./fields.js";

@InputType({
  description:
    'A passage of a source that says so, for example `{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 410, end: 562}`.',
})
export class EvidenceInput {
  @Must(id, "The id of the source, for example `source/tuyen-giao-cac-cap-2023-09-19-kien-giang`.")
  readonly source!: string;
  @Must(
    whole(0),
    "Where the passage begins: how many characters (Unicode code points) of the text come before it, for example `410`.",
  )
  readonly start!: number;
  @Must(whole(1), "Where the passage ends, counted alike; this character is no longer part of it. For example `562`.")
  readonly end!: number;
  @May(
    text(80),
    "A telling piece of the passage, letter by letter, at most 80 characters: for example `Quy định số 144 QĐ/TW`.",
  )
  readonly asWritten?: string;
  @May(flag, "Whether you concluded it from elsewhere in the text: for example the year of `Sáng 8-7`.")
  readonly inferred?: boolean;
}

@InputType({
  description:
    'A passage that names an entity or supports one of its fields, for example `{source: "source/tuyen-giao-cac-cap-2023-09-19-kien-giang", start: 410, end: 562, supports: ["name"]}`.',
})
export class MentionInput extends EvidenceInput {
  @May(
    names,
    'The fields that the passage supports, for example `["date", "places"]`; left out: the name, and in a revision the fields that it sets.',
  )
  readonly supports?: readonly string[];
}
