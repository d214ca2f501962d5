import { describe, expect, it, test } from "vitest";
import { canonical, givenNameSortKey, low, sortKey } from "../../src/domain/vietnamese.js";
import fc from "../support/property.js";
import { anyText, realNames, vietnameseText } from "./texts.js";

const name = fc.oneof(
  fc.constantFrom(...realNames),
  vietnameseText,
  fc.tuple(fc.constantFrom(...realNames), vietnameseText).map(([known, more]) => known + more),
  fc.array(fc.constantFrom(..."aăâáạbdđnhoòuy 019"), { maxLength: 6 }).map((parts) => parts.join("")),
);
const sign = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Letters first, tones second, each place after place: the definition, without any key. */
const alphabet = [..."aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"];
const toneMarks = ["", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"];
type Unit = readonly [rank: number | bigint, tone: number];

function units(text: string): readonly Unit[] {
  return (canonical(low(text)).match(/\d+|./gu) ?? []).map((piece): Unit => {
    if (piece === " ") return [-1, 0];
    // A number is after every blank and before every letter: between -0.5 and 0, by its value.
    if (/\d/.test(piece)) return [BigInt(piece) - 10n ** 30n, 0];
    const marks = piece.normalize("NFD").slice(1);
    const tone = toneMarks.findIndex((mark) => mark !== "" && marks.includes(mark));
    const letter = piece.normalize("NFD").replace(toneMarks[Math.max(0, tone)] ?? "", "");
    return [alphabet.indexOf(letter.normalize("NFC")), Math.max(0, tone)];
  });
}

const kind = (rank: number | bigint) => (rank === -1 ? 0 : typeof rank === "bigint" ? 1 : 2);

function compareRanks(a: number | bigint, b: number | bigint): number {
  return kind(a) - kind(b) || (a < b ? -1 : a > b ? 1 : 0);
}

function naiveCompare(a: string, b: string): number {
  const [left, right] = [units(a), units(b)];
  for (const level of [0, 1] as const) {
    for (let place = 0; place < Math.max(left.length, right.length); place++) {
      const [one, other] = [left[place]?.[level], right[place]?.[level]];
      if (one === undefined || other === undefined) return one === other ? 0 : one === undefined ? -1 : 1;
      const order = level === 0 ? compareRanks(one, other) : Number(one) - Number(other);
      if (order !== 0) return Math.sign(order);
    }
  }
  return 0;
}

describe("one spelling", () => {
  test.each([
    ["uỷ", "ủy"],
    ["Uỷ viên", "Ủy viên"],
    ["hoà", "hòa"],
    ["Hoà Bình", "Hòa Bình"],
    ["HOÀ BÌNH", "HÒA BÌNH"],
    ["khoẻ", "khỏe"],
    ["Thuỷ", "Thủy"],
    ["thuý", "thúy"],
    ["Hùynh", "Huỳnh"],
    ["hòan", "hoàn"],
    ["nguỹên", "nguyễn"],
    ["qúy", "quý"],
    ["qúa", "quá"],
    ["gìa", "già"],
    ["thủơ", "thuở"],
    ["Hoà".normalize("NFD"), "Hòa"],
  ])("%s is %s", (text, expected) => {
    expect(canonical(text)).toBe(expected.normalize("NFC"));
  });

  test.each([
    ..."Huỳnh Nguyễn Thủy hòa hoàn hoài ngoáo khuỷu của mía múa quý quốc quyển quả giá giếng gì gìn giữ giặc".split(
      " ",
    ),
    ..."thuở chứa gửi người rượu tuổi yếu uống ương nghiêng khuya ngoằn loét huýt tiếng Đắk Niê Kđăm José".split(" "),
  ])("%s stays", (text) => {
    expect(canonical(text)).toBe(text.normalize("NFC"));
  });

  it("is reached at once, and changes nothing but the place of a tone", () => {
    const bare = (text: string) => text.normalize("NFD").replace(/[\u0300\u0301\u0303\u0309\u0323]/g, "");
    const toneCounts = (text: string) => toneMarks.slice(1).map((mark) => text.normalize("NFD").split(mark).length);
    fc.assert(
      fc.property(fc.oneof(name, anyText), (text) => {
        const once = canonical(text);
        expect(canonical(once)).toBe(once);
        expect(low(once)).toBe(canonical(low(text)));
        expect(bare(once).normalize("NFC")).toBe(bare(canonical(text.normalize("NFD"))).normalize("NFC"));
        expect(toneCounts(once)).toEqual(toneCounts(text.replaceAll("ƣ", "ư").replaceAll("Ƣ", "Ư")));
      }),
      { numRuns: 2000 },
    );
  });

  it("is the same before and after lower case, also where lower case makes two characters of one", () => {
    for (const text of ["ăỷİ", "úyİ", "İá", "hoàİ"]) expect(low(canonical(text))).toBe(canonical(low(text)));
  });

  it("is the same wherever the tone of oa, oe, uy was written", () => {
    for (const tone of toneMarks.slice(1)) {
      for (const [first, second] of ["oa", "oe", "uy"]) {
        for (const onset of ["", "h", "th", "ng", "kh"]) {
          for (const coda of ["", "n", "nh", "t"]) {
            const old = `${onset}${first}${tone}${second}${coda}`;
            const modern = `${onset}${first}${second}${tone}${coda}`;
            expect(canonical(old)).toBe(canonical(modern));
            expect(canonical(old)).toBe((coda === "" ? old : modern).normalize("NFC"));
          }
        }
      }
    }
  });
});

describe("name order", () => {
  test.each([
    ["the alphabet", ["An", "Ăn", "Ân", "Ba", "Ca", "Da", "Đa", "Ê", "Ga", "Oa", "Ôa", "Ơa", "U", "Ư", "Y"]],
    ["foreign letters in their Latin places", ["E", "Ê", "F", "G", "I", "J", "K", "V", "W", "X", "Y", "Z"]],
    ["the tones", ["ma", "mà", "mả", "mã", "má", "mạ"]],
    ["letters before tones", ["Hòa An", "Hoa Bình", "Hòa Bình", "Hoa Sen"]],
    ["a shorter name first", ["An", "An Bình", "An Giang", "Anh", "Ân"]],
    [
      "numbers by value",
      ["4-NQ/TW", "21-KL/TW", "35-NQ/TW", "144-QĐ/TW", "99999999", "123456789", "1234567890", "12345678901234567890"],
    ],
    ["numbers before letters", ["Ban 2", "Ban 10", "Ban An"]],
    ["Müller right after all that begins with Mu", ["Muy", "Müller", "Mư", "Na", "中"]],
  ])("follows %s", (_, ordered) => {
    const keys = ordered.map(sortKey);
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("makes one of spellings, cases and punctuation", () => {
    expect(sortKey("Hoà Bình")).toBe(sortKey("hòa  bình"));
    expect(sortKey("35-NQ/TW")).toBe(sortKey("35 NQ TW"));
    expect(sortKey("Mai Văn Huỳnh".normalize("NFD"))).toBe(sortKey("Mai Văn Huỳnh"));
  });

  it("is readable ASCII", () => {
    expect(sortKey("Mai Văn Huỳnh")).toBe("mai-va|n-huynh!00001");
    expect(sortKey("35-NQ/TW")).toBe("235-nq-tw");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(sortKey(text)).toMatch(/^[!-~]*$/);
        expect(givenNameSortKey(text)).toMatch(/^[ -~]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("is the order of a comparison letter by letter, then tone by tone", () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(sign(sortKey(a), sortKey(b))).toBe(naiveCompare(a, b));
        // As in the stored order key, where an id follows.
        const withId = sign(`${sortKey(a)} official/b`, `${sortKey(b)} official/a`);
        expect(withId).toBe(naiveCompare(a, b) || 1);
      }),
      { numRuns: 5000 },
    );
  });

  it("is that of the Unicode collation for Vietnamese", () => {
    const collator = new Intl.Collator("vi", { sensitivity: "accent", numeric: true });
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [one, other] = [canonical(low(a)), canonical(low(b))];
        expect(sign(sortKey(a), sortKey(b))).toBe(Math.sign(collator.compare(one, other)));
      }),
      { numRuns: 3000 },
    );
  });

  it("tells apart exactly what is spelt differently", () => {
    const same = (text: string) => canonical(low(text)).replace(/(?<!\d)0+(?=\d)/g, "");
    const text = fc.oneof(name, anyText);
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(sortKey(a) === sortKey(b)).toBe(same(a) === same(b));
        expect(sortKey(a)).toBe(sortKey(canonical(a)));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("given-name order", () => {
  it("lists officials by their last word, then by the whole name", () => {
    const ordered = ["Lê Văn An", "Trần Thị An", "Nguyễn Anh", "Trần Ân", "Lê Hoa", "An Hòa", "Mai Văn Huỳnh"];
    const keys = ordered.map(givenNameSortKey);
    expect(keys.toSorted()).toEqual(keys);
  });

  it("is the order of the last words, then of the names", () => {
    const last = (text: string) => low(text).split(" ").at(-1) ?? "";
    fc.assert(
      fc.property(name, name, (a, b) => {
        const naive = naiveCompare(last(a), last(b)) || naiveCompare(a, b);
        expect(sign(givenNameSortKey(a), givenNameSortKey(b))).toBe(naive);
      }),
      { numRuns: 2000 },
    );
  });
});
