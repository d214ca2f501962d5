import type { NodeRecord } from "../record.js";
import { isVisible } from "./derive-claim.js";
import { targetOf } from "./reading.js";

/** The least id of each connected component of provinces under the visible successions among those given. */
export function lineages(successions: Iterable<NodeRecord>): (provinceId: string) => string {
  const leaders = new Map<string, string>();
  const leaderOf = (id: string): string => {
    let leader = id;
    for (let next = leaders.get(leader); next !== undefined; next = leaders.get(leader)) leader = next;
    // A shortcut for the next time: long lines of successions stay cheap.
    if (leader !== id) leaders.set(id, leader);
    return leader;
  };
  for (const succession of successions) {
    const ends = endsOf(succession);
    if (ends.length < 2 || !isVisible(succession)) continue;
    const [least, greatest] = ends.map(leaderOf).sort();
    if (least !== undefined && greatest !== undefined && least !== greatest) leaders.set(greatest, least);
  }
  return leaderOf;
}

export function endsOf(succession: NodeRecord): readonly string[] {
  const ends = [targetOf(succession, "PREDECESSOR"), targetOf(succession, "SUCCESSOR")];
  return ends.filter((end) => end !== undefined);
}
