/** A place in a file that cannot be loaded. */
export interface Refused {
  readonly file: string;
  /** A JSON pointer; empty for the file as a whole. */
  readonly pointer: string;
  readonly reason: string;
}

/** What a load has done, or with `dryRun` would do. */
export interface LoadReport {
  readonly files: number;
  /** Distinct entities, claims and sources that the files state, in batches of each batch. */
  readonly entities: number;
  readonly claims: number;
  readonly sources: number;
  /** Of those. */
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Anything here: nothing was applied, or in batches nothing after the last that is counted. */
  readonly refusals: readonly Refused[];
}

export function printRefused({ file, pointer, reason }: Refused): string {
  return `${file}${pointer === "" ? "" : ` ${pointer}`}: ${reason}`;
}

/** The report as a person reads it on a terminal. */
export function printReport(report: LoadReport, dryRun: boolean): string {
  const { files, entities, claims, sources, created, updated, unchanged, refusals } = report;
  if (refusals.length > 0) {
    const lines = refusals.map(printRefused);
    const stored = created + updated + unchanged;
    const outcome = stored === 0 ? "nothing was loaded" : `${stored} statements of earlier batches are loaded`;
    return [...lines, `${plural(refusals.length, "refusal")} in ${plural(files, "file")}: ${outcome}.`].join("\n");
  }
  const [done, tense] = dryRun ? ["Would load", "would be "] : ["Loaded", ""];
  return [
    `${done} ${plural(files, "file")}: ${plural(entities, "entity")}, ${plural(claims, "claim")}, ${plural(sources, "source")}.`,
    `${created} ${tense}created, ${updated} ${tense}updated, ${unchanged} unchanged.`,
  ].join("\n");
}

const plural = (count: number, noun: string) =>
  `${count} ${count === 1 ? noun : noun.endsWith("y") ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
