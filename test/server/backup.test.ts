import { once } from "node:events";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exportGraph } from "../../src/graph/changes/export.js";
import { EmbeddedEngine } from "../../src/graph/embedded/engine.js";
import type { Change } from "../../src/graph/transaction.js";
import { bundledFiles, loadBundled } from "../../src/load/bundled.js";
import { buildProgram } from "../support/drill/build.js";
import { type Victim, victim } from "../support/drill/process.js";
import { requestsOf } from "../support/drill/requests.js";
import { secret, sign } from "../support/tokens.js";

let program: ReturnType<typeof buildProgram>;
let folder = "";
beforeAll(() => {
  program = buildProgram("backup");
  folder = mkdtempSync(join(tmpdir(), "rolegraph-backup-"));
}, 120_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const start = (script: string, args: readonly string[], env: Readonly<Record<string, string>>): Victim =>
  victim(join(program.folder, "src", script), args, { PORT: "0", ROLEGRAPH_LOG_LEVEL: "silent", ...env });

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}
async function run(script: string, args: readonly string[], data: string, env = {}): Promise<Ended> {
  const running = start(script, args, { ROLEGRAPH_DATA: at(data), ...env });
  const [code] = await once(running.child, "close");
  return { code, output: running.output(), errors: running.errors() };
}
const backup = (data: string, ...args: readonly string[]) => run("server/backup-main.js", args, data);
const restore = (data: string, ...args: readonly string[]) => run("server/restore-main.js", args, data);

async function serve(data: string): Promise<{ readonly server: Victim; readonly url: string }> {
  const env = { ROLEGRAPH_DATA: at(data), ROLEGRAPH_JWT_SECRET: secret, ROLEGRAPH_RATE_LIMIT: "0" };
  const server = start("main.js", [], env);
  if (!(await server.says("Settings:"))) throw new Error(`no start: ${server.errors()}`);
  return { server, url: /http:\/\/[^/]+/.exec(server.output())?.[0] ?? "" };
}

async function within<T>(data: string, look: (engine: EmbeddedEngine) => Promise<T>): Promise<T> {
  const engine = await EmbeddedEngine.open({ path: at(data) });
  try {
    return await look(engine);
  } finally {
    await engine.close();
  }
}
const historyOf = (data: string): Promise<readonly Change[]> =>
  within(data, (engine) => engine.changes({ after: 0, first: 1_000_000 }));
const graphOf = (data: string) => within(data, exportGraph);
const fill = (data: string) => within(data, loadBundled);

/** Writes until it is told to stop; the seqs of what was acknowledged. */
function writer(
  url: string,
  token: string,
): { readonly acknowledged: Set<number>; readonly stop: () => Promise<void> } {
  const acknowledged = new Set<number>();
  let going = true;
  const writing = (async () => {
    for (const { query, variables, key } of requestsOf(1, 0, 100_000)) {
      if (!going) return;
      const response = await fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables }),
      });
      const body = await response.text();
      const seq: unknown = JSON.parse(body).data?.done.change?.seq;
      if (typeof seq !== "number") throw new Error(`${key} was refused: ${body}`);
      acknowledged.add(seq);
    }
  })();
  return {
    acknowledged,
    stop: async () => {
      going = false;
      await writing;
    },
  };
}

