import { claimId } from "../domain/identity.js";
import type { Engine, RunContext } from "./engine.js";
import type { Arrow } from "./mapping.js";
import { claimTypes, eventTypes, type NodeType } from "./node-types.js";
import type { Bound } from "./plan/bound.js";
import type { Plan, Selected, Shape } from "./plan/plan.js";
import { always } from "./plan/predicate.js";
import { Row, typeOfRow } from "./row.js";

const roles = [
  "CHAIR",
  "SPEAKER",
  "ATTENDEE",
  "PRESENTER",
  "RECIPIENT",
  "INTERVIEWEE",
  "INTERVIEWER",
  "HONOUREE",
] as const;
const kinds = ["REVIEWS", "IMPLEMENTS", "DISSEMINATES", "ADOPTS", "MARKS", "MENTIONS"] as const;
/** Nobody is recorded to have held one post oftener. */
const ordinals = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const RIVALS = 50;

/**
 * The ids of claims that may say the same as these, or the contrary: their rivals whatever their status, then those
 * whose natural key differs in its last part only (another role of the participant at the event, another holding of the
 * post, another kind of topic; of a succession the reverse one). Ids are hashes of natural keys, so the latter need no
 * search; whether they are stored is for whoever reads them.
 */
export async function similarTo(
  engine: Pick<Engine, "run">,
  ids: readonly string[],
  context: RunContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await engine.run(keysPlan, [{ kind: "ids", ids }, rivals], context);
  const found = new Map<string, readonly string[]>();
  for (const row of Array.isArray(rows) ? rows : []) {
    if (!(row instanceof Row)) continue;
    const id = String(row["id"]);
    const others = new Set([...idsIn(row["rivals"]), ...siblings(typeOfRow(row), row)]);
    others.delete(id);
    found.set(id, [...others]);
  }
  return found;
}

function siblings(type: string | undefined, row: Row): readonly string[] {
  const of = (key: string): string => String(Reflect.get(Object(row[key]), "id"));
  switch (type) {
    case "Tenure":
      return ordinals.map((ordinal) => claimId("tenure", [of("official"), of("position"), ordinal]));
    case "Participation": {
      const by = row["by"] === null ? `described:${row["description"]}` : of("by");
      return roles.map((role) => claimId("participation", [by, of("event"), role]));
    }
    case "Topic":
      return kinds.map((kind) => claimId("topic", [of("event"), of("subject"), kind]));
    default:
      return [claimId("succession", [of("successor"), of("predecessor")])];
  }
}

const idsIn = (connection: unknown): readonly string[] => {
  const nodes: unknown = Reflect.get(Object(connection), "nodes");
  return Array.isArray(nodes) ? nodes.map((node) => String(Reflect.get(Object(node), "id"))) : [];
};

const property = (name: string, required: boolean): Selected => ({
  kind: "property",
  key: name,
  name,
  required,
  list: false,
});

const idOf = (types: readonly NodeType[]): Shape => ({
  kind: "shape",
  typed: types.length > 1,
  types: Object.fromEntries(types.map((type) => [type, [property("id", true)]])),
});

const one = (key: string, arrow: Arrow, ...types: readonly NodeType[]): Selected => ({
  kind: "one",
  key,
  hop: { arrow, types, through: undefined },
  required: key !== "by",
  shape: idOf(types),
});

const common: readonly Selected[] = [
  property("id", true),
  {
    kind: "page",
    key: "rivals",
    hop: { arrow: "-[:RIVAL_OF]-", types: claimTypes, through: undefined },
    slot: 1,
    parts: [{ kind: "nodes", key: "nodes", name: "nodes", required: true, shape: idOf(claimTypes) }],
  },
];

const rivals: Bound = {
  kind: "page",
  scope: "ALL",
  where: always,
  order: [{ kind: "property", path: [], property: "id", descending: false }],
  signature: "rivals",
  window: { limit: RIVALS, backward: false, after: undefined, before: undefined },
};

/** One statement for all of them: what their natural keys are made of, and their rivals. */
const keysPlan: Plan = {
  kind: "plan",
  slots: [],
  root: {
    kind: "byIds",
    types: claimTypes,
    slot: 0,
    shape: {
      kind: "shape",
      typed: true,
      types: {
        Tenure: [
          ...common,
          one("official", "-[:OF_OFFICIAL]->", "Official"),
          one("position", "-[:OF_POSITION]->", "Position"),
        ],
        Participation: [
          ...common,
          one("by", "-[:BY]->", "Official", "Organization"),
          property("description", false),
          one("event", "-[:AT]->", ...eventTypes),
        ],
        Topic: [
          ...common,
          one("event", "-[:OF_EVENT]->", ...eventTypes),
          one("subject", "-[:ABOUT]->", "Resolution", "Anniversary", ...eventTypes),
        ],
        Succession: [
          ...common,
          one("predecessor", "-[:PREDECESSOR]->", "Province"),
          one("successor", "-[:SUCCESSOR]->", "Province"),
        ],
      },
    },
  },
};
