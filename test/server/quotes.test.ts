import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openQuotes } from "../../src/server/quotes.js";

const sha256 = (bytes: string | Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const report = "\ufeffSáng 8-7 tại Phú Quốc\r\nChủ trì: Mai Văn Huỳnh 👏 hết";

let folder = "";
let warnings: string[] = [];
const warn = (message: string) => warnings.push(message);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "rolegraph-quotes-"));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("quotes", () => {
  it("count code points of the file as it is: a byte order mark, CR and LF, characters beyond U+FFFF", () => {
    writeFileSync(join(folder, "a.txt"), report);
    const quote = openQuotes(folder, warn);
    const points = [...report];
    for (const [start, end] of [
      [0, 5],
      [16, 26],
      [43, 52],
      [40, points.length],
    ] as const) {
      expect(quote(sha256(report), start, end)).toBe(points.slice(start, end).join(""));
    }
    expect(quote.text(sha256(report))).toBe(report);
    expect(warnings).toEqual([]);
  });

  it("are null for offsets that do not lie in the text", () => {
    writeFileSync(join(folder, "a.txt"), "ngắn");
    const quote = openQuotes(folder, warn);
    expect(quote(sha256("ngắn"), 0, 4)).toBe("ngắn");
    expect([quote(sha256("ngắn"), 0, 5), quote(sha256("ngắn"), -1, 2), quote(sha256("ngắn"), 2, 2)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("are null without a folder, without a hash, and for a text that is not there, which is warned of once", () => {
    expect(openQuotes(undefined, warn)(sha256("x"), 0, 1)).toBeNull();
    const quote = openQuotes(folder, warn);
    expect(quote(undefined, 0, 1)).toBeNull();
    expect([quote(sha256("x"), 0, 1), quote(sha256("x"), 0, 1)]).toEqual([null, null]);
    expect(warnings).toEqual([`The source text with SHA-256 ${sha256("x")} is not in ${folder}: its quotes are null.`]);
  });

  it("are null, with one warning, as soon as the file has changed, even to the same size and time", () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "trước");
    const { mtime } = statSync(path);
    const quote = openQuotes(folder, warn);
    expect(quote(sha256("trước"), 0, 5)).toBe("trước");
    writeFileSync(path, "truớc");
    utimesSync(path, mtime, mtime);
    expect([quote(sha256("trước"), 0, 5), quote(sha256("trước"), 0, 5)]).toEqual([null, null]);
    expect(warnings).toEqual([expect.stringContaining("has changed in")]);
    expect(quote(sha256("truớc"), 0, 5)).toBe("truớc");
  });

  it("survive a file that is only touched or moved", () => {
    const path = join(folder, "a.txt");
    writeFileSync(path, "nguyên văn");
    const quote = openQuotes(folder, warn);
    expect(quote(sha256("nguyên văn"), 0, 6)).toBe("nguyên");
    utimesSync(path, new Date(0), new Date(0));
    expect(quote(sha256("nguyên văn"), 0, 6)).toBe("nguyên");
    mkdirSync(join(folder, "2024"));
    writeFileSync(join(folder, "2024", "b.txt"), "nguyên văn");
    rmSync(path);
    expect(quote(sha256("nguyên văn"), 7, 10)).toBe("văn");
    expect(warnings).toEqual([]);
  });

  it("are null for a file that is not UTF-8", () => {
    const bytes = Uint8Array.of(0x48, 0xff, 0x49);
    writeFileSync(join(folder, "a.txt"), bytes);
    expect(openQuotes(folder, warn)(sha256(bytes), 0, 1)).toBeNull();
    expect(warnings).toEqual([expect.stringContaining("cannot be read as UTF-8")]);
  });

  it("are null, with a warning, once the folder is gone", () => {
    const quote = openQuotes(join(folder, "gone"), warn);
    expect(quote(sha256("x"), 0, 1)).toBeNull();
    expect(warnings[0]).toContain("cannot be read");
  });
});
