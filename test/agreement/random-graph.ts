import { planChanges } from "../../src/graph/changes/change-set.js";
import { type EventType, eventTypes } from "../../src/graph/node-types.js";
import type { Link, NodeRecord } from "../../src/graph/record.js";
import { Random } from "./random.js";
import { randomClaims } from "./random-claims.js";
import { link, type Properties, passages, record } from "./random-records.js";
import * as texts from "./random-texts.js";

/** A small graph of collisions and gaps, as the changes derive it from what is stated. */
export async function randomGraph(seed: number): Promise<readonly NodeRecord[]> {
  let batch: readonly NodeRecord[] = new GraphMaker(new Random(seed)).make();
  // What section 2 refuses (a tenure after its holder's death) is left out, with what refers to it.
  for (;;) {
    const { changes, refusals } = await planChanges(nothing, batch);
    if (refusals.length === 0) return changes.puts;
    const refused = new Set(refusals.map(({ index }) => index));
    batch = batch.filter((_, index) => !refused.has(index));
  }
}

const nothing = { read: async () => [], referrers: async () => [] };

class GraphMaker {
  readonly #random: Random;
  readonly #records: NodeRecord[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  make(): readonly NodeRecord[] {
    const random = this.#random;
    this.#many("source", random.between(2, 4), (id) => this.#source(id));
    this.#many("province", random.between(3, 7), (id) => this.#province(id));
    this.#many("organization", random.between(3, 8), (id) => this.#organization(id));
    this.#many("position", random.between(3, 7), (id) => this.#position(id));
    this.#many("official", random.between(5, 11), (id) => this.#official(id));
    for (const type of eventTypes) this.#many("event", random.between(1, 3), (id) => this.#event(id, type), type);
    this.#many("resolution", random.between(2, 5), (id) => this.#resolution(id));
    this.#many("anniversary", random.between(2, 5), (id) => this.#anniversary(id));
    return [...this.#records, ...randomClaims(random, this.#records)];
  }

