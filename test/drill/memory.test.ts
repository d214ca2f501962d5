import { join } from "node:path";
import { afterAll, beforeAll, it } from "vitest";
import { claimId } from "../../src/domain/identity.js";
import { secret, sign } from "../support/tokens.js";
import { isLong, mean, note } from "./support/figures.js";
import { type Prepared, pageOf, prepare } from "./support/graph.js";
import { residentOf, type ServerProcess, startServer } from "./support/server.js";

/** The short form sees a leak of a kilobyte for each request, the long one of a hundred bytes. */
const size = isLong
  ? { all: 50_000, warm: 10_000, every: 2_000, mebibytes: 5 }
  : { all: 5_000, warm: 1_000, every: 500, mebibytes: 5 };
const clients = 16;
/** So many distinct documents fill the store of documents before the first sample: what grows after that is a leak. */
const filling = 2_500;

let prepared: Prepared;
beforeAll(() => {
  prepared = prepare("memory");
}, 120_000);
afterAll(() => prepared.remove());

type Headers = Readonly<Record<string, string>>;
interface Asking {
  readonly body?: string;
  readonly headers?: Headers;
  readonly path?: string;
  /** Goes away after so many milliseconds. */
  readonly leaves?: number;
  readonly status: readonly number[];
}

const query = (text: string, variables: object = {}, headers: Headers = {}): Asking => ({
  body: JSON.stringify({ query: text, variables }),
  headers,
  status: [200],
});
const refused = (asking: Asking): Asking => ({ ...asking, status: [400] });

const claim = claimId("participation", [
  "official/mai-van-huynh",
  "event/hoi-nghi-35-nq-tw-kien-giang-2023",
  "SPEAKER",
]);
const setRank = `mutation ($input: SetRankInput!) { setRank(input: $input) { change { seq } userErrors { code } } }`;

/** A request by its number: each kind comes again and again, and what can be distinct is. */
function kinds(token: string): readonly ((n: number) => Asking)[] {
  const authorization = { authorization: `Bearer ${token}` };
  return [
    (n) => ({ body: JSON.stringify(pageOf(1 + (n % 50))), status: [200] }),
    (n) => query(`{ officials(first: ${(n % 90) + 1}) { totalCount nodes { n${n}: name id } } }`),
    (n) => query("query ($t: String!) { search(text: $t) { matched } }", { t: `hoi nghi ${n}` }),
    () => query("{ participationCounts(by: [ROLE]) { count role } }"),
    (n) => query(`{ node(id: "official/unknown-${n}") { __typename } }`),
    () => query('{ paths(from: "official/nguyen-kim-thai", to: "official/nguyen-thanh-phong", first: 1) { length } }'),
    (n) => query("query ($a: String) { officials(first: 3, after: $a) { nodes { id } } }", { a: `no cursor ${n}` }),
    (n) => refused(query(`{ nothing${n} }`)),
    (n) => refused(query(`{ officials { unclosed${n} `)),
    () =>
      refused(
        query(
          "{ officials(first: 100) { nodes { participations(first: 100) { nodes { event { participations(first: 100) { nodes { id } } } } } } } }",
        ),
      ),
    (n) => ({ body: `no JSON ${n}`, status: [400] }),
    (n) => ({ path: `/nowhere/${n}`, status: [404] }),
    (n) => ({ body: "{}", headers: { "content-type": `text/x-${n % 100}` }, status: [400, 415] }),
    (n) => ({ ...query("{ officials { totalCount } }", {}, { authorization: `Bearer wrong${n}` }), status: [401] }),
    (n) => query(setRank, { input: { claim, rank: n % 2 === 0 ? "NORMAL" : "PREFERRED" } }, authorization),
    (n) => query(setRank, { input: { claim: `participation/${n}`, rank: "NORMAL" } }, authorization),
    (n) => ({
      path: `/graphql?query=${encodeURIComponent(`{ g${n % 500}: graphInfo { revision } }`)}`,
      headers: { "apollo-require-preflight": "1", "if-none-match": `"${n}"` },
      status: [200],
    }),
    (n) => ({
      ...query(`{ x${n}: officials { nodes { participations { nodes { id } } } } }`),
      leaves: n % 4,
      status: [200],
    }),
    () => ({ path: "/metrics", status: [200] }),
  ];
}

