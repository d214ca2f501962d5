import { ID, Int, InterfaceType } from "type-graphql";
import { Change, HISTORY, HistoryArgs, VERSION } from "./change.js";
import type { Connection } from "./connections.js";
import { type Evidence, MentionConnection } from "./evidence.js";
import { NonNull, Nullable } from "./fields.js";
import { Later, Mentioned, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { PageArgs } from "./page-args.js";

@InterfaceType({
  implements: [Node],
  description:
    "A thing with an identity: a person, a position, an organization, a province, an event, a resolution or an anniversary. For example `official/mai-van-huynh`.",
})
export class Entity extends Node {
  @NonNull(() => String, "What it is called, for example `Mai Văn Huỳnh` or `Kiên Giang`.")
  readonly name!: string;
  @NonNull(() => [String], 'Its other names and spellings, for example `["Thừa Thiên Huế"]` of Huế.')
  readonly aliases!: readonly string[];
  @Nullable(() => String, "What an editor wants you to know, for example a doubt about how a source spells the name.")
  readonly note!: string | null;
  @NonNull(
    () => MentionConnection,
    "Where sources speak of it, by source and place, for example `mentions(first: 3) {nodes {asWritten supports}}`.",
  )
  @Mentioned()
  @Takes(() => PageArgs)
  readonly mentions!: Connection<Evidence>;
  @NonNull(
    () => [ID],
    "Ids of the entities that turned out to be this one and lead here now, for example that of a second record of the same person; mostly none.",
  )
  readonly mergedFrom!: readonly string[];
  @NonNull(() => Int, `${VERSION} A revision names the version that it is based on.`)
  readonly version!: number;
  @NonNull(() => [Change], HISTORY)
  @Later("history")
  @Takes(() => HistoryArgs)
  readonly history!: readonly Change[];
}
