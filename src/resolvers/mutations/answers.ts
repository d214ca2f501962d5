import type { Recorded } from "../../graph/changes/verbs/index.js";
import type { Written } from "./write.js";

/** Payloads as resolvers make them: what a mutation is about is an id, from which the selection is planned. */

const common = <R extends { readonly created?: boolean }>({ result, change }: Written<R>) => ({
  created: result.created ?? false,
  change,
  userErrors: [],
});

export const entityOf = (written: Written<{ readonly id: string; readonly created?: boolean }>) => ({
  entity: written.result.id,
  ...common(written),
});

export const claimOf = (written: Written<Recorded>) => ({ claim: written.result.id, ...common(written) });

export const sourceOf = (written: Written<Recorded>) => ({ source: written.result.id, ...common(written) });
