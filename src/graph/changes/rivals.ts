import type { Link, NodeRecord } from "../record.js";
import { linksOf } from "./reading.js";
import { stated } from "./stated.js";
import { current, type Work } from "./work.js";

/** RIVAL_OF is read both ways and stored once: on the claim of the lesser id, whichever side states it. */
export function settleRivals(work: Work): void {
  for (const record of [...work.records.values()]) {
    const turned = linksOf(record, "RIVAL_OF").filter(({ to }) => to < record.id);
    if (turned.length === 0) continue;
    const rest = (work.records.get(record.id) ?? record).links.filter((link) => !turned.includes(link));
    work.records.set(record.id, { ...record, links: rest });
    for (const { to } of turned) addRival(work, to, record.id);
  }
}

function addRival(work: Work, on: string, rival: string): void {
  const record = current(work, on);
  if (record === undefined || linksOf(record, "RIVAL_OF").some(({ to }) => to === rival)) return;
  const link: Link = { type: "RIVAL_OF", to: rival };
  const joined: NodeRecord = { ...record, links: [...record.links, link] };
  work.records.set(on, stated(joined));
  if (!work.causes.has(on)) work.causes.set(on, work.causes.get(rival) ?? 0);
}
