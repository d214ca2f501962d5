import { type By, type DocumentRecorded, recordDocument, type Statement } from "../graph/changes/verbs/index.js";
import type { Engine } from "../graph/engine.js";
import type { Reader, Transactions } from "../graph/transaction.js";

/** An engine, with transactions where it has them. */
export type Store = Engine & Partial<Transactions>;

/**
 * Records what documents state, by the verb that curators record documents with: all of it or, with one refusal,
 * nothing. A dry run only says what would be done.
 */
export async function storeStatements(
  store: Store,
  statements: readonly Statement[],
  by: By,
  dryRun: boolean,
): Promise<DocumentRecorded> {
  const work = (reader: Reader) => recordDocument(reader, { statements }, by);
  if (!dryRun && store.transact !== undefined) return (await store.transact([], work)).result;
  const { writes, result } = await work(readerOf(store));
  if (!dryRun && writes.puts.length > 0) await store.apply(writes);
  return result;
}

function readerOf(store: Store): Reader {
  return {
    read: (ids) => store.read(ids),
    referrers: (ids) => store.referrers(ids),
    redirects: async (ids) => (await store.redirects?.(ids)) ?? new Map(),
    latestChange: async (subject, verb) => store.latestChange?.(subject, verb),
  };
}
