import { ArgsType, Extensions, ObjectType } from "type-graphql";
import { Claim } from "./claim.js";
import type { ClaimType } from "./claim-enums.js";
import { connectionOf } from "./connections.js";
import { NonNull, Nullable } from "./fields.js";
import { ReviewFilterType } from "./filter-types.js";
import { SourceFilter } from "./filters-subjects.js";
import { Later } from "./mapping.js";
import { ClaimTypeFilter, type Equality } from "./operators.js";
import { PageArgs } from "./page-args.js";

@ObjectType({
  description:
    "A claim that waits for review, with what is recorded already that it may repeat or contradict. For example a tenure that a curator recorded a minute ago.",
})
@Extensions({ viewOf: "Claim" })
export class ReviewItem {
  @NonNull(
    () => Claim,
    "The claim, for example `claim {__typename id recordedBy evidence {source {title} start end quote}}`.",
  )
  @Later("node")
  readonly claim!: Claim;
  @NonNull(
    () => [Claim],
    "Its rivals, and the claims that differ from it in one thing only, whatever their status: another role of the same participant at the same event, another holding of the same post by the same official. For example `similar {id status ... on Participation {role}}`.",
  )
  @Later("similar")
  readonly similar!: readonly Claim[];
}

@ReviewFilterType({ source: () => SourceFilter })
export class ReviewFilter {
  @Nullable(() => ClaimTypeFilter, "By type, for example `{type: {in: [TENURE, PARTICIPATION]}}`.")
  readonly type?: Equality<ClaimType> | null;
}

@ArgsType()
export class ReviewArgs extends PageArgs {
  @Nullable(
    () => ReviewFilter,
    'Which ones, for example `where: {recordedBy: {eq: "Nguyễn Văn An"}}`. All that wait if left out.',
  )
  readonly where?: ReviewFilter | null;
}

export const ReviewItemConnection = connectionOf<ReviewItem>("ReviewItem", () => ReviewItem, {
  one: "claim to review",
  many: "claims to review",
});
