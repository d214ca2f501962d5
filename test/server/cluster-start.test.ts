import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildProgram } from "../support/drill/build.js";
import { isRunning, startCluster } from "./cluster-run.js";

let program: ReturnType<typeof buildProgram>;
let mute: Server;
let uri = "";
const sockets = new Set<Socket>();
beforeAll(async () => {
  program = buildProgram("cluster-start");
  // A database that accepts connections and says nothing holds every start up for seconds.
  mute = createServer((socket) => sockets.add(socket.on("error", () => undefined)));
  await once(mute.listen(0, "127.0.0.1"), "listening");
  const address = mute.address();
  uri = `bolt://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}, 120_000);
afterAll(() => {
  for (const socket of sockets) socket.destroy();
  mute.close();
  program.remove();
});

it.each(["1", "2"])("a signal during the start ends it, with %s of ROLEGRAPH_WORKERS", async (workers) => {
  const settings = { NEO4J_URI: uri, NEO4J_PASSWORD: "none", ROLEGRAPH_WORKERS: workers };
  const starting = startCluster(join(program.folder, "src/main.js"), settings);
  try {
    await once(mute, "connection");
    starting.child.kill("SIGTERM");
    expect(await starting.ended()).toBe(0);
    expect(starting.output()).toBe("");
  } finally {
    if (isRunning(starting.child.pid ?? 0)) starting.child.kill("SIGKILL");
  }
});

it("the embedded engine says that it is of one process", async () => {
  const starting = startCluster(join(program.folder, "src/main.js"), {});
  expect(await starting.ended()).toBe(1);
  expect(starting.errors()).toMatch(
    /^ROLEGRAPH_WORKERS is "2", but the embedded engine keeps its data in one process: .*\.\n$/,
  );
});
