/** Strings that are something else to whoever takes them for more than text. By name, for the reports. */
export const hostile: Readonly<Record<string, string>> = {
  // Cypher, closing quotes of both kinds, backticks, comments, parameters.
  cypherQuote: "x' or 1=1 with 1 as x match (n) detach delete n //",
  cypherDouble: 'x"}) detach delete n return 1 //',
  cypherBacktick: "x`) detach delete (n:`Official",
  cypherEscape: "\\' or true //\\",
  cypherUnicodeEscape: "\\u0027 or true //",
  cypherParameter: "$p0} {$p1",
  cypherComment: "/* x */ // y",
  // GraphQL.
  graphql: '"}) { id } } { officials { totalCount } } #',
  graphqlBlock: '"""\n}}}{{{ ...F @skip(if: true) $a: [Int!]! """',
  // HTML, scripts, templates.
  html: `<script>alert(1)</script><img src=x onerror="alert(1)">&lt;&amp;'"`,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that it is none is what is tested.
  template: "${7*7} {{7*7}} #{7*7} <%= 7*7 %> %s %n `id` $(id)",
  prototype: "__proto__",
  constructor: "constructor",
  path: "../../../../etc/passwd%00.json",
  header: "a\r\nSet-Cookie: x=1\r\n\r\n<html>",
  // What a full-text index or a regular expression would read.
  lucene: 'a* OR ~ "b"^9 +c -d [a TO z] {x} name:* \\ && || ! (e?',
  regex: "(a+)+$.*|^[^x]\\d{1,9999}(?=.)(?<n>.)",
  like: "%_%",
  // Unicode.
  controls: "a\u0001b\u001b[2J\u0007\u007f\u0085c",
  nul: "a\u0000b",
  lineSeparators: "a\u2028b\u2029c",
  bidi: "\u202eabc\u202c \u2066def\u2069 \u200f",
  zeroWidth: "a\u200bb\u200dc\ufeffd\u2060e\u00ade",
  loneHigh: "a\ud800b",
  loneLow: "\udc00",
  reversedPair: "\udc00\ud800",
  astral: "𝕏😀\u{10ffff}\u{e0041}",
  noncharacter: "\ufffe\uffff\ufdd0",
  combining: `e${"\u0301\u0323\u0302".repeat(100)}`,
  decomposed: "Mai Văn Huỳnh".normalize("NFD"),
  compatibility: "ﬁ Å Ⅷ ｆｕｌｌ ß İ ı ǅ",
  blank: " \t\u00a0\u3000",
  empty: "",
  // Sizes.
  long: "dài".repeat(3_000),
  manyWords: Array.from({ length: 2_000 }, (_, i) => `w${i}`).join(" "),
  // What looks like another type.
  number: "1e999",
  nothing: "null",
  json: '{"$ne": null}',
  date: "2023-02-30",
  id: "official/Mai-Van-Huynh\n",
  cursor: Buffer.from('["x", {"a": 1}]').toString("base64url"),
};
