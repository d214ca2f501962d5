import { createHash } from "node:crypto";
import { describe, expect, it, test } from "vitest";
import { claimId, isId, positionKey, resolutionNumber } from "../../src/domain/identity.js";
import fc from "../support/property.js";

describe("the id of a claim", () => {
  it("is a hash of its natural key", () => {
    const parts = ["official/mai-van-huynh", "position/x", "1"];
    const digest = createHash("sha256").update("official/mai-van-huynh\u001fposition/x\u001f1").digest("hex");
    expect(claimId("tenure", parts)).toBe(`tenure/${digest.slice(0, 16)}`);
    // Stored in data files: it may never change.
    expect(claimId("topic", ["a", "b", "c"])).toMatchInlineSnapshot(`"topic/e0dee694aed26d32"`);
  });

  it("is an id, and another one for other parts", () => {
    const parts = fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(isId(claimId("participation", a))).toBe(true);
        fc.pre(a.join("\u001f") !== b.join("\u001f"));
        expect(claimId("participation", a)).not.toBe(claimId("participation", b));
      }),
    );
  });
});

describe("an id", () => {
  test.each(["official/mai-van-huynh", "official/nguyen-van-an-2", "province/an-giang-2025", "event/2024", "a/b"])(
    "is %s",
    (text) => {
      expect(isId(text)).toBe(true);
    },
  );

  test.each([
    "",
    "official",
    "official/",
    "/x",
    "Official/x",
    "official/Mai",
    "official/mai--van",
    "official/-mai",
    "official/mai-",
    "official/mai van",
    "official/đạt",
    "official/a/b",
    "official/a\n",
    " official/a",
    `official/${"a".repeat(192)}`,
  ])("is not %j", (text) => {
    expect(isId(text)).toBe(false);
  });

  it("has at most 200 characters", () => {
    expect(isId(`official/${"a".repeat(191)}`)).toBe(true);
  });
});

describe("the number of a resolution", () => {
  test.each([
    ["144\u2015QĐ/TW", "144-QĐ/TW"],
    ["144 QĐ/TW", "144-QĐ/TW"],
    ["144-QĐ/TW", "144-QĐ/TW"],
    [" 144\u00a0QĐ/TW ", "144-QĐ/TW"],
    ["35 - NQ / TW", "35-NQ/TW"],
    ["35–NQ/TW", "35-NQ/TW"],
    ["202/2025/QH15", "202/2025/QH15"],
    ["QĐ".normalize("NFD"), "QĐ"],
    ["04", "04"],
  ])("%j is %s", (written, expected) => {
    expect(resolutionNumber(written)).toBe(expected);
  });
});

describe("one position", () => {
  test.each([
    ["Phó Chủ tịch HĐND", "phó chủ tịch Hội đồng nhân dân", "pho chu tich hoi dong nhan dan"],
    ["Chủ tịch UBND tỉnh", "Chủ tịch Uỷ ban nhân dân tỉnh", "chu tich uy ban nhan dan tinh"],
    ["Trưởng BTG", "Trưởng Ban Tuyên giáo", "truong ban tuyen giao"],
    ["Ủy viên BTV, Trưởng ban", "Uỷ viên Ban Thường vụ Trưởng Ban", "uy vien ban thuong vu truong ban"],
    ["Chủ tịch UBMTTQ", "Chủ tịch ubmttq", "chu tich ubmttq"],
    ["Chủ tịch MTTQ", "Chủ tịch Mặt trận Tổ quốc", "chu tich mat tran to quoc"],
  ])("has the titles %s and %s", (one, other, key) => {
    expect(positionKey(one)).toBe(key);
    expect(positionKey(other)).toBe(key);
  });
});
