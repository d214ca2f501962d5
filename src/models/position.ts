import { ObjectType } from "type-graphql";
import { HoldersArgs, TenureArgs } from "./args.js";
import { type Connection, connectionOf } from "./connections.js";
import { Entity } from "./entity.js";
import { NonNull } from "./fields.js";
import { Holding } from "./holding.js";
import { Edge, Holdings, Takes } from "./mapping.js";
import { Node } from "./node.js";
import { Organization } from "./organization.js";
import { type Tenure, TenureConnection } from "./tenure.js";

@ObjectType({
  implements: [Node, Entity],
  description:
    "A title in an organization, not a seat: two deputies hold one position at the same time. For example Trưởng Ban Tuyên giáo Tỉnh ủy Kiên Giang.",
})
export class Position extends Entity {
  @NonNull(() => String, "The short form, for example `Trưởng Ban`; `name` is the full one.")
  readonly title!: string;
  @NonNull(() => Organization, "Where the title belongs, for example Ban Tuyên giáo Tỉnh ủy Kiên Giang.")
  @Edge("-[:IN]->")
  readonly organization!: Organization;
  @NonNull(
    () => TenureConnection,
    "Who held it and when, oldest first, for example `tenures {nodes {official {name} from to}}`.",
  )
  @Edge("<-[:OF_POSITION]-")
  @Takes(() => TenureArgs)
  readonly tenures!: Connection<Tenure>;
  @NonNull(
    () => [Holding],
    'Who held it on a date, certain ones first, then those dated nearest, for example `holders(on: "2023-09-19") {certainty tenure {official {name}}}`.',
  )
  @Holdings("position")
  @Takes(() => HoldersArgs)
  readonly holders!: readonly Holding[];
}

export const PositionConnection = connectionOf<Position>("Position", () => Position, {
  one: "position",
  many: "positions",
});
