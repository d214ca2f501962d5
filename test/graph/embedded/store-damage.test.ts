import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EmbeddedEngine } from "../../../src/graph/embedded/engine.js";
import { loadBundled } from "../../../src/load/bundled.js";
import { projectRoot } from "../../../src/server/project-root.js";
import { Random } from "../../agreement/random.js";
import { buildProgram } from "../../support/drill/build.js";
import { entity, source } from "./records.js";

const seed = Number(process.env["DAMAGE_SEED"] ?? 1);
const rounds = Number(process.env["DAMAGE_ROUNDS"] ?? 160);
const PAGE = 4096;

let program: ReturnType<typeof buildProgram>;
let folder = "";
let sound = "";
let bytes = Buffer.alloc(0);

/** A store with everything in it: long values, history, freed pages. */
beforeAll(async () => {
  program = buildProgram("store-damage");
  folder = mkdtempSync(join(tmpdir(), "rolegraph-damage-"));
  sound = join(folder, "sound");
  const engine = await EmbeddedEngine.open({ path: sound });
  await loadBundled(engine);
  for (let i = 0; i < 40; i++) {
    const note = "Ghi chú ".repeat(i * 40);
    await engine.apply({
      puts: [entity("Official", `official/d${i % 25}`, `Người ${i}`, { note }), source(`source/s${i}`)],
    });
  }
  await engine.close();
  rmSync(join(sound, "graph.columns"));
  bytes = readFileSync(join(sound, "graph.mdb"));
}, 120_000);
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Outcome = { readonly holds: readonly string[] } | { readonly refused: string };

/** What a process that opens each of them says; it must not die of any. */
function outcomes(folders: readonly string[]): readonly Outcome[] {
  const script = join(projectRoot(), "test/support/store/open-each.mjs");
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [script, program.folder, ...folders], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 240_000,
  });
  expect({ status, signal, last: stdout.split("\n").at(-2), stderr }).toMatchObject({ status: 0, signal: null });
  return folders.map((_, i) => {
    const [, said = "", rest = ""] = new RegExp(`^${i} (holds|refused) (.*)$`, "m").exec(stdout) ?? [];
    return said === "holds" ? { holds: rest.split(" ") } : { refused: rest };
  });
}

function copyWith(name: string, content: Uint8Array): string {
  const path = join(folder, name);
  cpSync(sound, path, { recursive: true });
  writeFileSync(join(path, "graph.mdb"), content);
  return path;
}

const sentence =
  /^The store graph\.mdb in .* is damaged \(.+\): restore a backup with npm run restore -- FILE, or move the file away to begin again\.$/;

describe("a damaged store", () => {
  test("is refused in a sentence that says how to go on", () => {
    const noise = new Random(7);
    const half = bytes.subarray(0, PAGE * Math.floor(bytes.length / PAGE / 2));
    const zeroed = Buffer.from(bytes).fill(0, PAGE * 2);
    const damages: Readonly<Record<string, Uint8Array>> = {
      empty: Buffer.alloc(0),
      garbage: Buffer.from("this is not a store ".repeat(1000)),
      random: Buffer.from(noise.list(50_000, () => noise.int(256))),
      half,
      zeroed,
      head: Buffer.from(bytes).fill(0, 0, PAGE),
      secondHead: Buffer.from(bytes).fill(0, PAGE, PAGE * 2),
      short: bytes.subarray(0, 100),
      heads: bytes.subarray(0, PAGE * 2),
    };
    const names = Object.keys(damages);
    const said = outcomes(names.map((name) => copyWith(name, damages[name] ?? bytes)));
    said.forEach((outcome, i) => {
      expect(outcome, names[i]).toEqual({ refused: expect.stringMatching(sentence) });
    });
  });

  test(`is refused or gives exactly what was written, whatever was damaged (DAMAGE_SEED=${seed})`, {
    timeout: 300_000,
  }, () => {
    const random = new Random(seed);
    const damages = Array.from({ length: rounds }, (_, i) => damage(random, i));
    const folders = damages.map(({ content }, i) => copyWith(`damage-${i}`, content));
    const [right, ...said] = outcomes([copyWith("right", bytes), ...folders]);
    if (right === undefined || !("holds" in right)) throw new Error("The sound store is refused.");
    const [whole = "", after = ""] = right.holds;
    expect(whole).not.toBe(after);
    let refused = 0;
    said.forEach((outcome, i) => {
      if ("refused" in outcome) refused++;
      expect("refused" in outcome && sentence.test(outcome.refused) ? right : outcome, damages[i]?.what).toEqual(right);
    });
    // Some hit what is free; most must not.
    expect(refused).toBeGreaterThan(rounds / 4);
    expect(refused).toBeLessThan(rounds);
  });

  test("is refused beside columns that were kept of the sound one", () => {
    const path = copyWith("columns", bytes);
    const [first] = outcomes([path]);
    expect(first).toHaveProperty("holds");
    truncateSync(join(path, "graph.mdb"), PAGE * 20);
    const [second] = outcomes([path]);
    expect(second).toEqual({ refused: expect.stringMatching(sentence) });
  });
});

/** One of six kinds of damage, somewhere. */
function damage(random: Random, round: number): { readonly content: Buffer; readonly what: string } {
  const content = Buffer.from(bytes);
  const pages = bytes.length / PAGE;
  const at = random.between(0, bytes.length - 1);
  const page = PAGE * random.between(0, pages - 1);
  switch (round % 6) {
    case 0: {
      content.writeUInt8(content.readUInt8(at) ^ (1 << random.between(0, 7)), at);
      return { content, what: `a bit at ${at}` };
    }
    case 1:
      content.fill(random.between(0, 255), page, page + PAGE);
      return { content, what: `the page at ${page}` };
    case 2: {
      // The head of a page, where a wrong number hurts most.
      const where = page + random.between(0, 40);
      content.writeUInt8(random.between(0, 255), where);
      return { content, what: `a byte of a page's head at ${where}` };
    }
    case 3: {
      const to = PAGE * random.between(0, pages - 1);
      content.copy(content, to, page, page + PAGE);
      return { content, what: `the page at ${page} stands also at ${to}` };
    }
    case 4:
      return { content: content.subarray(0, at), what: `cut at ${at}` };
    default: {
      const length = random.between(1, 600);
      for (let i = at; i < Math.min(at + length, bytes.length); i++) content.writeUInt8(random.between(0, 255), i);
      return { content, what: `${length} bytes at ${at}` };
    }
  }
}