describe("npm run backup", () => {
  it("copies a store that a server is writing to, as it was at one moment", { timeout: 240_000 }, async () => {
    const { server, url } = await serve("written");
    const writing = writer(url, await sign());
    const before: number[] = [];
    const count = 22;
    for (let i = 0; i < count; i++) {
      before.push(Math.max(0, ...writing.acknowledged));
      const made = await backup("written", at(`copy-${i}`));
      expect(made).toMatchObject({ code: 0, errors: "", output: expect.stringMatching(/^Backed up revision \d+ /) });
    }
    await writing.stop();
    server.child.kill("SIGTERM");
    await once(server.child, "close");
    const whole = await historyOf("written");
    expect(whole.length).toBeGreaterThan(count);
    for (let i = 0; i < count; i++) {
      expect(await restore(`back-${i}`, at(`copy-${i}`))).toMatchObject({ code: 0, errors: "" });
      const history = await historyOf(`back-${i}`);
      expect(history).toEqual(whole.slice(0, history.length));
      expect(history.length).toBeGreaterThanOrEqual(before[i] ?? 0);
    }
    // The last one has less than the server's folder, and it is a store like any other: it takes writes.
    const again = await serve(`back-${count - 1}`);
    const more = writer(again.url, await sign());
    while (more.acknowledged.size < 3) await setTimeout(5);
    await more.stop();
    again.server.child.kill("SIGTERM");
    await once(again.server.child, "close");
  });

  it("gives back the whole graph, and replaces a file only if told", async () => {
    await fill("whole");
    expect(await backup("whole", at("whole.backup"))).toMatchObject({ code: 0 });
    const twice = await backup("whole", at("whole.backup"));
    expect(twice).toMatchObject({ code: 1, errors: expect.stringMatching(/is there already: .*--force\.\n$/) });
    const folded = await backup("whole", "--force", at("whole"));
    expect(folded).toMatchObject({ code: 1, errors: `${at("whole")} is a folder: name a file in it.\n` });
    expect(await backup("whole", "--force", at("whole.backup"))).toMatchObject({ code: 0 });
    expect(await restore("whole-back", at("whole.backup"))).toMatchObject({ code: 0, errors: "" });
    expect(await graphOf("whole-back")).toBe(await graphOf("whole"));
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });

  it("says what is wrong in one sentence", async () => {
    const missing = await backup("nothing", at("none.backup"));
    expect(missing).toMatchObject({ code: 1, errors: expect.stringMatching(/^There is no store in .*\.\n$/) });
    await fill("hurt");
    const bytes = readFileSync(at("hurt/graph.mdb"));
    writeFileSync(at("hurt/graph.mdb"), bytes.fill(0, 4096 * 4, 4096 * 8));
    const hurt = await backup("hurt", at("hurt.backup"));
    expect(hurt).toMatchObject({ code: 1, errors: expect.stringMatching(/^The store graph\.mdb in .* is damaged/) });
    expect(existsSync(at("hurt.backup"))).toBe(false);
    for (const script of ["server/backup-main.js", "server/restore-main.js"]) {
      const env = { NEO4J_URI: "bolt://127.0.0.1:1", NEO4J_PASSWORD: "x", ROLEGRAPH_DATA: "" };
      const neo4j = await run(script, [at("x")], "nothing", env);
      expect(neo4j).toMatchObject({ code: 1, errors: expect.stringMatching(/neo4j-admin database (dump|load)/) });
    }
  });
});

