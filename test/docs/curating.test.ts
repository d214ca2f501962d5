import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../src/server/project-root.js";
import { buildProgram } from "../support/drill/build.js";
import { type Victim, victim } from "../support/drill/process.js";

/** The page's blocks, run in its order: commands in a shell, GraphQL against the built server. */
const page = readFileSync(join(projectRoot(), "docs/curating.md"), "utf8");
const blocks = [...page.matchAll(/```(text|sh|graphql)\n([\s\S]*?)```/g)].map(([, kind = "", text = ""]) => ({
  kind,
  text,
}));
const article = blocks.find(({ kind }) => kind === "text")?.text ?? "";
const secret = /ROLEGRAPH_JWT_SECRET="(.+)"/.exec(page)?.[1] ?? "";

let program: ReturnType<typeof buildProgram>;
let server: Victim;
let [folder, url, token] = ["", "", ""];
beforeAll(async () => {
  program = buildProgram("curating");
  folder = mkdtempSync(join(tmpdir(), "rolegraph-curating-"));
  mkdirSync(join(folder, "articles"));
  writeFileSync(join(folder, "articles/bao-2024-07-30.txt"), article);
  server = victim(join(program.folder, "src/main.js"), [], {
    PORT: "0",
    ROLEGRAPH_DATA: join(folder, "data"),
    ROLEGRAPH_SOURCES: join(folder, "articles"),
    ROLEGRAPH_JWT_SECRET: secret,
    ROLEGRAPH_LOG_LEVEL: "silent",
  });
  if (!(await server.says("Settings:"))) throw new Error(`no start: ${server.errors()}`);
  url = /http:\/\/[^/]+/.exec(server.output())?.[0] ?? "";
}, 120_000);
afterAll(async () => {
  await server.kill();
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** As it stands on the page, but with the test's build, port and folder. */
async function shell(command: string): Promise<string> {
  const script = command
    .replace("npm run -s token --", `"${process.execPath}" "${program.folder}/src/server/token-main.js"`)
    .replaceAll("http://127.0.0.1:4000", url);
  const env = { PATH: process.env["PATH"] ?? "", ROLEGRAPH_JWT_SECRET: secret, TOKEN: token };
  const { stdout } = await promisify(execFile)("sh", ["-euc", `${script}\nprintf '\\n%s' "$TOKEN"`], {
    cwd: folder,
    env,
  });
  const [, output = "", made = ""] = /^([\s\S]*)\n(.*)$/.exec(stdout) ?? [];
  token = made;
  return output;
}

async function ask(query: string): Promise<object> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = JSON.parse(await response.text());
  expect(errors, query).toBeUndefined();
  return data;
}

test("a curator comes from an article to confirmed claims", { timeout: 120_000 }, async () => {
  const outputs: string[] = [];
  for (const { kind, text } of blocks) {
    // The server of the test runs already.
    if (kind === "sh" && !text.includes("npm start")) outputs.push(await shell(text));
    if (kind !== "graphql") continue;
    const data = await ask(text);
    outputs.push(JSON.stringify(data));
    for (const answer of Object.values(data)) {
      if (text.startsWith("mutation")) expect(answer, text).toMatchObject({ userErrors: [] });
    }
  }
  const said = outputs.join("\n");
  expect(said).toContain('"engine":"EMBEDDED"');
  // The hash on the page is that of the article on the page.
  const hash = /sha256: "([0-9a-f]{64})"/.exec(page)?.[1] ?? "no hash";
  expect(said).toContain(`${hash}  articles/`);
  expect(said).toContain('"totalCount":2');
  expect(said).toContain('"quote":"Đồng chí Lê Thị Hoa, Phó Trưởng Ban Tuyên giáo Tỉnh ủy, chủ trì hội nghị."');
  expect(said.match(/"status":"CONFIRMED"/g)?.length).toBeGreaterThanOrEqual(3);
  expect(said).toContain('"official":{"id":"official/le-thi-hoa","name":"Lê Thị Hoa","aliases":["Lê Hoa"]');
  expect(said).toContain("event: change");
});
