import type { verbs } from "../../../src/graph/changes/verbs/index.js";
import type { By } from "../../../src/graph/changes/verbs/verb.js";
import type { NodeType } from "../../../src/graph/node-types.js";
import { isClaimType, isEntityType } from "../../../src/graph/node-types.js";
import type { NodeRecord } from "../../../src/graph/record.js";
import { statementsOf } from "../../../src/load/records.js";
import type { Random } from "../../agreement/random.js";
import { bound, type Doing, names } from "./doing.js";

/** What a random curator knows of the graph: what is in it now, and ids that once were. */
export interface Known {
  readonly records: readonly NodeRecord[];
  readonly absorbed: readonly string[];
}

const dates = ["2019", "2020-05", "2021-03-04", "2022", "2024-02-29", "0000", "9999-12"];
const badDates = ["2023-02-29", "24", "2024-13"];
const badTexts = ["", "  ", "a\u0000b", "x\ud800", "n".repeat(600)];

/** Makes doings at random, most of them sound, all of them reproducible from the seed. */
export class RandomCurator {
  readonly #random: Random;
  readonly #known: Known;
  readonly #step: number;

  constructor(random: Random, known: Known, step: number) {
    this.#random = random;
    this.#known = known;
    this.#step = step;
  }

  doing(): Doing {
    const by = this.#by();
    const make = this.#random.pick(Object.keys(this.#makers) as (keyof typeof verbs)[]);
    return bound(make, this.#makers[make](), by);
  }

  readonly #makers: Readonly<Record<keyof typeof verbs, () => object>> = {
    recordEntity: () => this.#entity(),
    reviseEntity: () => this.#revision(),
    recordTenure: () => ({
      ...this.#claim(),
      official: this.#id("Official"),
      position: this.#id("Position"),
      ordinal: this.#random.maybe([1, 2, 0], 0.7),
      ...this.#span(),
      attestedOn: this.#random.maybe([[this.#date()], [this.#date(), this.#date()]]),
    }),
    recordParticipation: () => ({
      ...this.#claim(),
      ...this.#random.pick([
        { official: this.#id("Official") },
        { official: this.#id("Official") },
        { organization: this.#id("Organization") },
        { official: this.#id("Official") },
        { description: this.#name() },
        this.#random.chance(0.2) ? {} : { organization: this.#id("Organization") },
      ]),
      event: this.#id("Conference"),
      role: this.#random.pick(["CHAIR", "SPEAKER", "ATTENDEE", "CHAIR", "SPEAKER", "HONOUREE", "BOSS"]),
      roleAsWritten: this.#random.maybe(["chủ trì", "phát biểu"]),
      count: this.#random.maybe([3, 0], 0.9),
      inCapacityOf: this.#random.maybe([[this.#id("Position")], [this.#id("Tenure")]], 0.8),
    }),
    recordTopic: () => ({
      ...this.#claim(),
      event: this.#id("Conference"),
      subject: this.#id(this.#random.pick(["Resolution", "Resolution", "Conference"])),
      kind: this.#random.pick(["REVIEWS", "MENTIONS"]),
      years: this.#random.maybe([5, 6, 7, -1], 0.6),
    }),
    recordSuccession: () => ({
      ...this.#claim(),
      predecessor: this.#id("Province"),
      successor: this.#id("Province"),
      on: this.#random.maybe(dates),
      basis: this.#random.maybe([this.#id("Resolution")], 0.7),
    }),
    endTenure: () => ({
      tenure: this.#id("Tenure"),
      to: this.#date(),
      evidence: this.#random.maybe([[this.#passage()]], 0.2),
    }),
    addEvidence: () => ({
      claim: this.#claimId(),
      evidence: this.#random.list(this.#random.int(3), () => this.#passage()),
    }),
    withdrawEvidence: () => this.#withdrawal(),
    setRank: () => ({ claim: this.#claimId(), rank: this.#random.pick(["PREFERRED", "NORMAL", "DEPRECATED", "BEST"]) }),
    review: () => ({
      claims: this.#random.list(this.#random.between(0, 3), () => this.#claimId()),
      status: this.#random.pick(["CONFIRMED", "CONFIRMED", "REJECTED", "PROPOSED"]),
    }),
    retract: () => ({ claim: this.#claimId() }),
    merge: () => this.#merge(),
    unmerge: () => ({
      absorbed: this.#random.maybe(this.#known.absorbed, 0.1) ?? this.#id("Official"),
    }),
    recordDocument: () => this.#document(),
  };

  #by(): By {
    const at = new Date(Date.UTC(2026, 0, 1) + this.#step * 1000).toISOString();
    const reason = this.#random.maybe(["một lý do", "một lý do khác", "a\u0000b"], 0.4);
    const actor = this.#random.pick(["An", "Bình"]);
    return reason === undefined
      ? { actor, at }
      : { actor, at, reason: this.#random.chance(0.9) ? "một lý do" : reason };
  }

  #of(type: NodeType): readonly NodeRecord[] {
    return this.#known.records.filter((record) => record.type === type);
  }

  /** Mostly one that is there; now and then one that was, or never. */
  #id(type: NodeType): string {
    if (this.#random.chance(0.05)) return this.#random.pick(["official/nobody", "Not an id", "event/hoi-nghi-0"]);
    const gone = this.#known.absorbed.filter((id) => id.startsWith(`${type.toLowerCase()}/`));
    if (this.#random.chance(0.1) && gone.length > 0) return this.#random.pick(gone);
    return this.#random.maybe(this.#of(type), 0)?.id ?? `${type.toLowerCase()}/none`;
  }

  #claimId(): string {
    const claims = this.#known.records.filter(({ type }) => isClaimType(type));
    return this.#random.chance(0.9) ? (this.#random.maybe(claims, 0)?.id ?? "tenure/none") : this.#id("Official");
  }

  #name(): string {
    if (this.#random.chance(0.04)) return this.#random.pick(badTexts);
    return `${this.#random.pick(names)}${this.#random.chance(0.5) ? ` ${this.#random.int(5)}` : ""}`;
  }

  #date(): string {
    return this.#random.chance(0.05) ? this.#random.pick(badDates) : this.#random.pick(dates);
  }

  #span(): object {
    return { from: this.#random.maybe(dates), to: this.#random.maybe(dates, 0.6) };
  }

  #passage(): { source: string; start: number; end: number; asWritten?: string } {
    const start = this.#random.int(8) * 10;
    const end = this.#random.chance(0.04) ? start : start + 10;
    return { source: this.#id("Source"), start, end, ...(this.#random.chance(0.3) && { asWritten: "đoạn" }) };
  }

  #claim(): object {
    const evidence = this.#random.chance(0.9) ? { evidence: [this.#passage()] } : { assertedBy: "CURATOR" };
    const rivals = this.#random.chance(0.1) ? { rivalOf: [this.#claimId()] } : {};
    const status = this.#random.maybe(["PROPOSED", "CONFIRMED", "CONFIRMED", "CONFIRMED", "REJECTED"], 0.6);
    return { ...evidence, ...rivals, status, note: this.#random.maybe(["một ghi chú"], 0.8) };
  }

  #entity(): object {
    const common = {
      name: this.#name(),
      aliases: this.#random.maybe([[this.#name()]], 0.6),
      mentions: this.#random.maybe([[this.#passage()], [{ ...this.#passage(), supports: ["name", "shoes"] }]], 0.5),
      distinct: this.#random.maybe([true], 0.5),
    };
    const sha256 = String(this.#random.int(9)).repeat(64);
    const makes: readonly object[] = [
      { type: "Official", ...common, birth: this.#random.maybe(dates, 0.7), death: this.#random.maybe(dates, 0.8) },
      { type: "Official", ...common },
      {
        type: "Position",
        ...common,
        title: this.#random.pick(["Bí thư", "Phó"]),
        organization: this.#id("Organization"),
      },
      { type: "Organization", ...common, kind: "PARTY", partOf: this.#random.maybe([this.#id("Organization")]) },
      { type: "Province", ...common, code: this.#random.pick(["01", "91", "x"]), kind: "PROVINCE" },
      {
        type: "Conference",
        ...common,
        kind: this.#random.pick(["CONFERENCE", "CONGRESS"]),
        date: this.#random.maybe(dates),
        province: this.#random.maybe([this.#id("Province")]),
        organizers: this.#random.maybe([[this.#id("Organization")]]),
      },
      { type: "Resolution", ...common, kind: "NGHI_QUYET", number: this.#random.maybe(["35-NQ/TW", "35 NQ/TW"]) },
      { type: "Source", title: this.#name(), sha256, publishedOn: this.#random.maybe(dates) },
    ];
    return this.#random.pick(makes);
  }

  #revision(): object {
    const held = this.#random.maybe(
      this.#known.records.filter(({ type }) => isEntityType(type) || this.#random.chance(0.1)),
      0,
    );
    const version = Number(held?.properties["version"] ?? 1) - (this.#random.chance(0.2) ? 1 : 0);
    const set = this.#random.pick<object>([
      { name: this.#name() },
      { aliases: [this.#name(), this.#name()] },
      { note: `ghi chú ${this.#random.int(9)}` },
      ...(held?.type === "Official" ? [{ birth: this.#date() }, { death: this.#date() }] : []),
      ...(held?.type === "Conference" ? [{ date: this.#date() }, { province: this.#id("Province") }] : []),
      ...(held?.type === "Organization" ? [{ partOf: this.#id("Organization") }] : []),
      ...(this.#random.chance(0.2) ? [{ colour: "red" }] : []),
    ]);
    const unset = this.#random.maybe([["note"], ["birth"], ["province"], ["name"]], 0.9);
    const mentions = this.#random.maybe([[this.#passage()]]);
    return { id: held?.id ?? "official/none", version, set, unset, mentions, distinct: this.#random.maybe([true]) };
  }

  #withdrawal(): object {
    const claim = this.#random.maybe(
      this.#known.records.filter(({ type }) => isClaimType(type)),
      0,
    );
    const link = this.#random.maybe(
      (claim?.links ?? []).filter(({ type }) => type === "EVIDENCED_BY"),
      0.1,
    );
    const { start = 0, end = 10 } = link?.passage ?? {};
    return { claim: claim?.id ?? "tenure/none", source: link?.to ?? this.#id("Source"), start, end };
  }

  #merge(): object {
    const absorbed = this.#random.maybe(
      this.#known.records.filter(({ type }) => isEntityType(type)),
      0,
    );
    const type = this.#random.chance(0.95) ? (absorbed?.type ?? "Official") : "Resolution";
    return { absorbed: this.#random.chance(0.95) ? absorbed?.id : this.#id("Official"), survivor: this.#id(type) };
  }

  #document(): object {
    const mark = this.#random.int(6);
    const passage = { start: mark * 3, end: mark * 3 + 2 };
    const mention = { ...passage, supports: ["name"] };
    const official = this.#random.chance(0.5) ? this.#id("Official") : `official/d-${mark}`;
    const entity = { type: "Official", id: `official/d-${mark}`, name: names[mark] ?? "", kind: "OFFICIAL" } as const;
    const statements = statementsOf(
      {
        source: { id: "source/document", title: "Tài liệu", sha256: "a".repeat(64) },
        entities: [{ ...entity, mentions: [mention] }],
        claims: [
          {
            type: "Tenure",
            official,
            position: this.#id("Position"),
            evidence: [passage],
            ...this.#random.maybe([{ from: "2020" }]),
          },
          { type: "Participation", official, event: this.#id("Conference"), role: "CHAIR", evidence: [passage] },
        ],
      },
      { at: "2026-01-01T00:00:00.000Z", by: "An" },
    );
    return { statements };
  }
}
