/** Every day of the years, in order, as the platform's own calendar counts them. */
export function daysOfYears(first: number, last: number): readonly string[] {
  const days: string[] = [];
  const day = new Date(0);
  day.setUTCFullYear(first, 0, 1);
  while (day.getUTCFullYear() <= last) {
    days.push(day.toISOString().slice(0, 10));
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return days;
}
