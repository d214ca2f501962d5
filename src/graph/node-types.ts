/** The concrete node types of the graph; each is a label and a GraphQL object type of the same name. */
export const entityTypes = [
  "Official",
  "Position",
  "Organization",
  "Province",
  "Conference",
  "Ceremony",
  "Interview",
  "Contest",
  "Resolution",
  "Anniversary",
] as const;
export const eventTypes = ["Conference", "Ceremony", "Interview", "Contest"] as const;
export const claimTypes = ["Tenure", "Participation", "Topic", "Succession"] as const;
export const nodeTypes = [...entityTypes, ...claimTypes, "Source"] as const;

export type EntityType = (typeof entityTypes)[number];
export type EventType = (typeof eventTypes)[number];
export type ClaimType = (typeof claimTypes)[number];
export type NodeType = (typeof nodeTypes)[number];

const among = <T extends string>(types: readonly T[]) => {
  const set: ReadonlySet<string> = new Set(types);
  return (type: string): type is T => set.has(type);
};
export const isEntityType = among(entityTypes);
export const isEventType = among(eventTypes);
export const isClaimType = among(claimTypes);
export const isNodeType = among(nodeTypes);
