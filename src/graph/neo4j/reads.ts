import type { Driver, Session, SessionMode } from "neo4j-driver";
import { orAborted } from "../aborting.js";
import type { RunContext } from "../engine.js";
import { isOfBookmark, isPassing, translated } from "./errors.js";
import { type Seen, Standings } from "./standing.js";

const READ_ATTEMPTS = 3;
/** A read that failed later than this is not tried again: whoever waits is told within two seconds. */
const RETRY_WITHIN_MS = 1_000;
/** An answer that took longer is not made again only to tell its state. */
const AGAIN_WITHIN_MS = 100;

export type Rows = readonly (readonly unknown[])[];

interface Answered extends Omit<Seen, "counter"> {
  readonly rows: Rows;
}

interface ReadOptions {
  readonly database: string | undefined;
  /** Milliseconds that one statement may take. */
  readonly timeout: number;
  /** Of the server. */
  readonly version: string;
}

/** Reads of one statement each, and the state of the graph that they show. */
export class Reads {
  readonly standings: Standings;
  readonly #driver: Driver;
  readonly #options: ReadOptions;

  constructor(driver: Driver, options: ReadOptions) {
    this.#driver = driver;
    this.#options = options;
    this.standings = new Standings(options.version);
  }

  /**
   * Tells the state of an answer. The first read after another process has written saw the counter without a bookmark
   * of its state: it is made once more, unless it took long; then nothing is told.
   */
  async stated(
    { onState }: Pick<RunContext, "onState">,
    counterOf: (rows: Rows) => unknown,
    read: () => Promise<Answered>,
  ): Promise<Rows> {
    for (let again = false; ; again = true) {
      const began = performance.now();
      const { rows, ...seen } = await read();
      const { state, whole } = this.standings.saw({ ...seen, counter: counterOf(rows) });
      if (whole || again || onState === undefined || performance.now() - began > AGAIN_WITHIN_MS) {
        onState?.(whole ? state : undefined);
        return rows;
      }
    }
  }

  async rows(text: string, parameters?: Readonly<Record<string, unknown>>): Promise<Rows> {
    return (await this.read(text, parameters)).rows;
  }

  /** One auto-commit statement, one round trip; what fails for a passing reason is tried again. */
  async read(
    text: string,
    parameters: Readonly<Record<string, unknown>> = {},
    signal?: AbortSignal,
  ): Promise<Answered> {
    signal?.throwIfAborted();
    const began = performance.now();
    for (let attempt = 1; ; attempt++) {
      try {
        const behind = this.standings.last;
        return await this.inSession("READ", async (session) => {
          const run = withoutStack(() => session.run(text, parameters, { timeout: this.#options.timeout }));
          // The server stops a statement whose session is closed; nobody waits until it has.
          const abandon = () => void session.close().catch(() => undefined);
          const { records } = await orAborted(run, signal, abandon);
          return { rows: records.map((record) => [...record.values()]), behind, bookmarks: session.lastBookmarks() };
        });
      } catch (error) {
        if (signal?.aborted || isOfBookmark(error)) this.standings.forget();
        const isLate = attempt >= READ_ATTEMPTS || performance.now() - began > RETRY_WITHIN_MS;
        if (isLate || signal?.aborted || !isPassing(error)) throw translated(error);
      }
    }
  }

  /** A session for each statement: a reused one keeps its results. */
  async inSession<T>(mode: SessionMode, use: (session: Session) => Promise<T>): Promise<T> {
    const session = this.session(mode);
    try {
      return await use(session);
    } finally {
      await session.close();
    }
  }

  session(mode: SessionMode): Session {
    const { database } = this.#options;
    const { last } = this.standings;
    return this.#driver.session({
      defaultAccessMode: mode,
      ...(database !== undefined && { database }),
      ...(mode === "READ" && last !== undefined && { bookmarks: [...last.bookmarks] }),
    });
  }
}

/** The driver notes for each statement where it was asked; what fails here is translated, and shows no stack. */
function withoutStack<T>(ask: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return ask();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
