import { type TenureSpans, tenureSpans } from "../../domain/holding.js";
import { daySpan, MAX_DAY, MIN_DAY } from "../../domain/partial-date.js";
import type { NodeRecord, Value } from "../record.js";
import { type Lookup, linksOf, present, type Surroundings, targetOf, textOf, textsOf } from "./reading.js";
import { byPassage } from "./stated.js";

type Properties = Readonly<Record<string, Value>>;

/** The derived properties of claims, beside those that follow from the shape. */
export function derivedOfClaim(record: NodeRecord, { lookup }: Surroundings): Properties {
  const common = { protocolKey: protocolKey(record), visible: isVisible(record) };
  switch (record.type) {
    case "Tenure":
      return { ...common, ...ofTenure(record, lookup) };
    case "Participation":
      return { ...common, ...ofParticipation(record, lookup) };
    case "Topic":
      return { ...common, ...ofTopic(record, lookup) };
    default:
      return { ...common, ...ofSuccession(record) };
  }
}

/** What a reader sees by default: confirmed and not deprecated. */
export const isVisible = (claim: NodeRecord): boolean =>
  (textOf(claim, "status") ?? "CONFIRMED") === "CONFIRMED" && textOf(claim, "rank") !== "DEPRECATED";

/** Sorts claims in the order in which the sources make them; a claim without evidence comes last. */
function protocolKey(record: NodeRecord): string {
  const first = [...linksOf(record, "EVIDENCED_BY")].sort(byPassage)[0];
  const offset = (at: number | undefined) => String(at ?? 0).padStart(8, "0");
  return [first?.to ?? "~", offset(first?.passage?.start), offset(first?.passage?.end), record.id].join(" ");
}

function ofTenure(record: NodeRecord, lookup: Lookup): Properties {
  const [officialId, positionId] = [targetOf(record, "OF_OFFICIAL"), targetOf(record, "OF_POSITION")];
  const spans = spansOf(record, lookup);
  return present({
    officialId,
    positionId,
    certainFrom: spans.certainFrom,
    certainTo: spans.certainTo,
    possibleFrom: spans.possibleFrom,
    possibleTo: spans.possibleTo,
    spanMin: spans.possibleFrom,
    spanMax: spans.possibleTo,
    dated: spans.dated,
    knownFrom: spans.knownFrom,
    knownTo: spans.knownTo,
    fromAsc: firstDay(textOf(record, "from")) ?? MAX_DAY,
  });
}

/** Cut to the official's life and to the years of the province in which the position's organization lies. */
function spansOf(record: NodeRecord, lookup: Lookup): TenureSpans {
  const neighbour = (id: string | undefined) => (id === undefined ? undefined : lookup(id));
  const official = neighbour(targetOf(record, "OF_OFFICIAL"));
  const organization = neighbour(targetOf(neighbour(targetOf(record, "OF_POSITION")), "IN"));
  const province = neighbour(targetOf(organization, "IN_PROVINCE"));
  return tenureSpans({
    ...dates(record, { from: "from", to: "to" }),
    attestedOn: textsOf(record, "attestedOn"),
    life: dates(official, { birth: "birth", death: "death" }),
    validity: dates(province, { from: "validFrom", to: "validTo" }),
  });
}

function dates<K extends string>(
  record: NodeRecord | undefined,
  names: Readonly<Record<K, string>>,
): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {};
  for (const key in names) {
    const date = textOf(record, names[key]);
    if (date !== undefined) found[key] = date;
  }
  return found;
}

const roles: readonly (string | undefined)[] = [
  "CHAIR",
  "SPEAKER",
  "ATTENDEE",
  "PRESENTER",
  "RECIPIENT",
  "INTERVIEWEE",
  "INTERVIEWER",
  "HONOUREE",
];

/** The event's time and place, repeated on the claim: both engines seek participations by them. */
function ofParticipation(record: NodeRecord, lookup: Lookup): Properties {
  const event = eventOf(record, "AT", lookup);
  const by = targetOf(record, "BY");
  const role = roles.indexOf(textOf(record, "role"));
  return present({
    roleKey: String(role),
    byId: by,
    officialId: by?.startsWith("official/") ? by : undefined,
    organizationId: by?.startsWith("organization/") ? by : undefined,
    eventId: event?.id,
    eventType: event?.type,
    ...copied(event, ["spanMin", "spanMax", "dateMin", "dateDesc", "dateAsc", "provinceId"]),
  });
}

function ofTopic(record: NodeRecord, lookup: Lookup): Properties {
  const event = eventOf(record, "OF_EVENT", lookup);
  return present({ eventId: event?.id, ...copied(event, ["spanMin", "spanMax"]) });
}

const eventOf = (record: NodeRecord, link: "AT" | "OF_EVENT", lookup: Lookup) => lookup(targetOf(record, link) ?? "");

const copied = (from: NodeRecord | undefined, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, from?.properties[name]]));

function ofSuccession(record: NodeRecord): Properties {
  const on = textOf(record, "on");
  const [spanMin, spanMax] = on === undefined ? [MIN_DAY, MAX_DAY] : daySpan(on);
  return { spanMin, spanMax };
}

const firstDay = (date: string | undefined) => (date === undefined ? undefined : daySpan(date)[0]);
