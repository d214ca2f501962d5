import { GraphQLError, type GraphQLSchema, getArgumentValues } from "graphql";
import { daySpan, MAX_DAY, MIN_DAY } from "../../domain/partial-date.js";
import { fold, low, tokens } from "../../domain/vietnamese.js";
import { badInput, badValue } from "../errors.js";
import { entityTypes, isEntityType } from "../node-types.js";
import { bindScope, FilterBinder, held, nodeTypesNamed } from "./bind-filter.js";
import { bindOrder, type OrderContext } from "./bind-order.js";
import { bindWindow, type PageArgs, signatureOf } from "./bind-window.js";
import type { Bound, BoundPage, Certainty, CountDimension, HeldQuestion } from "./bound.js";
import type { Plan, Slot } from "./plan.js";
import { always, type Predicate } from "./predicate.js";

type Input = Readonly<Record<string, unknown>>;

/** The values of a plan's slots for one request. Throws a GraphQLError that names the argument at fault. */
export function bindSlots(schema: GraphQLSchema, plan: Plan, variables: Input): readonly Bound[] {
  return plan.slots.map((slot) => bindSlot(schema, slot, argumentValues(slot, variables)));
}

/** A variable with a default may still be null where the argument may not: graphql-js throws without a code. */
function argumentValues({ field, node }: Slot, variables: Input): Input {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    throw error instanceof GraphQLError ? badValue(error) : error;
  }
}

function bindSlot(schema: GraphQLSchema, slot: Slot, args: Input): Bound {
  switch (slot.kind) {
    case "none":
      return { kind: "none" };
    case "ids":
      return bindIds(args);
    case "page":
      return bindPage(schema, slot, args);
    case "queue":
      return bindPage(schema, { ...slot, of: "Claim" }, { ...args, where: proposed(args["where"]) });
    case "passages": {
      const signature = signatureOf("passages", []);
      return { kind: "passages", signature, window: bindWindow(args as PageArgs, { nested: true, signature }) };
    }
    case "held":
      return { kind: "held", question: question(args) ?? { atLeast: atLeast(args) } };
    case "coParticipants": {
      const signature = signatureOf("coParticipants", []);
      const window = bindWindow(args as PageArgs, { nested: true, signature });
      return { kind: "coParticipants", ...bindWhere(schema, slot, args), signature, window, events: 10 };
    }
    case "search":
      return bindSearch(args);
    case "paths":
      return bindPaths(args);
    case "counts":
      return bindCounts(schema, slot, args);
    default: {
      const never: never = slot.kind;
      throw new Error(String(never));
    }
  }
}

const MAX_IDS = 100;

function bindIds(args: Input): Bound {
  const ids = (args["ids"] ?? [args["id"]]) as readonly string[];
  if (ids.length > MAX_IDS) throw badInput(`\`ids\` takes at most ${MAX_IDS} ids, not ${ids.length}.`, ["ids"]);
  return { kind: "ids", ids };
}

function bindPage(schema: GraphQLSchema, slot: Slot, args: Input): BoundPage {
  const asked = slot.of === "Tenure" ? question(args) : undefined;
  const { scope, where } = bindWhere(schema, slot, args);
  const context: OrderContext = {
    schema,
    of: slot.of,
    under: slot.under,
    question: asked ?? topLevelQuestion(where),
  };
  const order = bindOrder(context, args["orderBy"] as readonly Input[] | null | undefined);
  const signature = signatureOf(slot.of, order);
  const window = bindWindow(args as PageArgs, { nested: slot.under !== undefined, signature });
  const conditions = asked === undefined ? where : both(where, held(asked));
  return { kind: "page", scope, where: conditions, order, signature, window };
}

/** What waits for review, whatever else is asked of it. */
const proposed = (where: unknown): Input => ({
  and: [{ status: { eq: "PROPOSED" } }, ...(where == null ? [] : [where])],
});

function bindWhere(schema: GraphQLSchema, slot: Slot, args: Input) {
  const filter = args["where"] as Input | null | undefined;
  const where = filter == null ? always : new FilterBinder(schema).bind(slot.of, filter);
  return { scope: bindScope(slot.of, filter), where };
}

