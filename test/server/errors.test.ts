import { GraphQLError, locatedError } from "graphql";
import { ArgumentValidationError } from "type-graphql";
import { describe, expect, it } from "vitest";
import { badInput, clientError } from "../../src/graph/errors.js";
import { presentError } from "../../src/server/errors.js";

describe("an error on its way to the client", () => {
  it("keeps its sentence, code and argument if it is the client's", () => {
    expect(presentError(locatedError(badInput("Ask for 1 to 100.", ["where", "and", 0]), [], ["officials"]))).toEqual({
      message: "Ask for 1 to 100.",
      path: ["officials"],
      extensions: { code: "BAD_USER_INPUT", argument: "where.and.0" },
    });
  });

  it("drops every other extension", () => {
    const error = new GraphQLError("No.", { extensions: { code: "CONFLICT", query: "MATCH (n)", stacktrace: ["at"] } });
    expect(presentError(error)).toEqual({ message: "No.", extensions: { code: "CONFLICT" } });
  });

  it.each([
    ["a plain error", new Error("bolt://secret")],
    ["a thrown text", "bolt://secret"],
    ["an error of GraphQL without a code", new GraphQLError("bolt://secret")],
    ["one with a code that is not ours", new GraphQLError("bolt://secret", { extensions: { code: "Neo.X" } })],
    ["one that a resolver threw", locatedError(new Error("bolt://secret"), [])],
    ["one that says itself internal", clientError("INTERNAL", "bolt://secret")],
  ])("says nothing of its cause if it is unexpected: %s", (_name, error) => {
    expect(presentError(error)).toEqual({
      message: "Something went wrong on the server.",
      extensions: { code: "INTERNAL" },
    });
  });

  it("keeps the driver's words to itself where the database is away", () => {
    const error = clientError("UNAVAILABLE", "Try again in a moment.", [], new Error("bolt://secret"));
    expect(JSON.stringify(presentError(locatedError(error, [])))).not.toContain("secret");
  });

  it("says what class-validator found without the input that it found it in", () => {
    const target = { password: "secret" };
    const inner = { property: "start", target, constraints: { min: "start must not be less than 0" } };
    const error = new ArgumentValidationError([{ property: "evidence", target, children: [inner] }]);
    expect(presentError(error)).toEqual({
      message: "evidence.start: start must not be less than 0.",
      extensions: { code: "BAD_USER_INPUT", argument: "evidence.start" },
    });
  });
});
