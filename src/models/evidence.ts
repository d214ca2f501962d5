import { Int, ObjectType } from "type-graphql";
import { connectionOf } from "./connections.js";
import { NonNull, Nullable } from "./fields.js";
import { Source } from "./source.js";

@ObjectType({
  description:
    "The passage of a source that says so: where it stands, and on some servers its words. For example characters 410 to 562 of a report.",
})
export class Evidence {
  @NonNull(() => Source, "The text in which the passage stands, for example `source {title publishedOn}`.")
  readonly source!: Source;
  @NonNull(
    () => Int,
    "Where the passage begins: how many characters (Unicode code points) of the text come before it, for example `410`.",
  )
  readonly start!: number;
  @NonNull(
    () => Int,
    "Where the passage ends, counted alike; this character is no longer part of it. For example `562`.",
  )
  readonly end!: number;
  @Nullable(
    () => String,
    "A telling piece of the passage, letter by letter, at most 80 characters: for example `Quy định số 144 QĐ/TW`.",
  )
  readonly asWritten!: string | null;
  @Nullable(
    () => String,
    "The whole passage, for example a sentence of the report. Null where this server does not have the text or has another version of it.",
  )
  readonly quote!: string | null;
  @NonNull(
    () => Boolean,
    "Whether the reader concluded it: for example the year of `Sáng 8-7`, which stands elsewhere in the text.",
  )
  readonly inferred!: boolean;
  @NonNull(
    () => [String],
    'For a mention of an entity, the fields that the passage supports, for example `["date", "places"]`. Empty for a claim, which it supports as a whole.',
  )
  readonly supports!: readonly string[];
}

export const MentionConnection = connectionOf<Evidence>("Mention", () => Evidence, {
  one: "mention",
  many: "mentions",
});
