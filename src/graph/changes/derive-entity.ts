import { daySpan, MAX_DAY, MIN_DAY } from "../../domain/partial-date.js";
import { exactKey, fold, givenNameSortKey, low, searchKey, sortKey } from "../../domain/vietnamese.js";
import { isEventType } from "../node-types.js";
import type { NodeRecord, Value } from "../record.js";
import { daysOf } from "./days.js";
import { byCodeUnit, type Lookup, linksOf, present, type Surroundings, targetOf, textOf, textsOf } from "./reading.js";

type Properties = Readonly<Record<string, Value>>;

/** The derived properties of entities and sources, beside those that follow from the shape. */
export function derivedOfEntity(record: NodeRecord, { lookup, lineageOf }: Surroundings): Properties {
  if (record.type === "Source") return orderOf(record, textOf(record, "title") ?? "");
  const name = textOf(record, "name") ?? "";
  const common = { ...namesOf(record, name), ...orderOf(record, name) };
  if (isEventType(record.type)) return { ...common, ...ofEvent(record, lookup) };
  switch (record.type) {
    case "Official":
      return { ...common, givenSortKey: givenNameSortKey(name) };
    case "Position":
      return { ...common, titleSort: sortKey(textOf(record, "title") ?? "") };
    case "Province":
      return { ...common, lineageId: lineageOf(record.id) };
    case "Resolution": {
      const number = textOf(record, "number");
      return { ...common, ...present({ numberSort: number === undefined ? undefined : sortKey(number) }) };
    }
    default:
      return common;
  }
}

/** A resolution is also found by its number. */
function namesOf(record: NodeRecord, name: string): Properties {
  const number = record.type === "Resolution" ? textOf(record, "number") : undefined;
  const texts = [name, ...textsOf(record, "aliases"), ...(number === undefined ? [] : [number])];
  return { searchKey: searchKey(...texts), exactKey: exactKey(...texts), nameFold: fold(name), nameLow: low(name) };
}

function orderOf({ id }: NodeRecord, text: string): Properties {
  const key = sortKey(text);
  return { sortKey: key, orderKey: `${key} ${id}` };
}

function ofEvent(record: NodeRecord, lookup: Lookup): Properties {
  const date = textOf(record, "date");
  const notAfter = earliestKnown(record, lookup);
  const first = date === undefined ? undefined : daySpan(date)[0];
  return present({
    notAfter,
    ...daysOf("notAfter", notAfter),
    spanMin: first ?? MIN_DAY,
    spanMax: date === undefined ? (notAfter ?? MAX_DAY) : lastDay(date, textOf(record, "endDate")),
    dateDesc: first ?? MIN_DAY,
    dateAsc: first ?? MAX_DAY,
    provinceId: targetOf(record, "HELD_IN"),
  });
}

function lastDay(date: string, endDate: string | undefined): string {
  const days = [date, endDate ?? date].map((each) => daySpan(each)[1]);
  return days.sort(byCodeUnit)[1] ?? MAX_DAY;
}

/** The day by which the earliest of the sources that mention the event was published, or captured. */
function earliestKnown(record: NodeRecord, lookup: Lookup): string | undefined {
  const days: string[] = [];
  for (const { to } of linksOf(record, "MENTIONED_IN")) {
    const source = lookup(to);
    const known = textOf(source, "publishedOn") ?? textOf(source, "capturedOn");
    if (known !== undefined) days.push(daySpan(known)[1]);
  }
  return days.sort(byCodeUnit)[0];
}
