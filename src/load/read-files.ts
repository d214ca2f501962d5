import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { checkDocument, type SourceTexts } from "./check-document.js";
import type { Document } from "./document.js";
import { isProvinceTable, provincesDocument } from "./provinces.js";
import type { Fault } from "./schema-check.js";
import { checkSchema } from "./schema-check.js";

type Checked = { readonly document: Document } | { readonly faults: readonly Fault[] };

/** A document, or why there is none, and where it stands: a file, of NDJSON with the line (`graph.ndjson:17`). */
export type Read = Checked & { readonly file: string };

const whole = (reason: string): Checked => ({ faults: [{ pointer: "", reason }] });

/** The documents of a file, one after the other: JSON has one, a table of provinces is one, NDJSON has one a line. */
export async function* readFile(file: string, texts: SourceTexts | undefined): AsyncGenerator<Read> {
  if (file.endsWith(".ndjson")) yield* readLines(file, texts);
  else yield { file, ...readWhole(file, texts) };
}

/** Never holds more than a piece of the file and a line. */
async function* readLines(file: string, texts: SourceTexts | undefined): AsyncGenerator<Read> {
  let number = 0;
  const read = (line: string): Read => ({ file: `${file}:${number}`, ...readDocument(line, texts) });
  try {
    for await (const line of linesOf(file)) {
      number++;
      if (line.trim() !== "") yield read(line);
    }
  } catch (error) {
    const notUtf8 = error instanceof TypeError && "code" in error && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA";
    yield {
      file,
      ...whole(notUtf8 ? `is not UTF-8, from line ${number + 1} on` : `cannot be read: ${messageOf(error)}`),
    };
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let rest = "";
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 20 })) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  yield rest + decoder.decode();
}

function readWhole(file: string, texts: SourceTexts | undefined): Checked {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return whole(`cannot be read: ${messageOf(error)}`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return whole("is not UTF-8");
  }
  return file.endsWith(".csv") ? readTable(text, bytes) : readDocument(text, texts);
}

function readTable(text: string, bytes: Uint8Array): Checked {
  if (!isProvinceTable(text)) return whole("is not a table of provinces such as data/provinces.csv");
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  try {
    return readValue(provincesDocument(text, sha256), { text: () => text });
  } catch (error) {
    return whole(`is not a table of provinces: ${messageOf(error)}`);
  }
}

function readDocument(text: string, texts: SourceTexts | undefined): Checked {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (error) {
    return whole(`is not JSON: ${messageOf(error)}`);
  }
  return readValue(value, texts);
}

function readValue(value: unknown, texts: SourceTexts | undefined): Checked {
  const checked = checkSchema(value);
  if ("faults" in checked) return checked;
  const faults = checkDocument(checked.document, texts);
  return faults.length > 0 ? { faults } : checked;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
