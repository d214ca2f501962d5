import { ArgsType, ID, Int, ObjectType } from "type-graphql";
import { NonNull, Nullable } from "./fields.js";
import { Json } from "./json.js";
import { DateTime } from "./scalars.js";

@ObjectType({
  description:
    "One entry of the history: who wrote what and when, with the records as they were and as they became. For example that a curator recorded a tenure.",
})
export class Change {
  @NonNull(() => Int, "Its number in the history, which counts from 1 without gaps, for example `12`.")
  readonly seq!: number;
  @NonNull(() => DateTime, "When it was made, for example `2026-11-23T08:00:00.000Z`.")
  readonly at!: DateTime;
  @NonNull(() => String, "Who made it: the name in the token, for example `Nguyễn Văn An`.")
  readonly actor!: string;
  @NonNull(() => String, "What was done, for example `recordTenure` or `merge`.")
  readonly verb!: string;
  @NonNull(
    () => [ID],
    'What it is about: ids of entities, claims and sources, for example `["official/mai-van-huynh"]`.',
  )
  readonly subjects!: readonly string[];
  @Nullable(() => String, "Why, in the words of who made it, for example `the newspaper corrected the name`.")
  readonly reason!: string | null;
  @NonNull(
    () => [Json],
    "The records as they were, each with id, type, properties and links; what the change made is not among them: for example an empty list.",
  )
  readonly before!: readonly Json[];
  @NonNull(
    () => [Json],
    "The records as they became; what the change removed is not among them: for example an entity that another absorbed.",
  )
  readonly after!: readonly Json[];
}

/** Descriptions of the fields that entities and claims share. */
export const VERSION = "How often its record was written, for example `1` of one that was never changed.";
export const HISTORY =
  "What was done to it, newest first, for example `history(first: 3) {at actor verb reason before after}`.";

@ArgsType()
export class HistoryArgs {
  @Nullable(() => Int, "How many of the last changes, for example `5`; at most 100.", 20)
  readonly first?: number | null;
}
