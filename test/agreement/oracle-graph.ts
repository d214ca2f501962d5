import { certaintyOf, knownDistance, type TenureSpans, tenureSpans } from "../../src/domain/holding.js";
import { daySpan, epochDay, MAX_DAY, MIN_DAY } from "../../src/domain/partial-date.js";
import { isClaimType, isEventType } from "../../src/graph/node-types.js";
import type { Hop } from "../../src/graph/plan/plan.js";
import type { Link, NodeRecord, Value } from "../../src/graph/record.js";

export type Hold = "CERTAIN" | "POSSIBLE" | "UNDATED";
export type Days = readonly [min: string, max: string];

/** What is said of the graph in the design, told naively from what is stated. */
export class OracleGraph {
  readonly #byId: ReadonlyMap<string, NodeRecord>;
  readonly #incoming = new Map<string, { readonly type: string; readonly from: string }[]>();

  constructor(records: readonly NodeRecord[]) {
    this.#byId = new Map(records.map((each) => [each.id, each]));
    for (const { id, links } of records) {
      for (const { type, to } of links) {
        const list = this.#incoming.get(to);
        if (list === undefined) this.#incoming.set(to, [{ type, from: id }]);
        else list.push({ type, from: id });
      }
    }
  }

  find = (id: string): NodeRecord | undefined => this.#byId.get(id);

  at(id: string): NodeRecord {
    const found = this.#byId.get(id);
    if (found === undefined) throw new Error(`no node ${id}`);
    return found;
  }

  ofTypes = (types: readonly string[]): NodeRecord[] =>
    [...this.#byId.values()].filter(({ type }) => types.includes(type));

  out = (node: NodeRecord, type: string): readonly Link[] => node.links.filter((each) => each.type === type);

  into = (node: NodeRecord, type: string): NodeRecord[] =>
    (this.#incoming.get(node.id) ?? []).filter((each) => each.type === type).map(({ from }) => this.at(from));

  one(node: NodeRecord | undefined, type: string): NodeRecord | undefined {
    const [found] = node === undefined ? [] : this.out(node, type);
    return found === undefined ? undefined : this.at(found.to);
  }

  /** The nodes at the end of a hop, each once: in the order of the links, or in none. */
  follow(node: NodeRecord, { arrow, types, through }: Pick<Hop, "arrow" | "types" | "through">): NodeRecord[] {
    const near = this.#along(node, arrow);
    const claims = near.filter((each) => each.type === through?.type && isVisible(each));
    const found = through === undefined ? near : claims.flatMap((each) => this.#along(each, through.arrow));
    return [...new Set(found)].filter(({ type }) => types.includes(type));
  }

  #along(node: NodeRecord, arrow: string): NodeRecord[] {
    const type = /\[:(\w+)\]/.exec(arrow)?.[1] ?? "";
    const out = arrow.startsWith("<") ? [] : this.out(node, type).map(({ to }) => this.at(to));
    return arrow.endsWith(">") ? out : [...out, ...this.into(node, type)];
  }

  /** Itself and all that visible successions link to it. */
  lineage(province: NodeRecord): NodeRecord[] {
    const met = new Set([province]);
    for (const each of met) {
      for (const [near, far] of [
        ["PREDECESSOR", "SUCCESSOR"],
        ["SUCCESSOR", "PREDECESSOR"],
      ] as const) {
        for (const succession of this.into(each, near).filter(isVisible)) met.add(this.at(target(succession, far)));
      }
    }
    return [...met];
  }

  /** The days that a claim, or an event, may fall on. */
  span(node: NodeRecord): Days {
    if (isEventType(node.type)) {
      const date = textOf(node, "date");
      if (date === undefined) return [MIN_DAY, this.notAfter(node) ?? MAX_DAY];
      const last = [date, textOf(node, "endDate") ?? date].map((each) => daySpan(each)[1]).sort();
      return [daySpan(date)[0], last[1] ?? MAX_DAY];
    }
    if (node.type === "Tenure") {
      const { possibleFrom, possibleTo } = this.tenure(node);
      return [possibleFrom, possibleTo];
    }
    if (node.type === "Succession") {
      const on = textOf(node, "on");
      return on === undefined ? [MIN_DAY, MAX_DAY] : daySpan(on);
    }
    return this.span(this.at(target(node, node.type === "Topic" ? "OF_EVENT" : "AT")));
  }

  notAfter(event: NodeRecord): string | undefined {
    const known = this.out(event, "MENTIONED_IN").flatMap(({ to }) => {
      const date = textOf(this.at(to), "publishedOn") ?? textOf(this.at(to), "capturedOn");
      return date === undefined ? [] : [daySpan(date)[1]];
    });
    return known.sort()[0];
  }

  tenure(tenure: NodeRecord): TenureSpans {
    const official = this.one(tenure, "OF_OFFICIAL");
    const province = this.one(this.one(this.one(tenure, "OF_POSITION"), "IN"), "IN_PROVINCE");
    return tenureSpans({
      from: textOf(tenure, "from"),
      to: textOf(tenure, "to"),
      attestedOn: textsOf(tenure.properties["attestedOn"]),
      life: { birth: textOf(official, "birth"), death: textOf(official, "death") },
      validity: { from: textOf(province, "validFrom"), to: textOf(province, "validTo") },
    });
  }

  held = (tenure: NodeRecord, [min, max]: Days): Hold | null => certaintyOf(this.tenure(tenure), min, max);

  /** Days to the nearest known day; null if none is known. */
  distance(tenure: NodeRecord, [min, max]: Days): number | null {
    const { knownFrom, knownTo } = this.tenure(tenure);
    return knownDistance(knownFrom, knownTo, epochDay(min), epochDay(max));
  }
}

export const ranks = { CERTAIN: 0, POSSIBLE: 1, UNDATED: 2 } as const;
export const rankOf = (hold: Hold | null): number => (hold === null ? 3 : ranks[hold]);
export const meets = (hold: Hold | null, atLeast: Hold): boolean => rankOf(hold) <= ranks[atLeast];

/** Entities and sources always; claims if confirmed and not deprecated. */
export const isVisible = ({ type, properties }: NodeRecord): boolean =>
  !isClaimType(type) || (properties["status"] === "CONFIRMED" && properties["rank"] !== "DEPRECATED");

export const target = (node: NodeRecord, type: string): string =>
  node.links.find((each) => each.type === type)?.to ?? "";

export function textOf(node: NodeRecord | undefined, property: string): string | undefined {
  const value = node?.properties[property];
  return typeof value === "string" ? value : undefined;
}

export const textsOf = (value: Value | undefined): string[] =>
  typeof value === "object" ? value.map(String) : typeof value === "string" ? [value] : [];
