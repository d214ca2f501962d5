/** The concrete type of a row of an abstract type. A symbol: no alias can spell it and JSON.stringify skips it. */
export const TYPE = Symbol("type");

/** An object keyed by response names: no prototype, so that even `__proto__` is only a key, yet fast in V8. */
export interface Row {
  [responseKey: string]: unknown;
  [TYPE]?: string;
}
export const Row = function Row() {} as unknown as new () => Row;
Row.prototype = Object.create(null);

export const typeOfRow = (row: unknown): string | undefined => (row as Row)[TYPE];
