import type { Bound } from "../plan/bound.js";

/** A parameter that must travel as an integer, as LIMIT demands. */
export class Integer {
  readonly value: number;
  constructor(value: number) {
    this.value = value;
  }
}
export type Parameter = unknown;

/**
 * Hands out variable and parameter names while a statement is printed, in the order of printing, so that
 * statements of one shape have one text.
 */
export class Printer {
  readonly parameters: Record<string, Parameter> = {};
  readonly #values: readonly Bound[];
  #variables = 0;
  #parameters = 0;

  constructor(values: readonly Bound[]) {
    this.#values = values;
  }

  variable(prefix: string): string {
    return `${prefix}${this.#variables++}`;
  }

  /** The one way from a value to text. */
  parameter(value: Parameter): string {
    const name = `p${this.#parameters++}`;
    this.parameters[name] = value;
    return `$${name}`;
  }

  bound<K extends Bound["kind"]>(slot: number, kind: K): Extract<Bound, { kind: K }> {
    return boundOf(this.#values, slot, kind);
  }
}

export function boundOf<K extends Bound["kind"]>(
  values: readonly Bound[],
  slot: number,
  kind: K,
): Extract<Bound, { kind: K }> {
  const value = values[slot];
  if (value?.kind !== kind) throw new Error(`slot ${slot} holds ${value?.kind}, not ${kind}`);
  return value as Extract<Bound, { kind: K }>;
}
