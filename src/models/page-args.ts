import { ArgsType, Int } from "type-graphql";
import { Nullable } from "./fields.js";

/** Relay's four arguments. */
@ArgsType()
export class PageArgs {
  @Nullable(
    () => Int,
    "How many from the start, for example `5`: 20 unless you say, at most 100, and 50 in a nested list. Not together with `last`.",
  )
  readonly first?: number | null;
  @Nullable(() => String, "Only what follows this cursor, for example the `endCursor` of the page before.")
  readonly after?: string | null;
  @Nullable(
    () => Int,
    "How many from the end, for example `5`: at most 100, and 50 in a nested list. Not together with `first`.",
  )
  readonly last?: number | null;
  @Nullable(() => String, "Only what comes before this cursor, for example the `startCursor` of the page after.")
  readonly before?: string | null;
}
