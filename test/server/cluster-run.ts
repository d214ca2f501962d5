import { once } from "node:events";
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { type Victim, victim } from "../support/drill/process.js";

/** The product with several workers, and what its log says of them. */
export interface Cluster extends Victim {
  readonly url: string;
  /** Those that listen or did, in the order in which they said so. */
  readonly workers: () => readonly number[];
  /** A client on a connection of its own, which one worker answers as long as it stays open. */
  readonly client: () => Client;
  /** Resolves with its exit code. */
  readonly ended: () => Promise<number | null>;
}

export interface Client {
  readonly ask: (query: string, variables?: object, token?: string) => Promise<string>;
  readonly get: (path: string) => Promise<string>;
  /** The process that answered last. */
  readonly worker: () => Promise<number>;
  readonly close: () => void;
}

type Line = Readonly<Record<string, unknown>>;

/** Complete lines only: the last may still be coming. */
const linesOf = (log: string): readonly Line[] =>
  log
    .split("\n")
    .slice(0, -1)
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line));

export async function until<T>(find: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`not within 30 s: ${what}`);
    await setTimeout(20);
  }
}

export function startCluster(script: string, env: Readonly<Record<string, string>>): Cluster {
  const running = victim(script, [], { PORT: "0", ROLEGRAPH_WORKERS: "2", ...env });
  // Its last lines may come after its end.
  const closed = once(running.child, "close");
  const url = () => /http:\/\/[^/]+/.exec(running.output())?.[0] ?? "";
  const workers = () =>
    linesOf(running.errors()).flatMap(({ msg, worker }) =>
      msg === "worker listens" && typeof worker === "number" ? [worker] : [],
    );
  return {
    ...running,
    get url() {
      return url();
    },
    workers,
    client: () => openClient(url(), running.errors),
    ended: async () => {
      await closed;
      return running.child.exitCode;
    },
  };
}

let asked = 0;

function openClient(url: string, log: () => string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let last = "";
  const send = (path: string, body?: string, headers: Readonly<Record<string, string>> = {}): Promise<string> => {
    asked += 1;
    last = `cluster-${asked}`;
    const method = body === undefined ? "GET" : "POST";
    return new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, method, headers: { ...headers, "x-request-id": last } });
      sent.on("error", reject).on("response", (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => {
          text += piece;
        });
        response.on("error", reject).on("end", () => resolve(text));
      });
      sent.end(body);
    });
  };
  return {
    ask: (query, variables = {}, token) =>
      send("/graphql", JSON.stringify({ query, variables }), {
        "content-type": "application/json",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      }),
    get: (path) => send(path),
    worker: () =>
      until(() => {
        const pid = linesOf(log()).find(({ reqId }) => reqId === last)?.["pid"];
        return typeof pid === "number" ? pid : undefined;
      }, `a log line of ${last}`),
    close: () => agent.destroy(),
  };
}

/** Two clients, each of another worker. */
export async function clientsOfTwo({ client }: Pick<Cluster, "client">): Promise<readonly [Client, Client]> {
  const first = client();
  await first.ask("{ __typename }");
  for (let attempt = 0; attempt < 20; attempt++) {
    const second = client();
    await second.ask("{ __typename }");
    if ((await second.worker()) !== (await first.worker())) return [first, second];
    second.close();
  }
  throw new Error("one worker answers everything");
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
