import type { Reporter, TestCase, TestModule } from "vitest/node";

type Line = readonly [drill: string, what: string, figure: string, bound: string, ok: string];

/** Prints what the drills measured as one table, after everything else. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines: Line[] = [["drill", "what", "figure", "bound", "ok"]];
    for (const testModule of modules) {
      lines.push(...linesOfFile(testModule));
    }
    const widths = [0, 1, 2, 3, 4].map((at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
    const text = lines.map((line) =>
      line
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join(" | ")
        .trimEnd(),
    );
    process.stdout.write(`\n${text.join("\n")}\n`);
  }
}

/** The tests that measure nothing are one line of their file. */
function linesOfFile(testModule: TestModule): readonly Line[] {
  const tests = [...testModule.children.allTests()];
  const lines = tests.flatMap(linesOf);
  if (lines.length > 0) return lines;
  const { relativeModuleId } = testModule;
  const passed = tests.filter((test) => test.result().state === "passed").length;
  const state = testModule.state();
  const ok = state === "passed" ? "yes" : state === "skipped" ? "-" : "NO";
  return [[relativeModuleId, "tests that passed", `${passed} of ${tests.length}`, "all", ok]];
}

function linesOf(test: TestCase): readonly Line[] {
  const { figures = [] } = test.meta();
  const { state } = test.result();
  const rows = figures.map(
    ({ what, figure, bound, ok }): Line => [test.fullName, what, figure, bound, ok ? "yes" : "NO"],
  );
  const failure: Line = [test.fullName, "", "", "", "NO"];
  return state === "failed" && figures.every(({ ok }) => ok) ? [...rows, failure] : rows;
}
