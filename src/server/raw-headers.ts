/** How often a header was sent, by Node's raw headers: names and values by turns. Node shows only the first of some. */
export function timesSent(rawHeaders: readonly string[], header: string): number {
  let times = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) if (rawHeaders[index]?.toLowerCase() === header) times++;
  return times;
}
