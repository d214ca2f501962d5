import type { Redirect } from "../transaction.js";
import { endsOf } from "../writes.js";
import type { Run } from "./store-reader.js";

/**
 * Writes redirects. Each node keeps the id that it was given (`to`) and, so that a read needs no second look, where it
 * leads in the end (`end`): those that lead through a changed one follow.
 */
export async function writeRedirects(run: Run, redirects: readonly Redirect[]): Promise<void> {
  if (redirects.length === 0) return;
  const leads = new Map<string, string>();
  for (const { from, to } of redirects) if (to !== null) leads.set(from, to);
  const ended = redirects.filter(({ to }) => to === null).map(({ from }) => from);
  await run("MATCH (r:Redirect) WHERE r.id IN $ended DELETE r", { ended });
  await addUpstream(run, leads, [...new Set(redirects.map(({ from }) => from))]);
  const onward = [...new Set(leads.values())].filter((to) => !leads.has(to));
  const known = await run("MATCH (r:Redirect) WHERE r.id IN $onward RETURN r.id, r.end", { onward });
  const all = new Map([...leads, ...known.map(([id, end]) => [String(id), String(end)] as const)]);
  const ends = endsOf(all);
  const rows = Array.from(leads, ([id, to]) => ({ id, to, end: ends.get(id) ?? to }));
  await run("UNWIND $rows AS row MERGE (r:Redirect {id: row.id}) SET r.to = row.to, r.end = row.end", { rows });
}

/** Adds the stored redirects that lead to these ids, and those that lead to them, and so on. */
async function addUpstream(run: Run, leads: Map<string, string>, ids: readonly string[]): Promise<void> {
  for (let frontier = ids; frontier.length > 0; ) {
    const rows = await run("MATCH (r:Redirect) WHERE r.to IN $frontier RETURN r.id, r.to", { frontier });
    const next: string[] = [];
    for (const [id, to] of rows) {
      if (leads.has(String(id))) continue;
      leads.set(String(id), String(to));
      next.push(String(id));
    }
    frontier = next;
  }
}
