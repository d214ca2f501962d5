import type { Part, Parts } from "../../plan/plan.js";
import { Row } from "../../row.js";
import type { Preparation, Run } from "./run.js";

export type Writer<T> = (of: T, run: Run) => unknown;
type Nested<T> = (parts: Parts, preparation: Preparation) => Writer<T>;

/** How the fields of a computed object are read, by their names in the schema. */
export interface Described<T> {
  readonly values?: Readonly<Record<string, Writer<T>>>;
  readonly nested?: Readonly<Record<string, Nested<T>>>;
  readonly node?: Readonly<Record<string, (of: T, run: Run) => number | undefined>>;
  readonly nodes?: Readonly<Record<string, (of: T, run: Run) => readonly number[]>>;
}

/** Prepares the parts of a computed object: a row in response order. */
export function partsWriter<T>(
  described: Described<T>,
  parts: Parts,
  preparation: Preparation,
): (of: T, run: Run) => Row {
  const writers = parts.map((part) => ({ key: part.key, write: partWriter(described, part, preparation) }));
  return (of, run) => {
    const row = new Row();
    for (const { key, write } of writers) row[key] = write(of, run);
    return row;
  };
}

export const object =
  <T, U>(described: Described<U>, get: (of: T, run: Run) => U): Nested<T> =>
  (parts, preparation) => {
    const write = partsWriter(described, parts, preparation);
    return (of, run) => write(get(of, run), run);
  };

export const list =
  <T, U>(described: Described<U>, get: (of: T, run: Run) => readonly U[]): Nested<T> =>
  (parts, preparation) => {
    const write = partsWriter(described, parts, preparation);
    return (of, run) => get(of, run).map((each) => write(each, run));
  };

/** Whether a value of this name is selected. */
export const selects = (parts: Parts, name: string): boolean =>
  parts.some((part) => part.kind === "value" && part.name === name);

function partWriter<T>(described: Described<T>, part: Part, preparation: Preparation): Writer<T> {
  switch (part.kind) {
    case "constant":
      return () => part.value;
    case "value":
      return known(described.values, part.name);
    case "object":
    case "list":
      return known(described.nested, part.name)(part.parts, preparation);
    case "node": {
      const [get, write] = [known(described.node, part.name), preparation.shape(part.shape)];
      const { required, name } = part;
      return (of, run) => {
        const node = get(of, run);
        if (node !== undefined) return write(node, run);
        if (required) throw new Error(`a required ${name} is missing`);
        return null;
      };
    }
    case "nodes": {
      const [get, write] = [known(described.nodes, part.name), preparation.shape(part.shape)];
      return (of, run) => get(of, run).map((node) => write(node, run));
    }
    default: {
      const never: never = part;
      throw new Error(String(never));
    }
  }
}

function known<T>(of: Readonly<Record<string, T>> | undefined, name: string): T {
  const found = of !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
  if (found === undefined) throw new Error(`the embedded engine cannot answer ${name} here`);
  return found;
}
