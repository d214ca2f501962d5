import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { ResolutionArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Resolution, ResolutionConnection } from "../models/resolution.js";
import { planned } from "./planned.js";

@Resolver()
export class ResolutionQueries {
  @Root("byId")
  @Query(() => Resolution, {
    nullable: true,
    description: 'One resolution, for example `resolution(id: "…") {number issuer {name}}`; null if there is none.',
  })
  resolution(
    @Arg("id", () => ID, { description: "Its id, for example `resolution/144-qd-tw-2024`." }) _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => ResolutionConnection, {
    description:
      'Resolutions, by name unless you order them, for example `resolutions(where: {number: {eq: "35-NQ/TW"}}) {nodes {name}}`.',
  })
  resolutions(@Args(() => ResolutionArgs) _args: object): never {
    return planned();
  }
}
