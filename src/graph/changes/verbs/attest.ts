import type { NodeRecord } from "../../record.js";
import type { Reader } from "../../transaction.js";
import { isVisible } from "../derive-claim.js";
import { byCodeUnit, linksOf, targetOf, textOf, textsOf } from "../reading.js";
import { readAll } from "./context.js";
import type { Path } from "./parse.js";
import type { Outcome } from "./write.js";

/**
 * The tenures that participations attest: who is seen acting in a post held it then. The date is the event's, else the
 * earliest publication of the participation's sources. A participation that readers do not see by default attests
 * nothing yet: it does when it is confirmed.
 */
export async function attested(
  reader: Reader,
  participations: readonly NodeRecord[],
  pathOf: (participation: NodeRecord) => Path,
): Promise<readonly Outcome[]> {
  const seen = participations.filter((claim) => claim.type === "Participation" && isVisible(claim));
  const acting = seen.filter((claim) => linksOf(claim, "IN_CAPACITY_OF").length > 0);
  const around = await readAll(
    reader,
    acting.flatMap(({ links }) => links.map(({ to }) => to)),
  );
  const outcomes = new Map<string, Outcome>();
  for (const participation of acting) {
    const date = dateOf(participation, around);
    if (date === undefined) continue;
    for (const { to } of linksOf(participation, "IN_CAPACITY_OF")) {
      const tenure = outcomes.get(to)?.record ?? around.get(to);
      const known = textsOf(tenure, "attestedOn");
      if (tenure === undefined || known.includes(date)) continue;
      const properties = { ...tenure.properties, attestedOn: [...known, date] };
      outcomes.set(to, { record: { ...tenure, properties }, path: pathOf(participation), follows: true });
    }
  }
  return [...outcomes.values()];
}

function dateOf(participation: NodeRecord, around: ReadonlyMap<string, NodeRecord>): string | undefined {
  const event = around.get(targetOf(participation, "AT") ?? "");
  const published = linksOf(participation, "EVIDENCED_BY")
    .map(({ to }) => textOf(around.get(to), "publishedOn"))
    .filter((date) => date !== undefined);
  return textOf(event, "date") ?? published.sort(byCodeUnit)[0];
}
