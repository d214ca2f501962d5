import { Int, InterfaceType } from "type-graphql";
import { Change, HISTORY, HistoryArgs, VERSION } from "./change.js";
import { Asserter, Rank, ReviewStatus } from "./claim-enums.js";
import { Evidence } from "./evidence.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge, Evidenced, Later, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { DateTime } from "./scalars.js";

@InterfaceType({
  implements: [Node],
  description:
    "What a source asserts, with the passage that says so: a tenure, a participation, a topic or a succession. For example that Mai Văn Huỳnh chaired a conference. Claims that are not confirmed, or that are deprecated, are left out unless a filter names `status` or `rank`.",
})
export class Claim extends Node {
  @NonNull(() => Rank, "Whether an editor prefers it to its rivals, for example `NORMAL`.")
  readonly rank!: Rank;
  @NonNull(() => ReviewStatus, "Whether it has been checked against its source, for example `CONFIRMED`.")
  readonly status!: ReviewStatus;
  @Nullable(
    () => String,
    "What an editor wants you to know, for example that the deputy head of that time was Phan Xuân Thủy.",
  )
  readonly note!: string | null;
  @NonNull(
    () => [Evidence],
    "The passages that say so, each enough alone, for example `evidence {source {title} start end}`.",
  )
  @Evidenced()
  readonly evidence!: readonly Evidence[];
  @NonNull(
    () => [Claim],
    "Claims that cannot be true together with this one, for example another spelling of the same person's name.",
  )
  @Edge("-[:RIVAL_OF]-")
  readonly rivals!: readonly Claim[];
  @NonNull(() => DateTime, "When it was entered, for example `2026-11-23T00:00:00.000Z`.")
  readonly recordedAt!: DateTime;
  @NonNull(() => String, "Who entered it, for example `Rolegraph editors`.")
  readonly recordedBy!: string;
  @Nullable(
    () => Asserter,
    "Who vouches for it where no source is named, for example `CURATOR`; null of a claim that rests on evidence alone.",
  )
  readonly assertedBy!: Asserter | null;
  @Nullable(() => String, "Why it is asserted without a source, for example `read on the memorial stone in Lai Châu`.")
  readonly reason!: string | null;
  @NonNull(() => Int, VERSION)
  readonly version!: number;
  @NonNull(() => [Change], HISTORY)
  @Later("history")
  @Takes(() => HistoryArgs)
  readonly history!: readonly Change[];
}
