import { claimId } from "../../src/domain/identity.js";
import { planChanges } from "../../src/graph/changes/change-set.js";
import type { Link, NodeRecord } from "../../src/graph/record.js";
import type { Reader } from "../../src/graph/transaction.js";

const source = "source/crowd";

/** So many officials, who all took part in all of so many conferences. */
export async function crowd(reader: Reader, officials: number, events: number): Promise<readonly NodeRecord[]> {
  const people = Array.from({ length: officials }, (_, i) => `official/crowd-${i}`);
  const meetings = Array.from({ length: events }, (_, i) => `event/crowd-${i}`);
  const evidence: Link = {
    type: "EVIDENCED_BY",
    to: source,
    passage: { start: 0, end: 1, inferred: false, supports: [] },
  };
  const stated: NodeRecord[] = [
    { id: source, type: "Source", properties: { title: "Crowd", authors: [], sha256: "0".repeat(64) }, links: [] },
    ...people.map(
      (id): NodeRecord => ({
        id,
        type: "Official",
        properties: { name: id, aliases: [], kind: "OFFICIAL" },
        links: [],
      }),
    ),
    ...meetings.map(
      (id): NodeRecord => ({
        id,
        type: "Conference",
        properties: { name: id, aliases: [], kind: "MEETING", date: "2024", places: [], nameStated: true },
        links: [],
      }),
    ),
  ];
  for (const event of meetings) {
    for (const official of people) {
      stated.push({
        id: claimId("participation", [official, event, "ATTENDEE"]),
        type: "Participation",
        properties: {
          role: "ATTENDEE",
          rank: "NORMAL",
          status: "CONFIRMED",
          recordedAt: "2026-01-01T00:00:00.000Z",
          recordedBy: "test",
        },
        links: [{ type: "BY", to: official }, { type: "AT", to: event }, evidence],
      });
    }
  }
  const { changes, refusals } = await planChanges(reader, stated);
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals[0]));
  return changes.puts;
}
