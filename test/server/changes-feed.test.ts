import { describe, expect, it } from "vitest";
import { openBundled } from "../../src/server/open-engine.js";
import { openStream } from "../support/event-stream.js";
import { serveCurators } from "../support/writing.js";

const province = (id: number) =>
  `mutation { recordProvince(input: {id: "province/thu-${id}", name: "Thử ${id}", code: "99", kind: PROVINCE}) { created } }`;

describe("/changes", () => {
  it("ends when the server closes, which does not wait for its clients", async () => {
    const server = await serveCurators(await openBundled());
    const streams = [await openStream(`${server.url}/changes`), await openStream(`${server.url}/changes?after=0`)];
    await server.close();
    await expect.poll(() => streams.every(({ ended }) => ended)).toBe(true);
  });

  it("tells at once what this process wrote, without waiting for the next look", async () => {
    const server = await serveCurators(await openBundled(), { changes: { pollMs: 60_000 } });
    const stream = await openStream(`${server.url}/changes`);
    // Until the stream waits for news, it would be told at the next look only.
    await new Promise((resolve) => setTimeout(resolve, 100));
    await server.write(province(1));
    expect(await stream.take(1)).toMatchObject([{ event: "change", data: { verb: "recordEntity" } }]);
    stream.close();
    await server.close();
  });

  it("goes on for a client that was cut off, and never tells a change twice", async () => {
    const server = await serveCurators(await openBundled(), { changes: { pollMs: 20 } });
    const { revision } = await server.engine.info();
    const seen: number[] = [];
    const writing = (async () => {
      for (let i = 1; i <= 60; i++) await server.write(province(i));
    })();
    while (seen.length < 60) {
      const stream = await openStream(`${server.url}/changes`, { "last-event-id": String(seen.at(-1) ?? revision) });
      const wanted = Math.min(1 + (seen.length % 7), 60 - seen.length);
      seen.push(...(await stream.take(wanted)).map(({ id }) => Number(id)));
      stream.close();
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: 60 }, (_, i) => revision + i + 1));
    await server.close();
  });

  it("answers no HEAD, and tells a stranger nothing where a token is needed", async () => {
    const server = await serveCurators(await openBundled());
    expect((await fetch(`${server.url}/changes`, { method: "HEAD" })).status).toBe(405);
    const bad = await fetch(`${server.url}/changes`, { headers: { authorization: "Bearer none" } });
    expect(bad.status).toBe(401);
    await server.close();
  });
});
