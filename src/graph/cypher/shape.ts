import { isNodeType } from "../node-types.js";
import type { Selected, Shape } from "../plan/plan.js";
import { Row, TYPE } from "../row.js";
import { asList, type Codec, Columns, type Decoding, plain, type Read } from "./columns.js";
import { property } from "./names.js";
import { selectedCodec } from "./selected.js";

interface Field {
  readonly key: string;
  readonly read: Read;
}

/** One node as a positional list: its type if that decides its fields, its properties, its neighbours. */
export function shapeCodec(shape: Shape): Codec<string> {
  const columns = new Columns<string>();
  const labels = shape.typed ? columns.add(plain("#labels", (v) => `labels(${v})`)) : undefined;
  const writers = new Map<string, readonly Field[]>();
  for (const [type, fields] of Object.entries(shape.types)) {
    writers.set(
      type,
      fields.map((field) => ({ key: field.key, read: fieldReader(columns, type, field) })),
    );
  }
  columns.seal();
  const [only] = writers.keys();
  const typeOf = (list: readonly unknown[], decoding: Decoding): string => {
    if (labels === undefined) return only ?? "";
    return asList(labels(list, decoding)).find((label): label is string => isNodeType(String(label))) ?? "";
  };
  return {
    signature: columns.signature,
    print: (printer, variable) => columns.print(printer, variable),
    decode: (raw, decoding) => {
      const list = asList(raw);
      const type = typeOf(list, decoding);
      const fields = writers.get(type);
      if (fields === undefined) throw new Error(`a node of type ${type} where the schema promises another`);
      const row = new Row();
      for (const { key, read } of fields) row[key] = read(list, decoding);
      if (labels !== undefined) row[TYPE] = type;
      return row;
    },
  };
}

function fieldReader(columns: Columns<string>, type: string, field: Selected): Read {
  if (field.kind === "typename") return () => type;
  if (field.kind === "property") {
    const { name, list, required } = field;
    const read = columns.add(plain(name, (variable) => property(variable, name)));
    return (values, decoding) => read(values, decoding) ?? (list ? [] : absent(required, `${type}.${name}`));
  }
  return columns.add(selectedCodec(field), JSON.stringify(field));
}

/** A stored graph that breaks the schema's promise is an internal error of the whole root field. */
export function absent(required: boolean, what: string): null {
  if (required) throw new Error(`${what} is missing in the graph`);
  return null;
}
