import type { Random } from "../agreement/random.js";

/** Tokens of a GraphQL document, and what is none; blanks are pieces too, so that joining them gives the text back. */
const piece = /"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|[_A-Za-z]\w*|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\.\.|\s+|[^\s\w]/g;

/** Numbers at and beyond the edges of what GraphQL and JavaScript can hold. */
export const oddNumbers = [
  ...["1e999", "-1e999", "-0", "0.1", "1.0", "NaN", "Infinity", "2147483647", "2147483648", "-2147483649"],
  ...["9007199254740993", "1".repeat(400), "1e5", "0x10", "007", "1_000", "+1", ".5", "1.", "-", "1a"],
] as const;

export const oddStrings = [
  ...['""', '"a', '"\\u0000"', '"\\uD800"', '"\\u{1F600}"', '"\\u{110000}"', '"\\x41"', '"\\"', '"\n"', '"\t"'],
  ...['"""block\n  text"""', '"""open', '"""\\"""""""', '"\u202e"', '"\ufeff"', '"__proto__"', "'single'"],
] as const;

const directives = [
  ...["@skip(if: true)", "@include(if: false)", "@skip", "@skip(if: null)", '@skip(if: "true")', "@skip(unless: true)"],
  ...["@deprecated", "@include(if: true) @include(if: false)", "@nobody", "@", "@specifiedBy(url: 1)", "@oneOf"],
  ...["@defer", "@stream(initialCount: -1)", "@skip(if: $nobody)", "@include(if: [true])"],
] as const;

const structures = [
  ...["{", "}", "(", ")", "[", "]", "{}", "()", "[]", ":", "!", "$", "...", "|", "&", "=", "#", "# comment\n", ","],
  ...["... on Query { __typename }", "... on Nobody { id }", "... on String { id }", "...Nobody", "... { __typename }"],
  ...["... on Official { id name }", "fragment F on Query { ...F }", "query { __typename }", "subscription { x }"],
  ...["mutation { nobody }", "{ __schema { types { name } } }", '__type(name: "Query") { name }', "__typename"],
  ...["extend type Query { a: Int }", "type Query { a: Int }", "schema { query: Query }", "directive @a on FIELD"],
  ...["null", "true", "on", "fragment on on on { on }", "query", "$a", "query Q($a: Nobody) { __typename }"],
  ...["query ($a: Int! = null) { __typename }", "query ($a: Int, $a: Int) { __typename }", "__proto__", "constructor"],
  ...["toString: __typename", "(first: 1, first: 2)", "(where: {})", "(where: [])", "(first: null)", "(after: 1)"],
  ...["\ufeff", "\u0000", "\u2028", "\u00a0", "\ud83d\ude00", "é", "\\", "`", ";", "\r", "\u007f"],
] as const;

/** A piece that a document does not expect there. */
export const oddPiece = (random: Random): string =>
  random.pick([oddNumbers, oddStrings, directives, structures, structures].map((each) => random.pick<string>(each)));

/** One change of the text, by tokens mostly and by characters sometimes. */
export function mutated(text: string, random: Random): string {
  if (random.chance(0.1)) return byCharacter(text, random);
  const pieces = text.match(piece) ?? [];
  if (pieces.length === 0) return oddPiece(random);
  const at = random.int(pieces.length);
  const other = random.pick(pieces);
  if (random.chance(0.45)) {
    swapLike(pieces, at, random);
    return pieces.join("");
  }
  const changes: readonly (() => void)[] = [
    () => pieces.splice(at, 1),
    () => pieces.splice(at, random.between(1, 12)),
    () => pieces.splice(at, 0, ` ${oddPiece(random)} `),
    () => pieces.splice(at, 1, ` ${oddPiece(random)} `),
    () => pieces.splice(at, 0, other),
    () => pieces.splice(at, 1, other),
    () => pieces.splice(at, 0, ...pieces.slice(at, at + random.between(1, 20))),
    () => pieces.splice(random.int(pieces.length), 0, ...pieces.splice(at, random.between(1, 6))),
    () => pieces.splice(at, pieces.length),
    () => nest(pieces, at, random),
  ];
  random.pick(changes)();
  return pieces.join("");
}

/** Another token of the same kind, so that what comes out still parses: a field for a field, a number for a number. */
function swapLike(pieces: string[], at: number, random: Random): void {
  const kindOf = (text: string) => (/^\w/.test(text) ? "name" : /^"/.test(text) ? "text" : text);
  const kind = kindOf(pieces[at] ?? "");
  const like = pieces.filter((each) => kindOf(each) === kind);
  pieces[at] = random.chance(0.3) && kind === "name" ? random.pick(words) : random.pick(like.length > 0 ? like : [" "]);
}

const words = [
  ...[
    "id",
    "name",
    "nodes",
    "edges",
    "totalCount",
    "official",
    "officials",
    "first",
    "where",
    "eq",
    "in",
    "and",
    "not",
  ],
  ...["Official", "Entity", "Claim", "String", "CHAIR", "DESC", "null", "true", "__typename", "__schema", "__proto__"],
] as const;

function nest(pieces: string[], at: number, random: Random): void {
  const [open, close] = random.pick([
    ["{ nodes ", " }"],
    ["[", "]"],
    ["{and: [", "]}"],
    ["{not: ", "}"],
    ["{", "}"],
    ["... { ", " }"],
  ] as const);
  const times = random.pick([1, 3, 20, 200]);
  pieces.splice(at, 1, open.repeat(times), pieces[at] ?? "", random.chance(0.8) ? close.repeat(times) : "");
}

function byCharacter(text: string, random: Random): string {
  const at = random.int(text.length + 1);
  const character = String.fromCharCode(random.pick([random.int(128), random.int(0x10000), 0xd800, 0xfeff, 0, 0x7f]));
  return random.pick([
    text.slice(0, at) + character + text.slice(at),
    text.slice(0, at) + character + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at),
    text.slice(at),
    text + text.slice(at),
    `\ufeff${text}`,
  ]);
}
