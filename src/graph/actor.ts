import { clientError } from "./errors.js";

/** From the least to the most: each may do what those before it may. */
export const roles = ["reader", "curator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who asks, as the token says. */
export interface Actor {
  readonly name: string;
  readonly role: Role;
}

/** What a request's context tells about who asks. */
export interface Asker {
  /** Absent: anonymous. */
  readonly actor?: Actor | undefined;
  /** Whether a key is configured to check tokens with; without one nobody can say who they are, and nobody writes. */
  readonly hasKey?: boolean;
}

export const isRole = (value: unknown): value is Role => roles.some((role) => role === value);

/** Whoever asks, if they may do what needs this role; throws FORBIDDEN or UNAUTHENTICATED, saying what is missing. */
export function requireRole({ actor, hasKey = false }: Asker, needed: Role): Actor {
  const enough = roles.slice(roles.indexOf(needed));
  if (actor === undefined) throw hasKey ? anonymous(enough) : readOnly();
  if (enough.includes(actor.role)) return actor;
  throw clientError(
    "FORBIDDEN",
    `This needs the role ${enough.join(" or ")}, and your token has the role ${actor.role}: ask for a token with more.`,
  );
}

const readOnly = () =>
  clientError(
    "FORBIDDEN",
    "This server is read-only, since it has no key to check tokens with: " +
      "set ROLEGRAPH_JWT_SECRET (at least 32 bytes) or ROLEGRAPH_JWKS_URL, and start it again.",
  );

const anonymous = (enough: readonly Role[]) =>
  clientError(
    "UNAUTHENTICATED",
    `This needs a token with the role ${enough.join(" or ")}: send it in the header "Authorization: Bearer <token>".`,
  );
