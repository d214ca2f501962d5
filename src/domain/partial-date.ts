/** A date known to the year, month or day: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, never padded. */
export type PartialDate = string;

/** The first and the last day that a stored day can name: the sentinels of unbounded spans. */
export const MIN_DAY = "0000-01-01";
export const MAX_DAY = "9999-12-31";

const pattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** Whether the text is a partial date that the proleptic Gregorian calendar knows: "2023-02-30" and "2023-9" are not. */
export function isPartialDate(text: string): boolean {
  const match = pattern.exec(text);
  if (match === null) return false;
  const [, year, month, day] = match;
  if (month === undefined) return true;
  if (Number(month) < 1 || Number(month) > 12) return false;
  return day === undefined || (Number(day) >= 1 && Number(day) <= daysIn(Number(year), Number(month)));
}

/** The first and the last day (YYYY-MM-DD) that the date can mean. Throws a RangeError if it is no partial date. */
export function daySpan(date: PartialDate): readonly [first: string, last: string] {
  if (!isPartialDate(date)) throw new RangeError(`"${date}" is no date: write YYYY, YYYY-MM or YYYY-MM-DD.`);
  if (date.length === 4) return [`${date}-01-01`, `${date}-12-31`];
  if (date.length === 7) return [`${date}-01`, `${date}-${daysIn(Number(date.slice(0, 4)), Number(date.slice(5)))}`];
  return [date, date];
}

/**
 * Days from 1970-01-01 to the day (YYYY-MM-DD), negative before it. The calendar is counted by hand because
 * Date.UTC reads the years 0 to 99 as 1900 to 1999.
 */
export function epochDay(day: string): number {
  const month = Number(day.slice(5, 7));
  // Years that start in March put the leap day at their end.
  const year = Number(day.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const daysBeforeMonth = Math.floor((153 * monthsSinceMarch + 2) / 5);
  return 365 * year + leapDays + daysBeforeMonth + Number(day.slice(8, 10)) - 1 - marchOfYearZero;
}

/** Days from 0000-03-01 to 1970-01-01. */
const marchOfYearZero = 719_468;

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
