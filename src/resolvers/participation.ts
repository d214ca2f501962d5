import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { ParticipationArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Participation, ParticipationConnection } from "../models/participation.js";
import { planned } from "./planned.js";

@Resolver()
export class ParticipationQueries {
  @Root("byId")
  @Query(() => Participation, {
    nullable: true,
    description: 'One participation, for example `participation(id: "…") {role event {name}}`; null if there is none.',
  })
  participation(
    @Arg("id", () => ID, { description: "Its id, for example `participation/331bbd8a992c88e1`." }) _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => ParticipationConnection, {
    description:
      "Who held which role at which event, newest event first: one row for each official, event and role. For example `participations(where: {role: {eq: CHAIR}}) {nodes {official {name} event {name date}}}`.",
  })
  participations(@Args(() => ParticipationArgs) _args: object): never {
    return planned();
  }
}
