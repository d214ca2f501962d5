import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import { isPartialDate } from "../domain/partial-date.js";
import { projectRoot } from "../server/project-root.js";
import type { Document } from "./document.js";
import { pointerTo, valueAt } from "./pointer.js";

export interface Fault {
  readonly pointer: string;
  readonly reason: string;
}

/** A moment of ISO 8601 with its offset from UTC. */
const isMoment = (text: string) =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/.test(text) &&
  isPartialDate(text.slice(0, 10)) &&
  !Number.isNaN(Date.parse(text));

const isWebAddress = (text: string) => URL.canParse(text) && /^https?:\/\/\S+$/.test(text);

let compiled: ValidateFunction<Document> | undefined;

/** Compiled once: it takes some 50 ms. */
function validator(): ValidateFunction<Document> {
  if (compiled !== undefined) return compiled;
  const schema: unknown = JSON.parse(readFileSync(join(projectRoot(), "data", "document.schema.json"), "utf8"));
  if (typeof schema !== "object" || schema === null) throw new Error("document.schema.json is no schema.");
  const ajv = new Ajv2020({ allErrors: true, discriminator: true, verbose: true, allowUnionTypes: true });
  ajv.addFormat("partial-date", isPartialDate);
  ajv.addFormat("date-time", isMoment);
  ajv.addFormat("web-address", isWebAddress);
  compiled = ajv.compile<Document>(schema);
  return compiled;
}

/** The value as a document, or every place at which it is none. */
export function checkSchema(value: unknown): { readonly document: Document } | { readonly faults: readonly Fault[] } {
  const validate = validator();
  if (validate(value)) return { document: value };
  const faults = new Map<string, Fault>();
  for (const error of validate.errors ?? []) {
    const fault = faultOf(value, error);
    if (fault !== undefined) faults.set(`${fault.pointer} ${fault.reason}`, fault);
  }
  return { faults: [...faults.values()] };
}

function faultOf(document: unknown, error: ErrorObject): Fault | undefined {
  const { instancePath: pointer, keyword, params } = error;
  switch (keyword) {
    // These only repeat that something under them is wrong.
    case "if":
    case "oneOf":
      return undefined;
    case "required":
      return { pointer, reason: `${params["missingProperty"]} is missing` };
    case "additionalProperties":
      return {
        pointer: pointer + pointerTo(params["additionalProperty"]),
        reason: `is not known here: ${known(error.parentSchema)}`,
      };
    case "uniqueItems":
      return { pointer: pointer + pointerTo(params["i"]), reason: `repeats item ${params["j"]}` };
    case "discriminator":
      return params["error"] === "mapping"
        ? { pointer: pointer + pointerTo("type"), reason: mustBe(types(error.parentSchema), params["tagValue"]) }
        : undefined;
    default:
      return { pointer, reason: mustBe(expectation(error), valueAt(document, pointer)) };
  }
}

function expectation({ keyword, params, parentSchema, message }: ErrorObject): string {
  const phrase = phraseOf(parentSchema?.["description"]);
  if (keyword === "enum") return `one of ${listed(params["allowedValues"])}`;
  if (keyword === "const") return JSON.stringify(params["allowedValue"]);
  if (keyword === "type") return phrase ?? kinds[params["type"]] ?? params["type"];
  if (keyword === "minItems") return "at least one item";
  return phrase ?? (message ?? "otherwise").replace(/^must be /, "");
}

/** A description says what a value must be, unless it is a sentence: that says what the value is for. */
const phraseOf = (description: unknown): string | undefined =>
  typeof description === "string" && !description.endsWith(".") ? description : undefined;

const kinds: Readonly<Record<string, string>> = {
  object: "an object",
  array: "a list",
  string: "a text",
  integer: "a whole number",
  boolean: "true or false",
};

const listed = (values: unknown): string => (Array.isArray(values) ? values.join(", ") : String(values));

/** As in `must be a whole number of at least 1, not 0`. */
function mustBe(what: string, value: unknown): string {
  const shown = JSON.stringify(value) ?? "nothing";
  const brief = [...shown].length > 60 ? `${[...shown].slice(0, 60).join("")}…` : shown;
  return `must be ${what}; it is ${brief}`;
}

const known = (schema: ErrorObject["parentSchema"]): string =>
  `the properties are ${Object.keys(Object(schema?.["properties"])).join(", ")}`;

/** The schema's names of the alternatives are the types, but for the three events that share one. */
function types(schema: ErrorObject["parentSchema"]): string {
  const names = Array.isArray(schema?.["oneOf"]) ? schema["oneOf"].map((each) => String(each?.$ref)) : [];
  return `one of ${names.map((name) => typeNames[name.slice(name.lastIndexOf("/") + 1)]).join(", ")}`;
}

const typeNames: Readonly<Record<string, string>> = {
  official: "Official",
  position: "Position",
  organization: "Organization",
  province: "Province",
  conference: "Conference",
  otherEvent: "Ceremony, Interview, Contest",
  resolution: "Resolution",
  anniversary: "Anniversary",
  tenure: "Tenure",
  participation: "Participation",
  topic: "Topic",
  succession: "Succession",
};
