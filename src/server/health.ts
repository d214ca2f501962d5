import type { FastifyInstance } from "fastify";
import type { Engine } from "../graph/engine.js";

const patienceMs = 2_000;

/** `/health` says that the process answers, `/ready` that its engine does. */
export function installHealth(app: FastifyInstance, engine: Engine): void {
  app.get("/health", async () => ({ status: "ok" }));
  app.get("/ready", async (request, reply) => {
    try {
      const { engine: kind, revision } = await within(patienceMs, engine.info());
      return { status: "ready", engine: kind, revision };
    } catch (error) {
      request.log.warn({ err: error }, "not ready");
      return reply.code(503).send({ status: "unavailable", reason: "The engine does not answer." });
    }
  });
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
