import { ObjectType } from "type-graphql";
import { Claim } from "./claim.js";
import { NonNull, Nullable } from "./fields.js";
import { Edge } from "./mapping.js";
import { Node } from "./node.js";
import { Province } from "./province.js";
import { Resolution } from "./resolution.js";
import { PartialDate } from "./scalars.js";

@ObjectType({
  implements: [Node, Claim],
  description:
    "The claim that one province followed another, for example the new An Giang followed Kiên Giang on 2025-07-01.",
})
export class Succession extends Claim {
  @NonNull(() => Province, "What was there before, for example Kiên Giang.")
  @Edge("-[:PREDECESSOR]->")
  readonly predecessor!: Province;
  @NonNull(() => Province, "What came after, for example the new An Giang.")
  @Edge("-[:SUCCESSOR]->")
  readonly successor!: Province;
  @Nullable(() => PartialDate, "The first day of the successor, for example `2025-07-01`.")
  readonly on!: PartialDate | null;
  @Nullable(() => Resolution, "The document that decided it, for example 202/2025/QH15 of the Quốc hội.")
  @Edge("-[:BASIS]->")
  readonly basis!: Resolution | null;
}
