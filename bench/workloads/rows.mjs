/** A to-one relationship that comes as a list, as one value or null. */
export const one = (rows, read = (row) => row) => (rows[0] === undefined ? null : read(rows[0]));

/** A positional list as an object with these names. */
export const list =
  (...names) =>
  (values) =>
    Object.fromEntries(names.map((name, at) => [name, values[at]]));

/** Some of them, evenly spread. */
export const variants = (all, wanted) => {
  const step = Math.max(1, all.length / wanted);
  return Array.from({ length: Math.min(wanted, all.length) }, (_, at) => all[Math.floor(at * step)]);
};

/** One text for equal rows, whatever the order of their keys. */
export const canonical = (value) =>
  JSON.stringify(value, (_key, each) =>
    each !== null && typeof each === "object" && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