async function send(url: string, { body, headers = {}, path = "/graphql", leaves, status }: Asking): Promise<string> {
  const signal = leaves === undefined ? {} : { signal: AbortSignal.timeout(leaves) };
  const method = body === undefined ? {} : { method: "POST", body };
  try {
    const response = await fetch(url + path, {
      ...method,
      headers: { "content-type": "application/json", ...headers },
      ...signal,
    });
    const text = await response.text();
    return status.includes(response.status) ? "" : `${path} ${body}: ${response.status} ${text.slice(0, 300)}`;
  } catch (error) {
    return leaves === undefined ? String(error) : "";
  }
}

/** So many at a time; what was not answered as it should have been. */
async function all(url: string, from: number, to: number, make: (n: number) => Asking): Promise<readonly string[]> {
  const wrong: string[] = [];
  let next = from;
  const client = async () => {
    for (let n = next++; n < to; n = next++) {
      const problem = await send(url, make(n));
      if (problem !== "") wrong.push(problem);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return wrong;
}

const distinct = (n: number): Asking => query(`{ d${n}: officials(first: 1) { nodes { id name } } }`);

const mebibytes = (bytes: number) => bytes / 2 ** 20;

async function sample(server: ServerProcess) {
  const { heapUsed, external } = await server.memory();
  return { own: mebibytes(heapUsed + external), resident: mebibytes(residentOf(server.pid) ?? 0) };
}

/** By least squares, over all samples: what the line grows by from the first to the last. */
function growth(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const usual = mean(values);
  const over = values.reduce((sum, value, at) => sum + (at - middle) * (value - usual), 0);
  const under = values.reduce((sum, _, at) => sum + (at - middle) ** 2, 0);
  return (over / under) * (values.length - 1);
}

it("memory stays flat, whatever is asked", { timeout: 300_000 }, async (context) => {
  // Kept answers fill their room before the first sample as well.
  const env = {
    ROLEGRAPH_DATA: join(prepared.folder, "data"),
    ROLEGRAPH_JWT_SECRET: secret,
    ROLEGRAPH_CACHE_BYTES: "1000000",
  };
  const server = await startServer(prepared.program, env);
  try {
    const list = kinds(await sign());
    const mixed = (n: number) => (list[n % list.length] ?? distinct)(n);
    const wrong = [...(await all(server.url, 0, filling, distinct)), ...(await all(server.url, 0, size.warm, mixed))];
    const samples = [await sample(server)];
    for (let done = size.warm; done < size.all; done += size.every) {
      wrong.push(...(await all(server.url, done, done + size.every, mixed)));
      samples.push(await sample(server));
    }
    if (wrong.length > 0) throw new Error(`${wrong.length} were answered otherwise: ${wrong.slice(0, 5).join("\n")}`);
    const own = samples.map((each) => each.own);
    const resident = samples.map((each) => each.resident);
    note(context, "mixed requests", size.all);
    note(context, "heap and buffers after the warm-up", own[0] ?? 0, { unit: "MiB" });
    note(context, "at the end", own.at(-1) ?? 0, { unit: "MiB" });
    note(context, "growth by the line through all samples", growth(own), { atMost: size.mebibytes, unit: "MiB" });
    note(context, "resident memory, most", Math.max(...resident), { atMost: 512, unit: "MiB" });
    note(context, "its growth", growth(resident), isLong ? { atMost: 64, unit: "MiB" } : { unit: "MiB" });
    if (isLong)
      console.log(
        `MiB: ${own.map((each) => each.toFixed(1)).join(" ")}; resident ${resident.map(Math.round).join(" ")}`,
      );
  } finally {
    await server.stop();
  }
});
