import { Arg, type ClassType } from "type-graphql";

/** The one argument that says what to write. */
export const Input = (type: () => ClassType) =>
  Arg("input", type, { description: "What to write: its own fields say how, each with an example." });

/** Taken by every mutation. */
export const IdempotencyKey = () =>
  Arg("idempotencyKey", () => String, {
    nullable: true,
    description:
      "A name of your choice for this one request, for example a UUID. Sent again with the same key within a day, the request is answered as the first time, and nothing is written twice.",
  });

export type Key = string | undefined;
