import { once } from "node:events";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Neo4jEngine } from "../../src/graph/neo4j/engine.js";
import { loadBundled } from "../../src/load/bundled.js";
import { buildProgram } from "../support/drill/build.js";
import { openEmptyNeo4j } from "../support/engines.js";
import { openStream } from "../support/event-stream.js";
import { describeNeo4j, openDriver, wipe } from "../support/neo4j.js";
import { secret, sign } from "../support/tokens.js";
import { type Cluster, clientsOfTwo, isRunning, startCluster, until } from "./cluster-run.js";

const note = `mutation ($input: RecordProvinceInput!) { recordProvince(input: $input) { change { seq } userErrors { message } } }`;

describeNeo4j("several processes on one port", (connection) => {
  let program: ReturnType<typeof buildProgram>;
  let token = "";
  const running: Cluster[] = [];
  beforeAll(async () => {
    program = buildProgram("cluster");
    token = await sign();
    const engine = await openEmptyNeo4j();
    await loadBundled(engine);
    await engine.close();
  });
  afterAll(() => program.remove());
  afterEach(async () => {
    for (const { child } of running.splice(0)) if (child.exitCode === null) child.kill("SIGKILL");
  });

  const launch = (env: Readonly<Record<string, string>> = {}): Cluster => {
    const { uri, user, password } = connection();
    const settings = { NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, ROLEGRAPH_JWT_SECRET: secret };
    const cluster = startCluster(join(program.folder, "src/main.js"), { ...settings, ...env });
    running.push(cluster);
    return cluster;
  };
  const start = async (env: Readonly<Record<string, string>> = {}): Promise<Cluster> => {
    const cluster = launch(env);
    if (!(await cluster.says("Settings:"))) throw new Error(`no start: ${cluster.errors()}`);
    return cluster;
  };

  let made = 0;
  const province = () => {
    made += 1;
    return { id: `province/cum-${made}`, name: `Cụm ${made}`, code: "99", kind: "PROVINCE", distinct: true };
  };

  it("say once where they listen; what one writes, the other's next reader sees", async () => {
    const cluster = await start();
    expect(cluster.output()).toMatch(
      /^Rolegraph listens on http:\/\/127\.0\.0\.1:\d+\/graphql — Neo4j .+, \d{3,} entities, \d{2,} claims\nPlayground: .+\nSettings: .* ROLEGRAPH_WORKERS=2 .*\n$/,
    );
    const [one, two] = await clientsOfTwo(cluster);
    const [stream, other] = [await openStream(`${cluster.url}/changes`), await openStream(`${cluster.url}/changes`)];
    const written: number[] = [];
    for (let round = 0; round < 20; round++) {
      const [writer, reader] = round % 2 === 0 ? [one, two] : [two, one];
      const input = province();
      const read = () => reader.ask(`{ node(id: "${input.id}") { id } graph: provinces { totalCount } }`);
      const before = JSON.parse(await read()).data;
      expect(before.node).toBeNull();
      const answer = JSON.parse(await writer.ask(note, { input }, token));
      written.push(answer.data.recordProvince.change.seq);
      expect(JSON.parse(await read()).data).toEqual({
        node: { id: input.id },
        graph: { totalCount: before.graph.totalCount + 1 },
      });
    }
    // Each stream is one worker's, and the changes are of both.
    for (const events of [await stream.take(20), await other.take(20)]) {
      expect(events.map(({ data }) => data.seq)).toEqual(written);
    }
    stream.close();
    other.close();
    expect(await one.worker()).not.toBe(await two.worker());
    for (const client of [one, two]) client.close();
  });

  it("have one page of metrics, whoever is asked, which goes on when one of them is killed and replaced", async () => {
    const cluster = await start();
    const [one, two] = await clientsOfTwo(cluster);
    const figure = (text: string, name: string) => {
      const values = text.split("\n").filter((line) => line.startsWith(name));
      return values.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
    };
    const requests = 'http_request_duration_seconds_count{method="POST",route="/graphql",status="200"}';
    const before = figure(await one.get("/metrics"), requests);
    for (let round = 0; round < 5; round++) await one.ask("{ __typename }");
    for (let round = 0; round < 3; round++) await two.ask("{ __typename }");
    const victim = await two.worker();
    for (const client of [one, two]) {
      const text = await client.get("/metrics");
      expect(figure(text, requests)).toBe(before + 8);
      expect([figure(text, "rolegraph_workers"), figure(text, "rolegraph_worker_restarts_total")]).toEqual([2, 0]);
    }
    two.close();
    process.kill(victim, "SIGKILL");
    for (let round = 0; round < 20; round++) expect(await one.ask("{ __typename }")).toContain("Query");
    await until(() => (cluster.workers().length === 3 ? true : undefined), "a third worker");
    expect(cluster.workers()).toContain(victim);
    const [again, replaced] = await clientsOfTwo(cluster);
    expect([await again.worker(), await replaced.worker()]).not.toContain(victim);
    const text = await again.get("/metrics");
    expect(figure(text, requests)).toBeGreaterThanOrEqual(before + 28);
    expect([figure(text, "rolegraph_workers"), figure(text, "rolegraph_worker_restarts_total")]).toEqual([2, 1]);
    for (const client of [one, again, replaced]) client.close();
  });

  it("answer every request that was taken when SIGTERM comes, to one of them or to all, and end", async () => {
    const cluster = await start();
    const [first] = cluster.workers();
    const body = JSON.stringify({ query: "{ officials { totalCount } }" });
    const head = `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const begin = async () => {
      const socket = connect(Number(new URL(cluster.url).port), "127.0.0.1");
      let answer = "";
      socket.setEncoding("utf8").on("data", (text: string) => {
        answer += text;
      });
      const closed = once(socket, "close");
      socket.write(`${head}\r\n\r\n${body.slice(0, 10)}`);
      return async () => {
        socket.write(body.slice(10));
        await closed;
        return answer;
      };
    };
    const beginMany = async () => {
      const begun = await Promise.all(Array.from({ length: 12 }, begin));
      await setTimeout(300);
      return begun;
    };
    const answered = /^HTTP\/1\.1 200 OK[\s\S]*"totalCount":\d+/;
    const ofOne = await beginMany();
    process.kill(first ?? 0, "SIGTERM");
    const ofAll = await beginMany();
    // As a service manager does it: to each process, so that the workers get it twice.
    for (const pid of [cluster.child.pid, ...cluster.workers()])
      if (isRunning(pid ?? 0)) process.kill(pid ?? 0, "SIGTERM");
    await setTimeout(300);
    expect(cluster.child.exitCode).toBeNull();
    for (const finish of ofAll) expect(await finish()).toMatch(answered);
    for (const finish of ofOne) expect(await finish()).toMatch(answered);
    expect(await cluster.ended()).toBe(0);
    expect(cluster.workers().filter(isRunning)).toEqual([]);
  });

  it("end at a second signal, whatever is in flight, and with the primary if that is killed", async () => {
    const cluster = await start();
    const socket = connect(Number(new URL(cluster.url).port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write("POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
    await setTimeout(300);
    cluster.child.kill("SIGTERM");
    await setTimeout(200);
    expect(cluster.child.exitCode).toBeNull();
    cluster.child.kill("SIGTERM");
    expect(await cluster.ended()).toBe(1);
    const orphaned = await start();
    orphaned.child.kill("SIGKILL");
    for (const { workers } of [cluster, orphaned]) {
      expect(workers()).toHaveLength(2);
      await until(() => (workers().some(isRunning) ? undefined : true), "the end of the workers");
    }
  });

  it("do not start where the settings are wrong, which one of them says", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const address = holder.address();
    const port = typeof address === "object" && address !== null ? String(address.port) : "";
    const { uri, user } = connection();
    for (const [env, sentence] of [
      [{ NEO4J_PASSWORD: "wrong" }, `Neo4j at ${uri} refuses ${user}: check NEO4J_USER and NEO4J_PASSWORD.\n`],
      [
        { PORT: port },
        `Port ${port} on 127.0.0.1 is in use: end the program that holds it, or set PORT to another port (0 for any).\n`,
      ],
      [{ HOST: "192.0.2.1" }, 'HOST is "192.0.2.1", but this machine has no such address (EADDRNOTAVAIL).\n'],
    ] as const) {
      const cluster = launch({ ROLEGRAPH_LOG_LEVEL: "silent", ...env });
      expect(await cluster.ended()).toBe(1);
      expect([cluster.output(), cluster.errors()]).toEqual(["", sentence]);
    }
    holder.close();
  });

  it("are given up where none stays up", async () => {
    const cluster = await start();
    const killed = new Set<number>();
    while (cluster.child.exitCode === null) {
      for (const pid of cluster.workers()) {
        if (!killed.has(pid) && isRunning(pid)) process.kill(pid, "SIGKILL");
        killed.add(pid);
      }
      await setTimeout(10);
    }
    expect(await cluster.ended()).toBe(1);
    expect(cluster.errors()).toMatch(
      /^No worker process stays up: the last ended after \d+ ms with signal SIGKILL\.$/m,
    );
    expect(killed.size).toBeGreaterThanOrEqual(5);
  });

  it("make the constraints and indexes of an empty database at the same time", async () => {
    const driver = openDriver(connection());
    const names = async () => {
      const { records } = await driver.executeQuery("SHOW INDEXES YIELD name RETURN name ORDER BY name");
      return records.map((record) => String(record.get("name")));
    };
    try {
      await (await openEmptyNeo4j()).close();
      const alone = await names();
      for (let round = 0; round < 2; round++) {
        await wipe(driver);
        const opening = Array.from({ length: 6 }, () => Neo4jEngine.open({ ...connection(), database: "neo4j" }));
        for (const opened of await Promise.allSettled(opening)) {
          expect(opened).toMatchObject({ status: "fulfilled" });
          if (opened.status === "fulfilled") await opened.value.close();
        }
        expect(await names()).toEqual(alone);
      }
    } finally {
      await driver.close();
    }
  });
});
