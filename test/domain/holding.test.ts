import { describe, expect, it, test } from "vitest";
import { certaintyOf, knownDistance, meets, type TenureDates, tenureSpans } from "../../src/domain/holding.js";
import { daySpan, epochDay, MAX_DAY, MIN_DAY } from "../../src/domain/partial-date.js";

const spans = (input: Partial<TenureDates>) => tenureSpans({ attestedOn: [], ...input });
const ask = (input: Partial<TenureDates>, on: string) => certaintyOf(spans(input), ...daySpan(on));

describe("the spans of a tenure", () => {
  it("are both open where nothing is known", () => {
    expect(spans({})).toEqual({
      certainFrom: MAX_DAY,
      certainTo: MIN_DAY,
      possibleFrom: MIN_DAY,
      possibleTo: MAX_DAY,
      dated: false,
      knownFrom: [],
      knownTo: [],
    });
  });

  it("run from bound to bound, each as far as its precision goes", () => {
    expect(spans({ from: "2020-10", to: "2025" })).toEqual({
      certainFrom: "2020-10-31",
      certainTo: "2025-01-01",
      possibleFrom: "2020-10-01",
      possibleTo: "2025-12-31",
      dated: true,
      knownFrom: [epochDay("2020-10-01"), epochDay("2025-01-01")],
      knownTo: [epochDay("2020-10-31"), epochDay("2025-12-31")],
    });
  });

  it("are certain between two attestations, and possible ever", () => {
    expect(spans({ attestedOn: ["2024-07-08", "2023-09-19"] })).toMatchObject({
      certainFrom: "2023-09-19",
      certainTo: "2024-07-08",
      possibleFrom: MIN_DAY,
      possibleTo: MAX_DAY,
      dated: true,
    });
  });

  it("are certain from a bound to an attestation, on either side", () => {
    expect(spans({ from: "2020", attestedOn: ["2023-09-19"] })).toMatchObject({
      certainFrom: "2020-12-31",
      certainTo: "2023-09-19",
    });
    expect(spans({ to: "2025", attestedOn: ["2023-09", "2024"] })).toMatchObject({
      certainFrom: "2023-09-30",
      certainTo: "2025-01-01",
    });
  });

  it("have no certain day where only one bound is known or the two cross", () => {
    for (const input of [{ from: "2020" }, { to: "2020" }, { from: "2020", to: "2020" }, { attestedOn: ["2020"] }]) {
      expect(spans(input)).toMatchObject({ certainFrom: MAX_DAY, certainTo: MIN_DAY, dated: true });
    }
  });

  it("end with the life and with the province", () => {
    const cut = spans({
      from: "2020",
      to: "2026",
      life: { birth: "1960" },
      validity: { from: "1900", to: "2025-06-30" },
    });
    expect(cut).toMatchObject({ possibleTo: "2025-06-30", certainTo: "2025-06-30", certainFrom: "2020-12-31" });
    expect(spans({ life: { birth: "1904-05-01", death: "1931-09-06" } })).toMatchObject({
      possibleFrom: "1904-05-01",
      possibleTo: "1931-09-06",
      dated: true,
      knownFrom: [],
    });
  });

  it("are certain only as long as the life surely lasts if `to` outlives it", () => {
    expect(spans({ from: "2000", to: "2026", life: { death: "2025" } })).toMatchObject({
      certainTo: "2025-01-01",
      possibleTo: "2025-12-31",
    });
  });

  it("are not dated by a birth or a province alone", () => {
    expect(spans({ life: { birth: "1960" }, validity: { to: "2025-06-30" } }).dated).toBe(false);
  });
});

describe("a tenure is refused", () => {
  test.each<[string, Partial<TenureDates>, RegExp]>([
    [
      "if it ends before it begins",
      { from: "2023-06", to: "2023-05" },
      /ends \(2023-05\) before it begins \(2023-06\)/,
    ],
    ["if it is attested before it begins", { from: "2023", attestedOn: ["2022-12-31"] }, /attested on 2022-12-31/],
    ["if it is attested after it ends", { to: "2023", attestedOn: ["2023-05", "2024"] }, /attested on 2024/],
    ["if it is attested after the death", { life: { death: "1931" }, attestedOn: ["2023"] }, /until 1931-12-31/],
    ["if it begins after the death", { from: "1932", life: { death: "1931-09-06" } }, /1932-01-01.*1931-09-06/],
    ["if a date is none", { from: "2023-02-30" }, /"2023-02-30" is no date/],
  ])("%s", (_, input, message) => {
    expect(() => spans(input)).toThrow(RangeError);
    expect(() => spans(input)).toThrow(message);
  });

  it("but not if a vaguer date can be read so that it fits", () => {
    expect(() => spans({ from: "2023", to: "2023-05", attestedOn: ["2023"] })).not.toThrow();
  });
});

describe("asked about a date, a tenure", () => {
  const tenure = { from: "2020-10", to: "2025-03-01" };
  test.each([
    ["2021", "CERTAIN"],
    ["2020-10-31", "CERTAIN"],
    ["2020-10-30", "POSSIBLE"],
    ["2020", "POSSIBLE"],
    ["2025-03-01", "CERTAIN"],
    ["2025-03", "POSSIBLE"],
    ["2025-03-02", null],
    ["2020-09", null],
  ])("%s gives %s", (on, expected) => {
    expect(ask(tenure, on)).toBe(expected);
  });

  it("says that nothing dates it, whatever the question", () => {
    expect(ask({}, "2024")).toBe("UNDATED");
    expect(ask({ life: { birth: "1960" } }, "1950")).toBe("UNDATED");
  });

  it("does not make Trần Phú general secretary in 2023", () => {
    expect(ask({ life: { death: "1931-09-06" } }, "2023-09-19")).toBeNull();
    expect(ask({}, "2023-09-19")).toBe("UNDATED");
  });
});

describe("answers", () => {
  it("meet what is asked for at least", () => {
    expect(meets("CERTAIN", "CERTAIN")).toBe(true);
    expect(meets("CERTAIN", "UNDATED")).toBe(true);
    expect(meets("POSSIBLE", "CERTAIN")).toBe(false);
    expect(meets("POSSIBLE", "POSSIBLE")).toBe(true);
    expect(meets("UNDATED", "POSSIBLE")).toBe(false);
    expect(meets("UNDATED", "UNDATED")).toBe(true);
    expect(meets(null, "UNDATED")).toBe(false);
  });

  it("are as far away as the nearest known day", () => {
    expect(knownDistance([], [], 0, 0)).toBeNull();
    expect(knownDistance([10], [20], 15, 15)).toBe(0);
    expect(knownDistance([10], [20], 0, 10)).toBe(0);
    expect(knownDistance([10], [20], 22, 30)).toBe(2);
    expect(knownDistance([10, 40], [20, 40], 30, 37)).toBe(3);
  });
});
