/** A log that a test reads. */
export interface Lines {
  readonly write: (line: string) => void;
  /** Everything that was logged. */
  readonly text: () => string;
  /** The lines of this message. */
  readonly of: (message: string) => readonly Readonly<Record<string, unknown>>[];
  /** Resolves when there are so many lines of this message: they come after the answer. */
  readonly until: (message: string, count: number) => Promise<readonly Readonly<Record<string, unknown>>[]>;
}

const PATIENCE_MS = 10_000;

export function openLines(): Lines {
  const written: string[] = [];
  const of: Lines["of"] = (message) => written.map((line) => JSON.parse(line)).filter(({ msg }) => msg === message);
  return {
    write: (line) => void written.push(line),
    text: () => written.join(""),
    of,
    until: async (message, count) => {
      const deadline = Date.now() + PATIENCE_MS;
      while (of(message).length < count) {
        if (Date.now() > deadline) throw new Error(`${of(message).length} of ${count} lines: ${written.join("")}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return of(message);
    },
  };
}
