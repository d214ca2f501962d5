/** The first with `CALL (x) { … }`, which the statements are written in. */
const OLDEST = [5, 23] as const;

/** A server whose Cypher lacks what the statements need. */
export class VersionError extends Error {
  override readonly name = "VersionError";
}

/** Refuses a server older than 5.23, by what it says of itself: `Neo4j/5.26.30`. What says nothing is let through. */
export function refuseOldVersion(agent: string | undefined): void {
  const [, major, minor] = /^Neo4j\/v?(\d+)\.(\d+)/.exec(agent ?? "") ?? [];
  if (major === undefined || minor === undefined) return;
  const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
  if (isOld) throw new VersionError(`it is version ${major}.${minor}, and ${OLDEST.join(".")} or newer is needed`);
}
