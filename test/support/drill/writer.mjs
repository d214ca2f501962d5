// Writes to a graph until it is killed. Arguments: the folder of the built program, and a file of JSON that says which
// engine to open and, for each writer, which mutations to send one after the other. A line for each that is done.
import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { graphql } from "graphql";

const [built = "", task = ""] = process.argv.slice(2);
const { engine: options, writers } = JSON.parse(readFileSync(task, "utf8"));
/** @param {string} path */
const load = (path) => import(pathToFileURL(join(built, "src", path)).href);
// At once, so that no acknowledgement waits in a buffer of this process when it is killed.
/** @param {...unknown} words */
const say = (...words) => writeSync(1, `${words.join(" ")}\n`);

const { buildSchema } = await load("resolvers/schema.js");
const { runSelection } = await load("server/execute.js");
const { [options.name]: Engine } = await load(options.module);
const engine = await Engine.open(options.open);
// The one in whose name the tests write over HTTP too: an idempotency key is its owner's alone.
const actor = { name: "Nguyễn Văn An", role: "curator" };
const schema = buildSchema(runSelection);
const contextValue = { engine, quote: () => null, actor, hasKey: true };
say("ready");

/** @param {readonly { key: string, query: string, variables: object }[]} requests */
async function writeAll(requests) {
  for (const { key, query, variables } of requests) {
    say("send", key);
    const { data, errors } = await graphql({ schema, source: query, variableValues: variables, contextValue });
    const seq = data?.done.change?.seq;
    if (errors !== undefined) return say("lost", `${key}: ${JSON.stringify(errors)}`);
    if (seq === undefined) return say("refused", `${key}: ${JSON.stringify(data)}`);
    say("done", seq, key);
  }
}

// Only a kill ends it.
setInterval(() => {}, 1000);
await Promise.all(writers.map(writeAll));
