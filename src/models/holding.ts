import { ObjectType } from "type-graphql";
import { Certainty } from "./claim-enums.js";
import { NonNull } from "./fields.js";
import { Tenure } from "./tenure.js";

@ObjectType({
  description:
    "A post that someone held at the time you ask about, and how sure that is: for example a tenure that is `CERTAIN` on 2023-09-19.",
})
export class Holding {
  @NonNull(
    () => Tenure,
    "The claim that someone held the post, for example `tenure {official {name} position {name}}`.",
  )
  readonly tenure!: Tenure;
  @NonNull(() => Certainty, "How sure it is, for example `CERTAIN`.")
  readonly certainty!: Certainty;
}
