import { Arg, Args, ID, Query, Resolver } from "type-graphql";
import { EventArgs } from "../models/args.js";
import { ConferenceConnection, Event, EventConnection } from "../models/event.js";
import { Root } from "../models/mapping.js";
import { planned } from "./planned.js";

@Resolver()
export class EventQueries {
  @Root("byId")
  @Query(() => Event, {
    nullable: true,
    description:
      'One event of any type, for example `event(id: "event/hoi-nghi-tuyen-giao-toan-quoc-2024-07") {name date}`; null if there is none.',
  })
  event(
    @Arg("id", () => ID, { description: "Its id, for example `event/hoi-nghi-tuyen-giao-toan-quoc-2024-07`." })
    _id: string,
  ): never {
    return planned();
  }

  @Root("page")
  @Query(() => EventConnection, {
    description:
      "Events of every type, newest first unless you order them, for example `events(where: {type: {eq: INTERVIEW}}) {nodes {__typename name}}`.",
  })
  events(@Args(() => EventArgs) _args: object): never {
    return planned();
  }

  @Root("page")
  @Query(() => ConferenceConnection, {
    description:
      "Conferences only, newest first unless you order them, for example `conferences(where: {kind: {eq: CONGRESS}}) {nodes {name}}`.",
  })
  conferences(@Args(() => EventArgs) _args: object): never {
    return planned();
  }
}
