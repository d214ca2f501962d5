import { GraphQLError } from "graphql";
import { describe, expect, it } from "vitest";
import { type Asker, type Role, requireRole, roles } from "../../src/graph/actor.js";

const as = (role: Role): Asker => ({ actor: { name: "An", role }, hasKey: true });

function refusal(asker: Asker, needed: Role): readonly [code: unknown, message: string] | undefined {
  try {
    requireRole(asker, needed);
    return undefined;
  } catch (error) {
    if (error instanceof GraphQLError) return [error.extensions["code"], error.message];
    throw error;
  }
}

describe("who may do what", () => {
  it.each([
    ["reader", ["reader", "curator", "admin"]],
    ["curator", ["curator", "admin"]],
    ["admin", ["admin"]],
  ] as const)("what needs a %s is open to %s", (needed, allowed) => {
    expect(roles.filter((role) => refusal(as(role), needed) === undefined)).toEqual(allowed);
  });

  it("is told by name", () => {
    expect(requireRole(as("admin"), "curator")).toEqual({ name: "An", role: "admin" });
  });

  it.each([
    [
      "a reader who writes",
      as("reader"),
      "FORBIDDEN",
      "This needs the role curator or admin, and your token has the role reader: ask for a token with more.",
    ],
    [
      "nobody in particular",
      { actor: undefined, hasKey: true },
      "UNAUTHENTICATED",
      'This needs a token with the role curator or admin: send it in the header "Authorization: Bearer <token>".',
    ],
    [
      "anybody on a server without a key",
      { hasKey: false },
      "FORBIDDEN",
      "This server is read-only, since it has no key to check tokens with: " +
        "set ROLEGRAPH_JWT_SECRET (at least 32 bytes) or ROLEGRAPH_JWKS_URL, and start it again.",
    ],
  ] as const)("is refused to %s with a sentence", (_name, asker, code, sentence) => {
    expect(refusal(asker, "curator")).toEqual([code, sentence]);
  });
});