  #many(prefix: string, count: number, make: (id: string) => NodeRecord, infix = ""): void {
    // The order of ids is not the order of names.
    const slugs = this.#random.shuffled(
      this.#random.list(count, (i) => `${infix.toLowerCase()}${"dbaecf"[i % 6]}${i}`),
    );
    for (const slug of slugs) this.#records.push(make(`${prefix}/${slug}`));
  }

  #ids(type: string): string[] {
    return this.#records
      .filter((each) => each.type === type || (type === "Event" && isEvent(each)))
      .map(({ id }) => id);
  }

  #named(name: string): Properties {
    return {
      name,
      aliases: this.#random.chance(0.4) ? this.#random.some(texts.aliases, 1, 3) : [],
      note: this.#random.maybe(texts.notes, 0.7),
    };
  }

  #mentions(properties: readonly string[]): readonly Link[] {
    return passages(this.#random, this.#ids("Source"), 0, 4).map((each) => ({
      ...each,
      type: "MENTIONED_IN",
      ...(each.passage && { passage: { ...each.passage, supports: this.#random.some(properties, 0, 2) } }),
    }));
  }

  #date = (absent = 0.3) => this.#random.maybe(texts.dates, absent);

  #source(id: string): NodeRecord {
    const random = this.#random;
    const properties = {
      title: random.pick([...texts.eventNames, ...texts.organizationNames]),
      outlet: random.maybe(texts.outlets),
      authors: random.some(texts.authors, 0, 2),
      url: random.maybe(["https://example.org/a", "https://example.org/b?c=d"]),
      publishedOn: this.#date(),
      capturedOn: this.#date(),
      sha256: id.length.toString(16).repeat(32) + "0123456789abcdef".repeat(2),
    };
    return record(id, "Source", properties, []);
  }

  #official(id: string): NodeRecord {
    const random = this.#random;
    const properties = {
      ...this.#named(random.pick(texts.personNames)),
      kind: random.pick(["OFFICIAL", "JOURNALIST", "HISTORICAL"]),
      birth: random.maybe(["1890-05-19", "1904", "1930-08"], 0.7),
      death: random.maybe(["1931-09", "2023", "2024-07-20"], 0.8),
    };
    return record(id, "Official", properties, this.#mentions(["birth", "kind"]));
  }

  #position(id: string): NodeRecord {
    const title = this.#random.pick(texts.titles);
    const organization = this.#random.pick(this.#ids("Organization"));
    const name = `${title} ${this.#random.pick(texts.organizationNames)}`;
    const links = [...link("IN", organization), ...this.#mentions(["title"])];
    return record(id, "Position", { ...this.#named(name), title }, links);
  }

  #organization(id: string): NodeRecord {
    const random = this.#random;
    const properties = {
      ...this.#named(random.pick(texts.organizationNames)),
      kind: random.pick(["PARTY", "GOVERNMENT", "ASSEMBLY", "MASS", "MEDIA", "MILITARY", "SECTOR", "OTHER"]),
      level: random.maybe(["CENTRAL", "PROVINCE", "DISTRICT", "COMMUNE"]),
    };
    return record(id, "Organization", properties, [
      ...link("PART_OF", random.maybe(this.#ids("Organization"))),
      ...link("IN_PROVINCE", random.maybe(this.#ids("Province"))),
      ...this.#mentions(["kind"]),
    ]);
  }

  #province(id: string): NodeRecord {
    const random = this.#random;
    const properties = {
      ...this.#named(random.pick(texts.provinceNames)),
      code: random.pick(["91", "89", "01", "2"]),
      kind: random.pick(["PROVINCE", "CITY"]),
      validFrom: random.maybe(["1900", "2015", "2025-07-01"], 0.6),
      validTo: random.maybe(["2025-06-30", "2025", "9998"], 0.6),
    };
    return record(id, "Province", properties, this.#mentions(["code", "validTo"]));
  }

  #event(id: string, type: EventType): NodeRecord {
    const random = this.#random;
    const date = this.#date();
    const later = date === undefined ? undefined : texts.dates.filter((each) => each > date && !each.startsWith(date));
    const properties = {
      ...this.#named(random.pick(texts.eventNames)),
      date,
      endDate: later && random.maybe(later, 0.7),
      places: random.some(texts.places, 0, 2),
      mode: random.maybe(["IN_PERSON", "ONLINE", "MIXED"]),
      subject: random.maybe(texts.subjects),
      nameStated: random.chance(0.7),
      ...(type === "Conference" && { kind: random.pick(["CONFERENCE", "CONGRESS", "PLENUM", "SESSION", "SEMINAR"]) }),
    };
    return record(id, type, properties, [
      ...link("HELD_IN", random.maybe(this.#ids("Province"), 0.3)),
      ...random.some(this.#ids("Organization"), 0, 3).flatMap((to) => link("ORGANIZED_BY", to)),
      ...link("PART_OF", random.maybe(this.#ids("Event"), 0.7)),
      ...this.#mentions(["date", "places", "province"]),
    ]);
  }

  #resolution(id: string): NodeRecord {
    const random = this.#random;
    const number = random.maybe(texts.numbers, 0.2);
    const properties = {
      ...this.#named(`Nghị quyết ${number ?? "không số"}`),
      number,
      kind: random.pick([
        "NGHI_QUYET",
        "KET_LUAN",
        "QUY_DINH",
        "QUYET_DINH",
        "CHI_THI",
        "KE_HOACH",
        "HUONG_DAN",
        "OTHER",
      ]),
      issuedOn: this.#date(),
      subject: random.maybe(texts.subjects),
    };
    const links = [...link("ISSUED_BY", random.maybe(this.#ids("Organization"))), ...this.#mentions(["number"])];
    return record(id, "Resolution", properties, links);
  }

  #anniversary(id: string): NodeRecord {
    const random = this.#random;
    const properties = {
      ...this.#named(`Ngày truyền thống ${random.pick(["1/8/1930", "Tuyên giáo", "TUYÊN GIÁO"])}`),
      kind: random.pick(["TRADITION_DAY", "BIRTH", "FOUNDING", "VICTORY", "LIBERATION", "VISIT", "OTHER"]),
      originDate: this.#date(),
    };
    const honoured = random.pick(["Official", "Organization", "Event"]);
    const links = [...link("HONOURS", random.maybe(this.#ids(honoured), 0.2)), ...this.#mentions(["originDate"])];
    return record(id, "Anniversary", properties, links);
  }
}

const isEvent = ({ id }: NodeRecord) => id.startsWith("event/");
