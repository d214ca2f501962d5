type Json = unknown;
type Fields = Readonly<Record<string, Json>>;

const isFields = (value: Json): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isRows = (value: Json): value is readonly Fields[] =>
  Array.isArray(value) && value.length > 0 && value.every(isFields);

/** The first list of rows that a reader meets in the response as a plain text table; undefined if there is none. */
export function tableOf(data: Json): string | undefined {
  const rows = firstRows(data);
  if (rows === undefined) return undefined;
  const records = rows.map((row) => new Map(columnsOf(row, "")));
  const all = [...new Set(records.flatMap((record) => [...record.keys()]))];
  // A null where other rows have an object: the object's own columns are empty there already.
  const names = all.filter(
    (name) => !all.some((other) => other.startsWith(`${name}.`)) || records.some((record) => record.get(name)),
  );
  const lines = [names, ...records.map((record) => names.map((name) => record.get(name) ?? ""))];
  const widths = names.map((_name, column) => Math.max(...lines.map((line) => widthOf(line[column] ?? ""))));
  const print = (line: readonly string[]) =>
    line
      .map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd();
  const [head = [], ...body] = lines;
  return [print(head), print(widths.map((width) => "-".repeat(width))), ...body.map(print)].join("\n");
}

/** Breadth first: of a connection inside a row and the connection that holds the row, the outer one is meant. */
function firstRows(data: Json): readonly Fields[] | undefined {
  const queue: Json[] = [data];
  for (const value of queue) {
    if (isRows(value)) return value;
    if (isFields(value)) queue.push(...Object.values(value));
  }
  return undefined;
}

/** The cells of one row: nested objects as dotted names, lists joined. */
function* columnsOf(fields: Fields, prefix: string): Generator<readonly [name: string, cell: string]> {
  for (const [key, value] of Object.entries(fields)) {
    // The wrappers of a connection say nothing to a reader of a table.
    const name = key === "nodes" || key === "node" ? prefix : prefix === "" ? key : `${prefix}.${key}`;
    if (isFields(value)) yield* columnsOf(value, name);
    else yield [name === "" ? key : name, cellOf(value)];
  }
}

/** What would break the table or drive the terminal: controls, line ends, and marks that turn the direction of text. */
const disruptive = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** JSON of the same meaning that drives no terminal: JSON itself escapes the first 32 characters alone. */
export const printable = (text: string): string =>
  text.replace(disruptive, (found) =>
    [...found]
      .map((each) => (each === "\n" ? each : `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`))
      .join(""),
  );

function cellOf(value: Json): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(cellOf).join("; ");
  if (isFields(value)) {
    return [...columnsOf(value, "")]
      .map(([, cell]) => cell)
      .filter((cell) => cell !== "")
      .join(", ");
  }
  return String(value).replace(disruptive, " ");
}

/** Columns of a terminal: marks that combine with the letter before them take none. */
const widthOf = (cell: string) => [...cell.normalize("NFC").replace(/\p{M}/gu, "")].length;
