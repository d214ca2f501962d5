import { expect, it } from "vitest";
import { bytesOf } from "../../../src/server/caching/bytes.js";

it.each([0, 1, 999, 1_000, 5_000, 349_525, 349_526])(
  "texts of %i characters are written as Buffer.from does",
  (length) => {
    for (const piece of ["a", "ủ", "é", "𠮷", "\ud800", "a\u0000ủ"]) {
      const text = piece.repeat(length).slice(0, length);
      expect(bytesOf(text).equals(Buffer.from(text))).toBe(true);
    }
  },
);

it("bytes stay as they are when other texts are written", () => {
  const first = bytesOf("ủ".repeat(2_000));
  bytesOf("b".repeat(6_000));
  expect(first.toString()).toBe("ủ".repeat(2_000));
});
