/** Input objects and lists inside one another, as filters of filters are. Coercion and engines recurse over them. */
export const maxNesting = 32;

/** Whether a value holds more levels than this. The recursion ends there: the value may have a million. */
export function nests(value: unknown, levels: number = maxNesting): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => nests(each, levels - 1));
}
