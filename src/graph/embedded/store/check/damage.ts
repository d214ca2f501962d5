/** What is wrong with a store's file, in a few words. */
export class Damage extends Error {
  override readonly name = "Damage";
}

/** The sentence for whoever starts on a damaged store. */
export const damaged = (folder: string, cause: unknown): Error =>
  new Error(
    `The store graph.mdb in ${folder} is damaged (${whatOf(cause)}): restore a backup with npm run restore -- FILE, or move the file away to begin again.`,
    { cause },
  );

const whatOf = (cause: unknown) =>
  (cause instanceof Error ? cause.message : String(cause)).split("\n", 1)[0]?.replace(/\.$/, "") ?? "";
