import { describe, expect, it, test } from "vitest";
import { exactKey, fold, ledKey, low, normalize, searchKey, slug, tokens } from "../../src/domain/vietnamese.js";
import fc from "../support/property.js";
import { anyText, vietnameseText } from "./texts.js";

describe("normalize", () => {
  test.each([
    ["tƣ tƣởng", "tư tưởng"],
    ["CHƢA KỊP", "CHƯA KỊP"],
    ["dƣ luận".normalize("NFD"), "dư luận"],
    ["định hƣ\u0301ng", "định hứng"],
    ["Kiên\u00a0Giang", "Kiên Giang"],
    ["Đặng".normalize("NFD"), "Đặng"],
    ["Mai Văn Huỳnh", "Mai Văn Huỳnh"],
  ])("%j is %j", (text, expected) => {
    expect(normalize(text)).toBe(expected.normalize("NFC"));
  });

  it("is its definition, and once is enough", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const naive = text
          .replace(/\u00a0/g, " ")
          .replace(/ƣ/g, "ư")
          .replace(/Ƣ/g, "Ư")
          .normalize("NFC");
        expect(normalize(text)).toBe(naive);
        expect(normalize(naive)).toBe(naive);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("low and fold", () => {
  test.each([
    ["Mai Văn Huỳnh", "mai văn huỳnh", "mai van huynh"],
    ["ĐẶNG THẾ", "đặng thế", "dang the"],
    ["Nguyễn  Xuân\u00a0Thủy", "nguyễn xuân thủy", "nguyen xuan thuy"],
    ["35-NQ/TW", "35 nq tw", "35 nq tw"],
    ["144-QĐ/TW", "144 qđ tw", "144 qd tw"],
    ["  “Bác”, đồng chí… ", "bác đồng chí", "bac dong chi"],
    ["Tƣ tƣởng", "tư tưởng", "tu tuong"],
    ["Đắk R'Lấp", "đắk r lấp", "dak r lap"],
    ["Niê Kđăm", "niê kđăm", "nie kdam"],
    ["Müller-Łódź", "müller łódź", "muller łodz"],
    ["- / – …", "", ""],
    ["a \u0301 b", "a b", "a b"],
    ["", "", ""],
  ])("%j is %j and %j", (text, lower, folded) => {
    for (const form of ["NFC", "NFD"]) {
      expect(low(text.normalize(form))).toBe(lower.normalize("NFC"));
      expect(fold(text.normalize(form))).toBe(folded);
    }
  });

  it("are their definitions, whatever the text", () => {
    const naiveLow = (text: string) =>
      (
        normalize(text)
          .toLowerCase()
          .normalize("NFC")
          .match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []
      ).join(" ");
    const naiveFold = (text: string) =>
      naiveLow(text).normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").normalize("NFC");
    fc.assert(
      fc.property(anyText, (text) => {
        expect(low(text)).toBe(naiveLow(text));
        expect(fold(text)).toBe(naiveFold(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("are stable, and blind to the normal form and (in Vietnamese) to case", () => {
    fc.assert(
      fc.property(anyText, vietnameseText, (any, text) => {
        expect(low(low(any))).toBe(low(any));
        expect(fold(fold(any))).toBe(fold(any));
        expect(fold(low(any))).toBe(fold(any));
        expect(low(any.normalize("NFD"))).toBe(low(any));
        expect(low(text.toUpperCase())).toBe(low(text));
        expect(fold(text)).toMatch(/^[a-z0-9 ]*$/);
      }),
      { numRuns: 1000 },
    );
  });

  it("knows every Latin letter as the rule does", () => {
    for (let unit = 0; unit < 0x1f00; unit++) {
      const char = String.fromCharCode(unit);
      // A letter of another script sends the whole text the slow way.
      expect(low(`x${char}y`), unit.toString(16)).toBe(low(`x${char}y 中`).slice(0, -2));
      expect(fold(`x${char}y`), unit.toString(16)).toBe(fold(`x${char}y 中`).slice(0, -2));
    }
  });
});

describe("search keys", () => {
  it("lead every token by a blank", () => {
    expect(tokens("mai van huynh")).toEqual(["mai", "van", "huynh"]);
    expect(tokens("")).toEqual([]);
    expect(ledKey("mai van huynh")).toBe(" mai van huynh");
    expect(ledKey("")).toBe("");
    expect(searchKey("Mai Văn Huỳnh", "…", "Tư Huỳnh")).toBe(" mai van huynh tu huynh");
    expect(exactKey("Nghị quyết", "35-NQ/TW")).toBe(" nghị quyết 35 nq tw");
    expect(searchKey()).toBe("");
  });

  it("contain ' x' exactly if some token starts with x", () => {
    const names = fc.array(fc.oneof(vietnameseText, anyText), { maxLength: 3 });
    const query = fc.oneof(fc.stringMatching(/^[a-z]{1,3}$/), vietnameseText.map(fold), anyText.map(fold));
    const part = fc.tuple(names, fc.nat(), fc.nat(6)).map(([texts, at, length]) => {
      const all = texts.flatMap((text) => tokens(fold(text)));
      return { texts, query: (all[at % Math.max(1, all.length)] ?? "x").slice(0, length + 1) };
    });
    fc.assert(
      fc.property(fc.oneof(fc.record({ texts: names, query }), part), ({ texts, query: asked }) => {
        for (const x of tokens(asked)) {
          let some = false;
          for (const text of texts) for (const token of tokens(fold(text))) if (token.startsWith(x)) some = true;
          expect(searchKey(...texts).includes(` ${x}`)).toBe(some);
          let someExact = false;
          for (const text of texts) for (const token of tokens(low(text))) if (token.startsWith(x)) someExact = true;
          expect(exactKey(...texts).includes(` ${x}`)).toBe(someExact);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("a slug", () => {
  test.each([
    ["Mai Văn Huỳnh", "mai-van-huynh"],
    ["Bà Rịa - Vũng Tàu", "ba-ria-vung-tau"],
    ["35-NQ/TW", "35-nq-tw"],
    ["Đặng", "dang"],
    ["中文", ""],
  ])("of %s is %s", (text, expected) => {
    expect(slug(text)).toBe(expected);
  });

  it("is fit for an id", () => {
    fc.assert(
      fc.property(fc.oneof(anyText, vietnameseText), (text) => {
        expect(slug(text)).toMatch(/^$|^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      }),
    );
  });
});
