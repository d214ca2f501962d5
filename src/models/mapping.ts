import { Args, type ClassType, Extensions } from "type-graphql";
import type { Arrow, FieldMapping, RootMapping, Through } from "../graph/mapping.js";

/** How a field reads the graph stands beside the field. A leaf without a mapping reads the property of its name. */
const mapped = (graph: FieldMapping) => Extensions({ graph });

/**
 * The field leads along this arrow to the nodes of the type that it declares; with `through`, along the arrow to a
 * node of that type and from there along its arrow.
 */
export const Edge = (arrow: Arrow, through?: Through) =>
  mapped({ kind: "edge", arrow, ...(through !== undefined && { through }) });

export const Evidenced = () => mapped({ kind: "evidence" });
export const Mentioned = () => mapped({ kind: "mentions" });
export const Lineage = () => mapped({ kind: "lineage" });
export const CertaintyOf = () => mapped({ kind: "certainty" });
export const Holdings = (of: "position" | "participation") => mapped({ kind: "holdings", of });
/** The field holds ids; a resolver goes on from them. */
export const Later = (by: "node" | "history" | "similar") => mapped({ kind: "later", by });
export const CoParticipants = () => mapped({ kind: "coParticipants" });

/** How a root field reads the graph. */
export const Root = (root: RootMapping) => Extensions({ root });

/** Field arguments on a plain property; type-graphql's own `@Args` wants a resolver method. */
export const Takes =
  (args: () => ClassType): PropertyDecorator =>
  (target, field) =>
    Args(args)(target, String(field), 0);
