import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { OrganizationArgs } from "../models/args.js";
import { Root } from "../models/mapping.js";
import { Organization, OrganizationConnection } from "../models/organization.js";
import { planned } from "./planned.js";

@Resolver()
export class OrganizationQueries {
  @Root("byId")
  @Query(() => Organization, {
    nullable: true,
    description:
      'One organization, for example `organization(id: "…") {name positions {nodes {title}}}`; null if there is none.',
  })
  organization(
    @Arg("id", () => ID, { description: "Its id, for example `organization/ban-tuyen-giao-tinh-uy-kien-giang`." })
    _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => OrganizationConnection, {
    description:
      "Organizations, by name unless you order them, for example `organizations(where: {level: {eq: CENTRAL}}) {nodes {name}}`.",
  })
  organizations(@Args(() => OrganizationArgs) _args: object): never {
    return planned();
  }
}