const both = (one: Predicate, other: Predicate): Predicate => ({
  kind: "all",
  of: one.kind === "all" ? [...one.of, other] : [one, other],
});

/** A page filtered by one `on` answers in its order: certain first, then the nearest. */
function topLevelQuestion(where: Predicate): HeldQuestion | undefined {
  if (where.kind === "held") return where.question;
  if (where.kind !== "all") return undefined;
  for (const each of where.of) {
    const found = topLevelQuestion(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

const atLeast = (args: Input) => (args["atLeast"] ?? "POSSIBLE") as Certainty;

function question(args: Input): HeldQuestion | undefined {
  const on = args["on"] as string | null | undefined;
  if (on == null) return undefined;
  const [min, max] = daySpan(on);
  return { min, max, atLeast: atLeast(args) };
}

/**
 * A full-text index takes neither a word nor as many words as one likes. Lucene's automaton for a word has 1,000 states,
 * one for each byte; of clauses a query has 1,024.
 */
const longestSearch = { characters: 400, words: 50, word: 100 } as const;

function bindSearch(args: Input): Bound {
  const text = args["text"] as string;
  const types = (args["types"] ?? entityTypes) as readonly string[];
  const { characters, words, word } = longestSearch;
  // Refused before it is folded.
  const isLong = text.length > characters;
  const [lowText, foldText] = isLong ? ["", ""] : [low(text), fold(text)];
  const [lowTokens, foldTokens] = [tokens(lowText), tokens(foldText)];
  if (isLong || foldTokens.length > words || lowTokens.some(({ length }) => length > word)) {
    const most = `at most ${characters} characters and ${words} words, none longer than ${word}`;
    throw badInput(`\`text\` has ${most}: search for a part of a name.`, ["text"]);
  }
  if (foldText === "") {
    throw badInput('`text` has no letter or digit. Search for a name or a part of one, as in "mai huynh".', ["text"]);
  }
  return {
    kind: "search",
    types: nodeTypesNamed(types).filter(isEntityType),
    low: lowText,
    fold: foldText,
    lowTokens,
    foldTokens,
    first: count(args["first"], { default: 20, max: 100 }),
  };
}

const MAX_HOPS = 8;

function bindPaths(args: Input): Bound {
  const { from, to, maxHops, between } = args as {
    from: string;
    to: string;
    maxHops?: number | null;
    between?: { from?: string | null; to?: string | null } | null;
  };
  if (from === to) throw badInput("`from` and `to` are the same entity: a path leads between two.", ["to"]);
  const hops = maxHops ?? 4;
  if (hops < 1 || hops > MAX_HOPS) {
    throw badInput(`\`maxHops\` is a number from 1 to ${MAX_HOPS}, not ${hops}.`, ["maxHops"]);
  }
  const min = between?.from == null ? MIN_DAY : daySpan(between.from)[0];
  const max = between?.to == null ? MAX_DAY : daySpan(between.to)[1];
  if (max < min) throw badInput("`between` ends before it begins.", ["between", "to"]);
  return { kind: "paths", from, to, maxHops: hops, min, max, first: count(args["first"], { default: 5, max: 100 }) };
}

function bindCounts(schema: GraphQLSchema, slot: Slot, args: Input): Bound {
  const by = args["by"] as readonly CountDimension[];
  if (by.length < 1 || by.length > 3 || new Set(by).size < by.length) {
    throw badInput("`by` names one to three different dimensions, as in [ROLE, PROVINCE].", ["by"]);
  }
  return {
    kind: "counts",
    by,
    ...bindWhere(schema, { ...slot, of: "Participation" }, args),
    first: count(args["first"], { default: 20, max: 100 }),
  };
}

function count(first: unknown, { default: usual, max }: { default: number; max: number }): number {
  const value = (first ?? usual) as number;
  if (value < 0 || value > max) throw badInput(`\`first\` is a number from 0 to ${max}, not ${value}.`, ["first"]);
  return value;
}
