import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "../../src/graph/engine.js";
import { cachingDefaults } from "../../src/server/caching/config.js";
import { openBundled } from "../../src/server/open-engine.js";
import { Random } from "../agreement/random.js";
import { open, type Serving } from "../server/limits/open.js";
import { bySecret, curator, sign } from "../support/tokens.js";
import { faultOf, inParallel, leakIn, report } from "./faults.js";
import { type HttpRequest, mutatedRequest } from "./mutate-http.js";
import { control } from "./post.js";
import { answersIn, exchange, type RawAnswer } from "./raw.js";
import { httpRequests, seeds } from "./seeds.js";

/** Nothing may keep a connection longer, although nothing here closes one but the server. */
const patienceMs = 20_000;

let engine: Engine;
let server: Serving;
let token: string;
beforeAll(async () => {
  engine = await openBundled();
  token = await sign(curator({ role: "reader" }));
  // With the answers that are kept, as the product does.
  server = await open(engine, {}, { auth: bySecret, caching: cachingDefaults });
  // The product's timeouts are minutes; how they close a connection is the same with shorter ones.
  Object.assign(server.app.http.server, { headersTimeout: 500, requestTimeout: 1_000, keepAliveTimeout: 200 });
});
afterAll(async () => {
  await server.close();
  await engine.close();
});

/** The pages and the texts of the operator's tools are no JSON; everything that is refused is. */
function faultIn(answer: RawAnswer, isHead: boolean): string | undefined {
  const { status, contentType, text } = answer;
  if (answer.cut) return `a cut answer: ${status} ${text.slice(0, 300)}`;
  if (status >= 500 && status !== 503) return `status ${status}: ${text.slice(0, 300)}`;
  if (isHead || status === 204 || status === 304) return undefined;
  if (status < 400 && !/"(?:data|errors)":/.test(text.slice(0, 40))) {
    // Metrics tell of Node itself; scripts are what they are.
    return /^text\/(?:plain|html|javascript|css)|^image\/|^application\/json/.test(contentType)
      ? undefined
      : `content type ${contentType}`;
  }
  return faultOf(answer) ?? leakIn(text);
}

async function faultsOf({ pieces, isHead }: HttpRequest, counts: Map<string, number>): Promise<readonly string[]> {
  const { bytes, ended } = await exchange(server.url, pieces, patienceMs);
  if (!ended) return [`hangs after ${JSON.stringify(bytes.toString("latin1").slice(0, 300))}`];
  // An event stream is left as soon as it begins.
  if (bytes.includes("text/event-stream")) return [];
  const answers = answersIn(bytes, isHead);
  for (const key of answers.length === 0 ? ["closed"] : answers.map(({ status }) => String(status))) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return answers.flatMap((answer) => faultIn(answer, isHead) ?? []);
}

describe.each(seeds)("mutated HTTP requests of seed %i", (seed) => {
  it("are answered or closed, with JSON, a code of the list and nothing of the inside", async () => {
    const random = new Random(seed);
    const counts = new Map<string, number>();
    const faults: string[] = [];
    await inParallel(
      120,
      random.list(httpRequests, () => mutatedRequest(random, token)).entries(),
      async ([i, request]) => {
        for (const fault of await faultsOf(request, counts)) {
          faults.push(`${fault}\n${JSON.stringify(Buffer.concat(request.pieces).toString("latin1").slice(0, 700))}`);
        }
        if (i % 50 === 0) expect((await control(server.url)).status).toBe(200);
      },
    );
    console.log(`seed ${seed}: ${httpRequests} requests: ${JSON.stringify(Object.fromEntries(counts))}`);
    report(faults);
    expect((await control(server.url)).status).toBe(200);
    for (const status of ["200", "400", "401", "404", "413", "415", "431"])
      expect(counts.get(status) ?? 0, status).toBeGreaterThan(0);
  }, 600_000);
});

describe("a request within a request", () => {
  const health = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  const post = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  it.each([
    [
      "Content-Length and Transfer-Encoding",
      `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${health}`,
    ],
    ["two Content-Lengths", `${post}Content-Length: 0\r\nContent-Length: ${health.length}\r\n\r\n${health}`],
    ["a coding after chunked", `${post}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${health}`],
    ["a blank before the colon", `${post}Content-Length : ${health.length}\r\n\r\n${health}`],
    ["a chunk whose size is no number", `${post}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${health}`],
    ["lines that end in LF alone", `${post}Transfer-Encoding: chunked\n\n0\n\n${health}`],
  ])("is not answered: %s", async (_name, text) => {
    const { bytes, ended } = await exchange(server.url, [Buffer.from(text)], patienceMs);
    expect(ended).toBe(true);
    const answers = answersIn(bytes, false);
    expect(answers.map(({ status }) => status)).toEqual([400]);
    expect(bytes.toString()).not.toContain('"ok"');
  });

  it("is answered where it is whole, however odd what follows, and nothing after it", async () => {
    const body = '{"query":"{ officials { nodes { id } } }"}';
    const first = `${post}Content-Length: ${body.length}\r\n\r\n${body}`;
    const { bytes, ended } = await exchange(
      server.url,
      [Buffer.from(`${first}${body}${health}`.repeat(2))],
      patienceMs,
    );
    expect(ended).toBe(true);
    const answers = answersIn(bytes, false);
    expect(answers.map(({ status, cut }) => [status, cut])).toEqual([[200, false]]);
    expect(answers[0]?.text).toMatch(/^\{"data":\{"officials":/);
  });

  it("that is pipelined is answered in its order", async () => {
    const body = '{"query":"{ __typename }"}';
    const first = `${post}Content-Length: ${body.length}\r\n\r\n${body}`;
    const { bytes } = await exchange(server.url, [Buffer.from(first + health)], patienceMs);
    expect(answersIn(bytes, false).map(({ text }) => text.trim())).toEqual([
      '{"data":{"__typename":"Query"}}',
      '{"status":"ok"}',
    ]);
  });
});

it(
  "a connection on which nothing is said is closed",
  async () => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
    const closed = once(socket, "close");
    socket.resume();
    socket.write("GET /health HTTP/1.1\r\nHost: ");
    await closed;
  },
  patienceMs,
);