describe("npm run restore", () => {
  it("keeps the store that it replaces, and replaces none unless told", async () => {
    await fill("kept");
    await backup("kept", at("kept.backup"));
    await within("kept", (engine) =>
      engine.apply({
        puts: [{ id: "source/new", type: "Source", properties: { title: "N", sha256: "n" }, links: [] }],
      }),
    );
    const newer = await graphOf("kept");
    const refused = await restore("kept", at("kept.backup"));
    expect(refused).toMatchObject({ code: 1, errors: expect.stringMatching(/has a store already: add --force/) });
    expect(await graphOf("kept")).toBe(newer);
    expect(await restore("kept", "--force", at("kept.backup"))).toMatchObject({ code: 0, errors: "" });
    expect(await graphOf("kept")).not.toBe(newer);
    const [old = "", ...others] = readdirSync(at("kept")).filter((name) => name.includes("before-restore"));
    expect([old, others]).toEqual([expect.stringMatching(/^graph\.mdb\.before-restore-\d+$/), []]);
    const content = readFileSync(join(at("kept"), old));
    rmSync(at("kept"), { recursive: true });
    await within("kept", async () => undefined);
    writeFileSync(at("kept/graph.mdb"), content);
    expect(await graphOf("kept")).toBe(newer);
  });

  it("replaces a damaged store", async () => {
    await fill("sick");
    await backup("sick", at("sick.backup"));
    const sound = await graphOf("sick");
    truncateSync(at("sick/graph.mdb"), 10_000);
    await expect(graphOf("sick")).rejects.toThrow("is damaged");
    expect(await restore("sick", "--force", at("sick.backup"))).toMatchObject({ code: 0 });
    expect(await graphOf("sick")).toBe(sound);
    expect(existsSync(at("sick/graph.mdb.before-restore-damaged"))).toBe(true);
  });

  it("takes nothing but a whole backup", async () => {
    await fill("sound");
    await backup("sound", at("sound.backup"));
    const bytes = readFileSync(at("sound.backup"));
    const flipped = Buffer.from(bytes);
    flipped.writeUInt8(flipped.readUInt8(9_000) ^ 4, 9_000);
    const wrong: Readonly<Record<string, Uint8Array>> = {
      empty: Buffer.alloc(0),
      cut: bytes.subarray(0, bytes.length - 1),
      half: bytes.subarray(0, bytes.length / 2),
      flipped,
      store: readFileSync(at("sound/graph.mdb")),
    };
    for (const [name, content] of Object.entries(wrong)) {
      writeFileSync(at("wrong.backup"), content);
      const refused = await restore("wrong", at("wrong.backup"));
      expect(refused, name).toMatchObject({
        code: 1,
        errors: expect.stringMatching(/^.*(is no backup of Rolegraph, or not a whole one|is damaged: .*)\.\n$/),
      });
      expect(readdirSync(at("wrong")), name).toEqual([]);
    }
    appendFileSync(at("sound.backup"), "x");
    expect(await restore("wrong", at("sound.backup"))).toMatchObject({ code: 1 });
    expect(await restore("wrong", at("nowhere"))).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/^There is no file/),
    });
  });

  it("leaves the old store or the new one, whenever it is killed", { timeout: 240_000 }, async () => {
    await fill("killed");
    await backup("killed", at("killed.backup"));
    const first = await graphOf("killed");
    await within("killed", (engine) =>
      engine.apply({
        puts: [{ id: "source/new", type: "Source", properties: { title: "N", sha256: "n" }, links: [] }],
      }),
    );
    const second = await graphOf("killed");
    for (let wait = 100; wait < 1500; wait += 100) {
      const killed = start("server/restore-main.js", ["--force", at("killed.backup")], {
        ROLEGRAPH_DATA: at("killed"),
      });
      const closed = once(killed.child, "close");
      await setTimeout(wait);
      killed.child.kill("SIGKILL");
      await closed;
      expect([first, second]).toContain(await graphOf("killed"));
    }
    expect(await restore("killed", "--force", at("killed.backup"))).toMatchObject({ code: 0 });
    expect(await graphOf("killed")).toBe(first);
  });
});

describe("a data folder that a server has open", () => {
  it("is refused to every other process that would write, and the server goes on", async () => {
    const { server, url } = await serve("busy");
    expect(await backup("busy", at("busy.backup"))).toMatchObject({ code: 0 });
    const files = bundledFiles();
    const others = [
      await run("main.js", [], "busy"),
      await run("load/main.js", files, "busy"),
      await restore("busy", "--force", at("busy.backup")),
    ];
    for (const { code, output, errors } of others) {
      expect({ code, output }).toEqual({ code: 1, output: "" });
      expect(errors).toMatch(
        new RegExp(`^The data folder .*busy is in use by process ${server.child.pid}: end that one first, .*\\.\n$`),
      );
    }
    expect((await fetch(`${url}/ready`)).status).toBe(200);
    server.child.kill("SIGTERM");
    await once(server.child, "close");
    expect(await run("load/main.js", files, "busy")).toMatchObject({ code: 0 });
  });
});
