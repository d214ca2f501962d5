import { readFileSync } from "node:fs";
import { bundledFiles } from "../../src/load/bundled.js";

/** What this reads of data/*.json; the loader is not asked, since the page is to be checked against the files. */
interface Statement {
  readonly [field: string]: unknown;
  readonly type: string;
  readonly id?: string;
  readonly evidence?: readonly { readonly start: number; readonly end: number; readonly asWritten?: string }[];
}
interface Document {
  readonly source: { readonly id: string; readonly title: string };
  readonly entities: readonly Statement[];
  readonly claims: readonly Statement[];
}

interface Passage {
  readonly source: Document["source"];
  readonly start: number;
  readonly end: number;
  readonly asWritten: string | null;
}
interface Claim {
  readonly stated: Statement;
  readonly attestedOn: readonly unknown[];
  readonly passages: readonly Passage[];
}

const documents = bundledFiles()
  .filter((file) => file.endsWith(".json"))
  .map((file): Document => JSON.parse(readFileSync(file, "utf8")));

/** The first statement of each entity: the fields that the page shows are the same in all. */
const entities = new Map(
  documents.flatMap((document) => document.entities.toReversed().map((entity) => [entity.id, entity])),
);

/** The answer to questions/10-page.graphql for these officials, read from the files the simple way. */
export const bundledPage = (names: readonly string[]) =>
  names.map((name) => {
    const official = [...entities.values()].find((each) => each.type === "Official" && each["name"] === name);
    const own = (type: string) => claims(type).filter(({ stated }) => stated["official"] === official?.id);
    return {
      id: official?.id,
      name,
      tenures: { nodes: own("Tenure").map(post) },
      participations: { nodes: own("Participation").toSorted(newestFirst).map(participation) },
    };
  });

/** Claims of one type, those of several documents united, in the order of the sources. */
function claims(type: string): readonly Claim[] {
  const united = new Map<string, Claim>();
  for (const { source, claims } of documents) {
    for (const stated of claims.filter((claim) => claim.type === type)) {
      const key = ["official", "organization", "description", "position", "event", "role"].map((part) => stated[part]);
      const known = united.get(key.join(" "));
      const passages = (stated.evidence ?? []).map(({ start, end, asWritten = null }) => ({
        source,
        start,
        end,
        asWritten,
      }));
      united.set(key.join(" "), {
        stated,
        attestedOn: [...(known?.attestedOn ?? []), ...((stated["attestedOn"] as readonly unknown[]) ?? [])],
        passages: [...(known?.passages ?? []), ...passages].sort(inSource),
      });
    }
  }
  return [...united.values()].sort((a, b) => inSource(a.passages[0], b.passages[0]));
}

function inSource(a: Passage | undefined, b: Passage | undefined): number {
  if (a === undefined || b === undefined) throw new Error("A claim has no evidence.");
  if (a.source.id !== b.source.id) return a.source.id < b.source.id ? -1 : 1;
  return a.start - b.start || a.end - b.end;
}

const dateOf = ({ stated }: Claim) => String(entity(stated["event"])["date"] ?? "");

/** A date that is not known comes last. */
const newestFirst = (a: Claim, b: Claim) => (dateOf(a) === dateOf(b) ? 0 : dateOf(a) < dateOf(b) ? 1 : -1);

function entity(id: unknown): Statement {
  const found = entities.get(String(id));
  if (found === undefined) throw new Error(`The files have no ${String(id)}.`);
  return found;
}

const provinceOf = (of: Statement) => (of["province"] === undefined ? null : { name: entity(of["province"])["name"] });

function post({ stated, attestedOn }: Claim) {
  const { title, organization } = entity(stated["position"]);
  const { name } = entity(organization);
  return {
    from: stated["from"] ?? null,
    to: stated["to"] ?? null,
    attestedOn: attestedOn.toSorted(),
    position: { title, organization: { name, province: provinceOf(entity(organization)) } },
  };
}

function participation({ stated, passages }: Claim) {
  const event = entity(stated["event"]);
  return {
    role: stated["role"],
    event: { __typename: event.type, name: event["name"], date: event["date"] ?? null, province: provinceOf(event) },
    evidence: passages.map(({ source, ...passage }) => ({ source: { title: source.title }, ...passage, quote: null })),
  };
}
