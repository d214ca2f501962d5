import { describe, expect, it } from "vitest";
import { daySpan } from "../../../src/domain/partial-date.js";
import { beginnings } from "../../../src/graph/plan/day-range.js";

const dates = ["2023", "2023-12", "2023-12-31", "2024", "2024-01", "2024-01-01", "2024-07", "2024-07-08", "2025"];
const relations = ["on", "from", "to"] as const;

/** Certainly, if all days that the date can mean agree; possibly, if one does. */
function satisfies(date: string, relation: (typeof relations)[number], asked: string, certain: boolean): boolean {
  const [[first, last], [min, max]] = [daySpan(date), daySpan(asked)];
  const notBefore = (certain ? first : last) >= min;
  const notAfter = (certain ? last : first) <= max;
  return relation === "from" ? notBefore : relation === "to" ? notAfter : notBefore && notAfter;
}

describe("the days on which a date can begin", () => {
  it.each(relations)("hold every date that satisfies `%s`, one known to its year among them", (relation) => {
    for (const atLeast of ["CERTAIN", "POSSIBLE"] as const) {
      for (const asked of dates) {
        const [min, max] = daySpan(asked);
        const range = beginnings({ kind: "dated", property: "date", relation, min, max, atLeast });
        for (const date of dates.filter((each) => satisfies(each, relation, asked, atLeast === "CERTAIN"))) {
          const [first] = daySpan(date);
          const [from, to] = [range?.from ?? first, range?.to ?? first];
          expect(from <= first && first <= to, `${date} ${relation} ${asked}, ${atLeast}`).toBe(true);
        }
      }
    }
  });

  it("are all days where unknown dates will do, and few where they must be certain", () => {
    const asked = { kind: "dated", property: "date", min: "2024-07-01", max: "2024-07-31" } as const;
    expect(beginnings({ ...asked, relation: "on", atLeast: "UNDATED" })).toBeUndefined();
    expect(beginnings({ ...asked, relation: "on", atLeast: "CERTAIN" })).toEqual({
      from: "2024-07-01",
      to: "2024-07-31",
    });
    expect(beginnings({ ...asked, relation: "from", atLeast: "POSSIBLE" })).toEqual({ from: "2024-01-01" });
    expect(beginnings({ ...asked, relation: "to", atLeast: "POSSIBLE" })).toEqual({ to: "2024-07-31" });
  });
});
