import { slug } from "../../src/domain/vietnamese.js";
import type { PositionStatement } from "../../src/load/document.js";
import type { Organization, Term } from "./organizations.js";
import type { People, Person, Post } from "./people.js";
import type { Random } from "./random.js";

/** Who worked in an organization, and as what. */
export interface Staff {
  readonly positions: readonly PositionStatement[];
  /** The tenures here, in the order in which they began. */
  readonly posts: readonly Post[];
  /** Those who had no post anywhere before. */
  readonly newcomers: readonly Person[];
  /** Those in office at the end, the most senior first. */
  readonly last: readonly Person[];
}

const today = 20_725; // 2026-09-29
const year = 365;

/** Fills the seats term by term: incumbents stay, juniors rise, others come from elsewhere or for the first time. */
export function fillSeats(random: Random, organization: Organization, people: People): Staff {
  const { titles, terms } = organization;
  const positions = titles.map(([title]) => positionOf(organization, title));
  const hiring = new Hiring(random, organization, people);
  let before: readonly (readonly Post[])[] = [];
  for (const term of terms) {
    if (people.complete) break;
    const free = new Set(before.flat());
    const now: (readonly Post[])[] = [];
    for (const [rank, [, seats]] of titles.entries()) {
      const candidates = [before[rank] ?? [], before[rank + 1] ?? []] as const;
      const position = positions[rank]?.id ?? "";
      const filled: Post[] = [];
      for (let seat = 0; seat < seats && !people.complete; seat++) {
        filled.push(hiring.fill(position, term, candidates, free));
      }
      now.push(filled);
    }
    before = now;
  }
  const { posts, newcomers } = hiring;
  markDead(random, newcomers);
  return { positions, posts, newcomers, last: before.flat().map(({ person }) => person) };
}

function positionOf({ statement }: Organization, title: string): PositionStatement {
  const { id, name } = statement;
  const place = id.slice("organization/sim-".length);
  return {
    type: "Position",
    id: `position/sim-${slug(title)}-${place}`,
    name: `${title} ${name}`,
    title,
    organization: id,
  };
}

class Hiring {
  readonly posts: Post[] = [];
  readonly newcomers: Person[] = [];
  readonly #random: Random;
  readonly #organization: Organization;
  readonly #people: People;

  constructor(random: Random, organization: Organization, people: People) {
    this.#random = random;
    this.#organization = organization;
    this.#people = people;
  }

  /** `free` are the posts of the last term whose holders have none yet in this one. */
  fill(position: string, term: Term, [same, junior]: readonly (readonly Post[])[], free: Set<Post>): Post {
    const incumbent = this.#random.chance(0.35) ? same?.find((post) => free.has(post)) : undefined;
    if (incumbent !== undefined) {
      free.delete(incumbent);
      incumbent.to = this.#end(term);
      return incumbent;
    }
    const risen = this.#random.chance(0.45) ? junior?.find((post) => free.has(post)) : undefined;
    if (risen !== undefined) free.delete(risen);
    const from = term.from + this.#random.between(0, 150);
    const person = risen?.person ?? this.#stranger(from);
    if (risen?.to !== undefined && risen.to >= from) risen.to = from - 1;
    const post: Post = { person, position, from, to: this.#end(term) };
    person.posts.push(post);
    this.posts.push(post);
    return post;
  }

  /** Some leave before the term is over. */
  #end({ from, to }: Term): number | undefined {
    const early = this.#random.chance(0.12);
    if (early) return Math.min(from + this.#random.between(200, 4 * year), to ?? today);
    return to;
  }

  #stranger(from: number): Person {
    const known = this.#random.chance(0.18) ? this.#transferred(from) : undefined;
    if (known !== undefined) return known;
    const { statement } = this.#organization;
    const person = this.#people.create(this.#random, statement.kind === "MEDIA" ? "JOURNALIST" : "OFFICIAL", from);
    this.newcomers.push(person);
    return person;
  }

  /** Of the province's own people first, who has just left a post and has nothing to do. */
  #transferred(from: number): Person | undefined {
    const { province } = this.#organization;
    const leaders = province === undefined ? [] : this.#people.leadersOf(province.id);
    const pool = leaders.length > 0 ? leaders : this.#people.recent;
    if (pool.length === 0) return undefined;
    const person = this.#random.pick(pool);
    const idle = person.died === undefined && person.posts.every(({ to }) => to !== undefined && to < from);
    return idle ? person : undefined;
  }
}

function markDead(random: Random, persons: readonly Person[]): void {
  for (const person of persons) {
    const ends = person.posts.map(({ to }) => to ?? today);
    const last = Math.max(...ends);
    if (last < today - 9 * year && random.chance(0.1)) person.died = last + random.between(2 * year, 8 * year);
  }
}
