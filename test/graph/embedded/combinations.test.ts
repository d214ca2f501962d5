import { expect, test } from "vitest";
import { Combinations } from "../../../src/graph/embedded/interpreter/combinations.js";

const counted = (dimensions: number, met: readonly (readonly (readonly (string | number | null)[])[])[]) => {
  const combinations = new Combinations<string | number | null>(dimensions);
  for (const lists of met) combinations.add(lists);
  return Array.from(combinations.all(), ({ values, count }) => [count, ...values]);
};

test("counts every way to take one of each list, a text, a number and nothing apart", () => {
  expect(
    counted(3, [
      [["a"], [1, 2], [null]],
      [["a"], [2], [null]],
      [["a"], [null], [null]],
      [["1"], [1], ["1"]],
      [[1], [1], ["1"]],
      [[1], [1], ["1"]],
    ]),
  ).toEqual([
    [1, "a", 1, null],
    [2, "a", 2, null],
    [1, "a", null, null],
    [1, "1", 1, "1"],
    [2, 1, 1, "1"],
  ]);
});

test("of one dimension are its values, and of nothing met there are none", () => {
  expect(counted(1, [[["b"]], [["a", "b"]]])).toEqual([
    [2, "b"],
    [1, "a"],
  ]);
  expect(counted(2, [])).toEqual([]);
});
