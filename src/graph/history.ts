import { badInput } from "./errors.js";
import type { Change, Transactions } from "./transaction.js";

const PAGE = 1000;

/** The last changes of a subject, newest first. The history is read forwards: one node has few changes. */
export async function latestChanges(
  history: Pick<Transactions, "changes">,
  subject: string,
  first: number,
): Promise<readonly Change[]> {
  if (first === 0) return [];
  let last: readonly Change[] = [];
  for (let after = 0; ; ) {
    const page = await history.changes({ after, first: PAGE, subject });
    last = [...last, ...page].slice(-first);
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return last.toReversed();
    after = end.seq;
  }
}

/** `first` as a list of changes takes it. */
export function countOf(first: number | null | undefined, usual: number, max: number): number {
  const count = first ?? usual;
  if (count < 0 || count > max) throw badInput(`\`first\` is a number from 0 to ${max}, not ${count}.`, ["first"]);
  return count;
}
