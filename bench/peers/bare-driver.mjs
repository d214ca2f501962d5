// The ceiling: the bare driver and hand-written positional Cypher on node:http; no GraphQL, the rows as they come.
import { createServer } from "node:http";
import neo4j from "neo4j-driver";
import { openDriver } from "./driver.mjs";
import { statements, writing } from "./statements.mjs";

const driver = openDriver();

async function answer(/** @type {string} */ path, /** @type {Record<string, unknown>} */ asked) {
  const statement = statements[path];
  if (statement === undefined) throw new Error(`no statement ${path}`);
  const parameters = Object.fromEntries(
    Object.entries(asked).map(([name, value]) => [name, typeof value === "number" ? neo4j.int(value) : value]),
  );
  const session = driver.session({ database: "neo4j", defaultAccessMode: writing.has(path) ? "WRITE" : "READ" });
  try {
    const { records } = await session.run(statement, parameters);
    return JSON.stringify(records.map((record) => record.get(0)));
  } finally {
    await session.close();
  }
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", async () => {
    try {
      const body = await answer(request.url?.slice(1) ?? "", JSON.parse(Buffer.concat(chunks).toString("utf8")));
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/` });
});
