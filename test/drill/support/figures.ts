import { expect, type TestContext } from "vitest";

/** `npm run drill` runs each drill in full and holds it to its figures; `npm test` a short form, to what must be so. */
export const isLong = process.env["DRILL"] === "long";

export interface Figure {
  readonly what: string;
  readonly figure: string;
  readonly bound: string;
  readonly ok: boolean;
}

declare module "vitest" {
  interface TaskMeta {
    figures?: Figure[];
  }
}

interface Bound {
  readonly atMost?: number;
  readonly atLeast?: number;
  readonly unit?: string;
}

const shown = (value: number) => (Number.isInteger(value) ? String(value) : value.toPrecision(3));

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Enters a figure into the drill's table, and holds it to its bound if it has one. */
export function note({ task }: Pick<TestContext, "task">, what: string, value: number, bound: Bound = {}): void {
  const { atMost, atLeast, unit = "" } = bound;
  const ok = value <= (atMost ?? Number.POSITIVE_INFINITY) && value >= (atLeast ?? Number.NEGATIVE_INFINITY);
  const signs = [atLeast !== undefined && `≥ ${atLeast}`, atMost !== undefined && `≤ ${atMost}`];
  const limit = atLeast !== undefined && atLeast === atMost ? `${atLeast}` : signs.filter(Boolean).join(", ");
  const row = { what, figure: `${shown(value)} ${unit}`.trim(), bound: `${limit} ${limit && unit}`.trim(), ok };
  task.meta.figures = [...(task.meta.figures ?? []), row];
  expect.soft(ok, `${what}: ${row.figure}, bound ${row.bound}`).toBe(true);
}
