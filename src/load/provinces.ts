import { parse } from "csv-parse/sync";
import { slug } from "../domain/vietnamese.js";
import type { Document, EntityStatement, ProvinceStatement, SuccessionStatement } from "./document.js";

const columns = ["code", "name", "kind", "valid_from", "valid_to", "successor", "aliases"] as const;

/** A line of the table, and where it stands in the file, in code points. */
interface Row {
  readonly cells: Readonly<Record<(typeof columns)[number], string>>;
  readonly start: number;
  readonly end: number;
}

const reformed = / \(2025\)$/;
const reformDay = "2025-07-01";
const assembly = "organization/quoc-hoi";
const basis = "resolution/nghi-quyet-202-2025-qh15";

/** Whether a table has the header of data/provinces.csv. */
export const isProvinceTable = (text: string): boolean => text.replace(/^\ufeff/, "").startsWith(columns.join(","));

/**
 * data/provinces.csv as a data document: the provinces before and since the reform of 1 July 2025, and the
 * successions between them by Resolution 202/2025/QH15 of the National Assembly.
 */
export function provincesDocument(text: string, sha256: string): Document {
  const rows = rowsOf(text);
  return {
    source: { id: "source/provinces", title: "Vietnam's provinces before and since 1 July 2025", sha256 },
    recorded: { at: "2026-11-23T00:00:00.000Z", by: "Rolegraph editors" },
    entities: [...legislation, ...rows.map(province)],
    claims: rows.flatMap((row) => (row.cells.successor === "" ? [] : [succession(row)])),
  };
}

function rowsOf(text: string): readonly Row[] {
  const lines = linesOf(text);
  const parsed = parse<{ readonly record: Row["cells"]; readonly info: { readonly lines: number } }>(text, {
    bom: true,
    columns: true,
    info: true,
  });
  return parsed.map(({ record, info }) => {
    const line = lines[info.lines - 1];
    if (line === undefined) throw new Error(`The row of ${record.name} is on no line of the table.`);
    return { cells: record, ...line };
  });
}

function linesOf(text: string): readonly Pick<Row, "start" | "end">[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const length = [...line].length;
    const place = { start, end: start + [...line.replace(/\r$/, "")].length };
    start += length + 1;
    return place;
  });
}

/** `(2025)` in a name only tells old and new apart. */
const idOf = (name: string) => `province/${slug(name.replace(reformed, ""))}${reformed.test(name) ? "-2025" : ""}`;

function province({ cells, start, end }: Row): ProvinceStatement {
  const name = cells.name.replace(reformed, "");
  const aliases = cells.aliases.split(";").filter((alias) => alias !== "");
  const supports = ["name", "code", "kind"];
  if (aliases.length > 0) supports.push("aliases");
  if (cells.valid_from !== "") supports.push("validFrom");
  if (cells.valid_to !== "") supports.push("validTo");
  return {
    type: "Province",
    id: idOf(cells.name),
    name,
    ...(aliases.length > 0 && { aliases }),
    code: cells.code,
    kind: cells.kind,
    ...(cells.valid_from !== "" && { validFrom: cells.valid_from }),
    ...(cells.valid_to !== "" && { validTo: cells.valid_to }),
    mentions: [{ start, end, asWritten: name, supports }],
  };
}

function succession({ cells, start, end }: Row): SuccessionStatement {
  return {
    type: "Succession",
    predecessor: idOf(cells.name),
    successor: idOf(cells.successor),
    on: reformDay,
    basis,
    evidence: [{ start, end, asWritten: cells.successor }],
  };
}

const legislation: readonly EntityStatement[] = [
  { type: "Organization", id: assembly, name: "Quốc hội", kind: "ASSEMBLY", level: "CENTRAL" },
  {
    type: "Resolution",
    id: basis,
    name: "Nghị quyết số 202/2025/QH15",
    kind: "NGHI_QUYET",
    number: "202/2025/QH15",
    issuedOn: "2025-06-12",
    subject: "Sắp xếp đơn vị hành chính cấp tỉnh",
    issuer: assembly,
  },
];
