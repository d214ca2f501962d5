import { GraphQLError } from "graphql";

interface Measured {
  readonly limit: number;
  readonly cost?: number;
  /** Response keys from the root, as in `officials.nodes.participations`. */
  readonly field?: string;
}

/** A document that asks for too much; the sentence says of what, and what to do. */
export const tooComplex = (message: string, measured: Measured): GraphQLError =>
  new GraphQLError(message, { extensions: { code: "QUERY_TOO_COMPLEX", ...measured, http: { status: 400 } } });
