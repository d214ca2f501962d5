import { request } from "node:http";

export interface StreamedEvent {
  readonly id: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a test expects of it, it says.
  readonly data: any;
}

/** A client of server-sent events, which keeps what came. */
export interface EventStream {
  /** The next so many events; rejects where they do not come. */
  readonly take: (count: number) => Promise<readonly StreamedEvent[]>;
  readonly comments: number;
  /** Whether the server has ended it. */
  readonly ended: boolean;
  readonly close: () => void;
}

const PATIENCE_MS = 10_000;

/** Resolves with the stream's first piece, which says where it begins. */
export function openStream(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventStream> {
  return new Promise((resolve, reject) => {
    const state = { waiting: [] as StreamedEvent[], rest: "", comments: 0, ended: false };
    const asked = request(url, { headers }, (response) => {
      response.setEncoding("utf8");
      response.on("data", (text: string) => {
        const pieces = (state.rest + text).split("\n\n");
        state.rest = pieces.pop() ?? "";
        for (const piece of pieces) {
          const event = eventIn(piece);
          if (event !== undefined) state.waiting.push(event);
          if (piece.startsWith(":")) state.comments += 1;
        }
        resolve(stream);
      });
      response.on("close", () => {
        state.ended = true;
        reject(new Error(`${url} ended with status ${response.statusCode}`));
      });
      response.on("error", () => undefined);
    });
    const stream: EventStream = {
      take: (count) => taken(state.waiting, count),
      get comments() {
        return state.comments;
      },
      get ended() {
        return state.ended;
      },
      close: () => asked.destroy(),
    };
    asked.on("error", reject);
    asked.end();
  });
}

async function taken(waiting: StreamedEvent[], count: number): Promise<readonly StreamedEvent[]> {
  const until = Date.now() + PATIENCE_MS;
  while (waiting.length < count) {
    if (Date.now() > until) throw new Error(`only ${waiting.length} of ${count} events came`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return waiting.splice(0, count);
}

function eventIn(piece: string): StreamedEvent | undefined {
  const fields = new Map(
    piece.split("\n").map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]),
  );
  const data = fields.get("data");
  if (data === undefined) return undefined;
  return { id: fields.get("id") ?? "", event: fields.get("event") ?? "", data: JSON.parse(data) };
}
