import type { Reporter, TestCase, TestModule } from "vitest/node";

type Line = readonly [drill: string, what: string, figure: string, bound: string, ok: string];

/** Prints what the drills measured as one table, after everything else. */
export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const lines: Line[] = [["drill", "what", "figure", "bound", "ok"]];
    for (const testModule of modules) {
      for (const test of testModule.children.allTests()) lines.push(...linesOf(test));
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

function linesOf(test: TestCase): readonly Line[] {
  const { figures = [] } = test.meta();
  const { state } = test.result();
  const rows = figures.map(
    ({ what, figure, bound, ok }): Line => [test.fullName, what, figure, bound, ok ? "yes" : "NO"],
  );
  if (state === "skipped") return [[test.fullName, "", "skipped", "", "-"]];
  const whole: Line = [test.fullName, "", "", "", state === "failed" ? "NO" : "yes"];
  return rows.length === 0 || (state === "failed" && figures.every(({ ok }) => ok)) ? [...rows, whole] : rows;
}
