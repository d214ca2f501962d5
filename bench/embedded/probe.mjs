/**
 * Answers workloads in a process of its own, without HTTP: `node probe.mjs DIST FOLDER [NAMES]`. Of each the first answer and the
 * median of later ones, and the longest that the event loop stood still meanwhile, in milliseconds.
 */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "graphql";
import { samplesOf, workloads } from "./workloads.mjs";

const [dist, folder, names] = process.argv.slice(2);
const chosen = workloads.filter(({ name }) => names === undefined || names.split(";").includes(name));
const load = (file) => import(pathToFileURL(join(dist, "src", file)).href);
const { EmbeddedEngine } = await load("graph/embedded/engine.js");
const { buildSchema } = await load("resolvers/schema.js");
const { DirectExecutor, runSelection } = await load("server/execute.js");

const engine = await EmbeddedEngine.open({ path: folder });
const direct = new DirectExecutor(buildSchema(runSelection));
const documents = new Map();

async function answer(query, variables) {
  let document = documents.get(query);
  if (document === undefined) {
    document = parse(query);
    documents.set(query, document);
  }
  const result = await direct.execute(document, document.definitions[0], variables, { engine, quote: () => null });
  if (result.errors !== undefined) throw result.errors[0];
  JSON.stringify(result);
  return result.data;
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
/** The longest that nothing else had its turn while work was done; only what this process computed, not what it waited. */
async function blockOf(work) {
  let [longest, done] = [0, false];
  const watch = (async () => {
    for (let [wall, cpu] = [performance.now(), process.cpuUsage()]; !done; ) {
      await new Promise(setImmediate);
      const { user, system } = process.cpuUsage(cpu);
      longest = Math.max(longest, Math.min(performance.now() - wall, (user + system) / 1000));
      [wall, cpu] = [performance.now(), process.cpuUsage()];
    }
  })();
  const start = performance.now();
  await work();
  const time = performance.now() - start;
  done = true;
  await watch;
  return { time, block: longest };
}

const results = {};
const samples = await samplesOf(answer);
for (const { name, query, variables, seconds = 1, hits } of chosen) {
  const all = variables(samples);
  let at = 0;
  const next = () => answer(query, all[at++ % all.length]);
  const first = await blockOf(next);
  const again = await blockOf(async () => {
    for (let i = 0; i < Math.min(all.length, 10); i++) await next();
  });
  const times = [];
  for (const end = performance.now() + seconds * 1000; performance.now() < end || times.length < 4; ) {
    const start = performance.now();
    await next();
    times.push(performance.now() - start);
  }
  // The first half warms up.
  const half = times.slice(times.length >> 1);
  results[name] = {
    median: median(half),
    first: first.time,
    block: Math.max(first.block, again.block),
    ...(hits !== undefined && { hits: await hits(answer, all[0]) }),
  };
}
process.stdout.write(`${JSON.stringify(results)}\n`);
await engine.close();
