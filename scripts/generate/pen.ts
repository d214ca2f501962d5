import type { MentionStatement, PassageStatement } from "../../src/load/document.js";
import type { Random } from "./random.js";

const longest = 80;

/** Walks through the text of a source that nobody wrote, and says where in it each thing would stand. */
export class Pen {
  readonly #random: Random;
  #at: number;

  constructor(random: Random) {
    this.#random = random;
    this.#at = random.between(40, 400);
  }

  evidence(asWritten?: string): PassageStatement {
    const lead = this.#random.between(0, 60);
    const length = [...(asWritten ?? "")].length;
    const start = this.#at;
    const end = start + lead + Math.max(length, 8) + this.#random.between(0, 40);
    this.#at = end + this.#random.between(2, 240);
    const shown = asWritten !== undefined && length <= longest ? { asWritten } : {};
    return { start, end, ...shown, ...(this.#random.chance(0.06) && { inferred: true }) };
  }

  mention(asWritten: string, ...supports: readonly string[]): MentionStatement {
    return { ...this.evidence(asWritten), supports };
  }
}
