import type { Random } from "../agreement/random.js";

const leaves: readonly unknown[] = [
  ...[null, true, false, 0, -0, -1, 1, 0.5, 1e308, 2 ** 31, 2 ** 53, "", " ", "x", "1", "true", "2023", "2023-02-30"],
  ...["official/mai-van-huynh", "__proto__", "constructor", "\u0000", "\ud800", "\u202e", "é".normalize("NFD")],
  ...["x".repeat(5_000), "CHAIR", "Official", "$a", "{", "NaN"],
  ...[[], {}, [[]], [null], [{}], { eq: null }, { in: [] }, { and: [] }, { length: 3 }, { toString: "x" }],
];

/** A value of whatever shape, up to so many levels. */
export function wildValue(random: Random, depth = 3): unknown {
  if (depth === 0 || random.chance(0.6)) return random.pick(leaves);
  if (random.chance(0.5)) return random.list(random.int(4), () => wildValue(random, depth - 1));
  const names = ["eq", "in", "and", "not", "some", "name", "id", "input", "where", "constructor", "first", "toString"];
  return Object.fromEntries(random.list(random.int(4), () => [random.pick(names), wildValue(random, depth - 1)]));
}

/** Variables of wrong shapes, at the top or somewhere inside. */
export function wildVariables(variables: unknown, random: Random): unknown {
  if (random.chance(0.1)) return wildValue(random);
  if (typeof variables !== "object" || variables === null) return { a: wildValue(random), input: wildValue(random) };
  return changed(variables, random);
}

function changed(value: unknown, random: Random): unknown {
  if (typeof value !== "object" || value === null || random.chance(0.15)) return wildValue(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random.chance(0.3)) return [...value, wildValue(random)];
    const at = random.int(value.length);
    return value.map((each, i) => (i === at ? changed(each, random) : each));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || random.chance(0.2))
    return { ...value, [random.pick(["x", "id", "a"])]: wildValue(random) };
  const at = random.int(entries.length);
  if (random.chance(0.1)) return Object.fromEntries(entries.filter((_, i) => i !== at));
  return Object.fromEntries(entries.map(([name, each], i) => [name, i === at ? changed(each, random) : each]));
}
