import type { OfficialStatement } from "../../src/load/document.js";
import { dayText, partial } from "./days.js";
import { personName } from "./names.js";
import { simulated } from "./organizations.js";
import type { Random } from "./random.js";

/** A post as it really was, which a source may know in part. */
export interface Post {
  readonly person: Person;
  readonly position: string;
  readonly from: number;
  to: number | undefined;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly kind: "OFFICIAL" | "JOURNALIST";
  readonly born: number;
  died?: number;
  readonly posts: Post[];
}

/** The post that the person held on a day, if any. */
export const postOn = ({ posts }: Person, day: number): Post | undefined =>
  posts.find(({ from, to }) => from <= day && (to === undefined || day <= to));

/** Whether the person lived and had begun to hold posts. */
export const isActive = ({ posts, died }: Person, day: number): boolean =>
  posts.some(({ from }) => from <= day) && (died === undefined || day < died);

const hubs = 60;
const remembered = 2_000;
const leadersOfProvince = 24;

/**
 * The people met so far who may appear again elsewhere: a bounded number of them, so that the graph may grow without
 * end. The first are the ones who are seen everywhere.
 */
export class People {
  readonly famous: Person[] = [];
  readonly recent: Person[] = [];
  readonly #leaders = new Map<string, readonly Person[]>();
  readonly #wanted: number;
  #count = 0;
  #slot = 0;

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  get complete(): boolean {
    return this.#count >= this.#wanted;
  }

  /** Somebody new, who is about to take a first post on this day. */
  create(random: Random, kind: Person["kind"], day: number): Person {
    const name = personName(random);
    const id = `${simulated("official", name)}-${++this.#count}`;
    const person: Person = { id, name, kind, born: day - random.between(27 * 365, 52 * 365), posts: [] };
    if (this.famous.length < hubs && kind === "OFFICIAL") this.famous.push(person);
    return person;
  }

  /** The most senior first: six of them are seen all over their province. */
  remember(persons: readonly Person[], province: string | undefined): void {
    for (const person of persons) this.recent[this.#slot++ % remembered] = person;
    if (province === undefined) return;
    this.#leaders.set(province, [...this.leadersOf(province), ...persons.slice(0, 6)].slice(-leadersOfProvince));
  }

  leadersOf(province: string): readonly Person[] {
    return this.#leaders.get(province) ?? [];
  }
}

/** The person as a source gives them; of many it does not say when they were born. */
export function officialStatement(random: Random, { id, name, kind, born, died }: Person): OfficialStatement {
  const known = random.chance(0.65);
  const birth = known && (random.chance(0.6) ? dayText(born).slice(0, 4) : partial(random, born));
  return {
    type: "Official",
    id,
    name,
    kind,
    ...(birth && { birth }),
    ...(died !== undefined && { death: partial(random, died) }),
  };
}
