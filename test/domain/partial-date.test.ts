import { describe, expect, it, test } from "vitest";
import { daySpan, epochDay, isPartialDate, MAX_DAY, MIN_DAY } from "../../src/domain/partial-date.js";
import fc from "../support/property.js";
import { daysOfYears } from "./calendar.js";

const two = (value: number) => String(value).padStart(2, "0");
const years = [0, 4, 99, 100, 1900, 1930, 2000, 2023, 2024, 9996];

describe("a partial date", () => {
  test.each(["1930", "2023-09", "2024-02-29", "2000-02-29", "0000", "9999-12-31"])("is %s", (text) => {
    expect(isPartialDate(text)).toBe(true);
  });

  test.each([
    "2023-02-30",
    "2023-9",
    "2023-02-29",
    "1900-02-29",
    "2023-00",
    "2023-13",
    "2023-04-31",
    "2023-01-00",
    "",
    "23",
    "02023",
    "2023-",
    "2023-09-19T00:00",
    " 2023",
    "2023\n",
    "-2023",
    "２０２３",
  ])("is not %j", (text) => {
    expect(isPartialDate(text)).toBe(false);
    expect(() => daySpan(text)).toThrow(RangeError);
  });

  it("is exactly what the calendar has", () => {
    for (const year of years) {
      const calendar = new Set(daysOfYears(year, year));
      for (let month = 0; month <= 13; month++) {
        for (let day = 0; day <= 32; day++) {
          const text = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
          expect(isPartialDate(text), text).toBe(calendar.has(text));
        }
      }
    }
  });
});

describe("the days that a date can mean", () => {
  it("are the days of the calendar that begin with it", () => {
    for (const year of years) {
      const calendar = daysOfYears(year, year);
      for (const date of new Set(calendar.flatMap((day) => [day.slice(0, 4), day.slice(0, 7), day]))) {
        const meant = calendar.filter((day) => day.startsWith(date));
        expect(daySpan(date), date).toEqual([meant[0], meant.at(-1)]);
      }
    }
  });
});

describe("epoch days", () => {
  test.each([
    ["1970-01-01", 0],
    ["1969-12-31", -1],
    ["1930-02-03", -14_577],
    ["2024-07-08", 19_912],
    [MIN_DAY, -719_528],
    [MAX_DAY, 2_932_896],
  ])("%s is %i", (day, expected) => {
    expect(epochDay(day)).toBe(expected);
  });

  it("count every day of the calendar once", () => {
    for (const [first, last] of [
      [0, 101],
      [1896, 2030],
      [9990, 9998],
    ] as const) {
      const calendar = daysOfYears(first, last);
      const start = Date.parse(`${calendar[0]}T00:00:00Z`) / 86_400_000;
      expect(calendar.map(epochDay)).toEqual(calendar.map((_, index) => start + index));
    }
  });

  it("order as the days do", () => {
    const day = fc
      .date({ min: new Date("0000-01-01T00:00:00Z"), max: new Date("9999-12-31T00:00:00Z"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (a, b) => {
        expect(Math.sign(epochDay(a) - epochDay(b))).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
});
