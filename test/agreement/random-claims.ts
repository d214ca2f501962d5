import { claimId } from "../../src/domain/identity.js";
import type { Link, NodeRecord } from "../../src/graph/record.js";
import type { Random } from "./random.js";
import { link, type Properties, passages, record } from "./random-records.js";
import * as texts from "./random-texts.js";

/** Claims of every kind about these entities, of every rank and status. Some may be refused: see `randomGraph`. */
export function randomClaims(random: Random, entities: readonly NodeRecord[]): readonly NodeRecord[] {
  const maker = new ClaimMaker(random, entities);
  const claims = maker.make();
  return [...new Map(claims.map((each) => [each.id, each])).values()];
}

const confirmed = Array<string>(8).fill("CONFIRMED");

class ClaimMaker {
  readonly #random: Random;
  readonly #entities: readonly NodeRecord[];

  constructor(random: Random, entities: readonly NodeRecord[]) {
    this.#random = random;
    this.#entities = entities;
  }

  make(): readonly NodeRecord[] {
    const random = this.#random;
    const tenures = random.list(random.between(10, 30), () => this.#tenure());
    const unique = [...new Map(tenures.map((each) => [each.id, each])).values()];
    const participations = random.list(random.between(20, 60), () => this.#participation(unique));
    const topics = random.list(random.between(8, 20), () => this.#topic());
    const successions = random.list(random.between(3, 9), () => this.#succession());
    return this.#withRivals([...unique, ...participations, ...topics, ...successions]);
  }

  #ids(...types: readonly string[]): string[] {
    const events = types.includes("Event");
    return this.#entities
      .filter(({ type, id }) => types.includes(type) || (events && id.startsWith("event/")))
      .map(({ id }) => id);
  }

  #common(): Properties {
    const random = this.#random;
    return {
      rank: random.pick(["NORMAL", "NORMAL", "NORMAL", "NORMAL", "PREFERRED", "DEPRECATED"]),
      status: random.pick([...confirmed, "PROPOSED", "REJECTED"]),
      note: random.maybe(texts.notes, 0.7),
      recordedAt: random.pick(texts.instants),
      recordedBy: random.pick(texts.recorders),
    };
  }

  #evidence = (): readonly Link[] => passages(this.#random, this.#ids("Source"), 1, 3);

  #tenure(): NodeRecord {
    const random = this.#random;
    const [official, position] = [random.pick(this.#ids("Official")), random.pick(this.#ids("Position"))];
    const ordinal = random.chance(0.8) ? 1 : 2;
    const [from, to] = [random.maybe(texts.dates, 0.5), random.maybe(texts.dates, 0.6)];
    const crossed = from !== undefined && to !== undefined && to < from;
    const properties = {
      ...this.#common(),
      ordinal,
      from: crossed ? to : from,
      to: crossed ? from : to,
      attestedOn: random.chance(0.5) ? random.some(texts.dates.slice(3), 1, 2) : [],
    };
    const links = [...link("OF_OFFICIAL", official), ...link("OF_POSITION", position), ...this.#evidence()];
    return record(claimId("tenure", [official, position, String(ordinal)]), "Tenure", properties, links);
  }

  #participation(tenures: readonly NodeRecord[]): NodeRecord {
    const random = this.#random;
    const kind = random.int(10);
    const by =
      kind < 7 ? random.pick(this.#ids("Official")) : kind < 9 ? random.pick(this.#ids("Organization")) : undefined;
    const description = by === undefined ? random.pick(texts.described) : undefined;
    const event = random.pick(this.#ids("Event"));
    const role = random.pick(["CHAIR", "SPEAKER", "ATTENDEE", "PRESENTER", "RECIPIENT", "INTERVIEWEE", "HONOUREE"]);
    const own = tenures.filter(({ links }) => links[0]?.to === by).map(({ id }) => id);
    const properties = {
      ...this.#common(),
      role,
      roleAsWritten: random.maybe(texts.written),
      award: random.maybe(texts.awards, 0.7),
      description,
      count: description === undefined ? undefined : random.maybe([2, 10, 63]),
    };
    const links = [
      ...link("BY", by),
      ...link("AT", event),
      ...link("ON_BEHALF_OF", random.maybe(this.#ids("Organization"), 0.8)),
      ...random.some(own, 0, 3).flatMap((to) => link("IN_CAPACITY_OF", to)),
      ...this.#evidence(),
    ];
    const id = claimId("participation", [by ?? `described:${description}`, event, role]);
    return record(id, "Participation", properties, links);
  }

  #topic(): NodeRecord {
    const random = this.#random;
    const event = random.pick(this.#ids("Event"));
    const subjects = this.#ids(random.pick(["Resolution", "Anniversary", "Event"])).filter((id) => id !== event);
    const subject = random.pick(subjects.length > 0 ? subjects : this.#ids("Resolution"));
    const kind = random.pick(["REVIEWS", "IMPLEMENTS", "DISSEMINATES", "ADOPTS", "MARKS", "MENTIONS"]);
    const properties = {
      ...this.#common(),
      kind,
      years: random.maybe([5, 91, 92, 120]),
      celebratedOn: random.maybe(texts.dates, 0.6),
    };
    const links = [...link("OF_EVENT", event), ...link("ABOUT", subject), ...this.#evidence()];
    return record(claimId("topic", [event, subject, kind]), "Topic", properties, links);
  }

  #succession(): NodeRecord {
    const random = this.#random;
    const [predecessor, successor] = random.shuffled(this.#ids("Province"));
    const links = [
      ...link("PREDECESSOR", predecessor),
      ...link("SUCCESSOR", successor),
      ...link("BASIS", random.maybe(this.#ids("Resolution").slice(0, 2), 0.2)),
      ...this.#evidence(),
    ];
    const properties = { ...this.#common(), on: random.maybe(texts.dates) };
    return record(claimId("succession", [String(predecessor), String(successor)]), "Succession", properties, links);
  }

  #withRivals(claims: readonly NodeRecord[]): readonly NodeRecord[] {
    return claims.map((claim) => {
      if (!this.#random.chance(0.15)) return claim;
      const rivals = this.#random.some(claims, 1, 2).filter(({ id }) => id !== claim.id);
      const ids = [...new Set(rivals.map(({ id }) => id))];
      return { ...claim, links: [...claim.links, ...ids.flatMap((to) => link("RIVAL_OF", to))] };
    });
  }
}
