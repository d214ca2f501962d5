import type { Random } from "./random.js";

const DAY = 86_400_000;

/** Days since 1970-01-01. */
export const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY);

/** As YYYY-MM-DD. */
export const dayText = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export const yearOf = (day: number): number => Number(dayText(day).slice(0, 4));

/** The day as precisely as a source says it: mostly to the day, else to the month or the year. */
export function partial(random: Random, day: number): string {
  return dayText(day).slice(
    0,
    random.weighted([
      [10, 70],
      [7, 18],
      [4, 12],
    ]),
  );
}
