import { slug } from "../../../domain/vietnamese.js";
import { badInput } from "../../errors.js";
import type { NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { textOf } from "../reading.js";
import { shapes } from "../shape.js";

/** Characters of a slug that is made from a name; one that is given may be longer. */
const most = 100;

/** The id that a record's properties suggest, as in `resolution/quy-dinh-144-qd-tw-2024`. */
export function suggestedId(record: NodeRecord): string {
  const made = cut(
    slug(
      words(record)
        .filter((word) => word !== undefined)
        .join(" "),
    ),
  );
  if (made === "") throw badInput("The name has no Latin letter and no digit to make an id of: give the id.", ["id"]);
  return `${shapes[record.type].prefix}/${made}`;
}

function words(record: NodeRecord): readonly (string | undefined)[] {
  const [name, of] = [textOf(record, "name"), (property: string) => textOf(record, property)];
  switch (record.type) {
    case "Resolution": {
      const number = of("number");
      return number === undefined ? [name] : [of("kind")?.replaceAll("_", " "), number, of("issuedOn")?.slice(0, 4)];
    }
    case "Anniversary":
      return [of("originDate"), name];
    case "Province":
      return [name, of("validFrom")?.slice(0, 4)];
    case "Source":
      return [of("title"), of("publishedOn")];
    case "Conference":
    case "Ceremony":
    case "Interview":
    case "Contest":
      return [name, of("date")];
    default:
      return [name];
  }
}

/** At a hyphen, so that no word is cut. */
const cut = (text: string): string => (text.length <= most ? text : text.slice(0, most + 1).replace(/-[^-]*$|.$/, ""));

/** The id itself, then with -2, -3 and so on. */
export const numbered = (id: string, from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => (from + index === 1 ? id : `${id}-${from + index}`));

/** The first of them that no node has or had before it was merged into another. */
export async function freeId(reader: Reader, id: string): Promise<string> {
  for (let from = 1; ; from += step) {
    const ids = numbered(id, from, from + step - 1);
    const [records, redirects] = await Promise.all([reader.read(ids), reader.redirects(ids)]);
    const taken = new Set([...records.map((record) => record.id), ...redirects.keys()]);
    const free = ids.find((each) => !taken.has(each));
    if (free !== undefined) return free;
  }
}

const step = 10;
