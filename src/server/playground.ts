import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { readExamples } from "./examples.js";
import { projectRoot } from "./project-root.js";

/** Everything comes from this server; GraphiQL's own style sheet carries its fonts and icons as data. */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Where scripts/build-playground.ts puts the bundle. */
export const playgroundFolder = (): string => join(projectRoot(), "dist", "playground");

/**
 * A browser that opens the API's address, which the first line of a start names, is led to the playground instead of
 * being told what a GET of a client lacks. A hook before all that may refuse a request: the page needs no token.
 */
export function installSignpost(app: FastifyInstance): void {
  app.addHook("onRequest", async ({ method, url, headers }, reply) => {
    if (method === "GET" && url === "/graphql" && headers.accept?.includes("text/html")) return reply.redirect("./");
  });
}

/** `/`: GraphiQL, bundled, with the examples as its tabs. */
export async function installPlayground(app: FastifyInstance, folder: string = playgroundFolder()): Promise<void> {
  const examples = readExamples();
  app.get("/examples.json", async (_request, reply) => reply.header("cache-control", "no-cache").send(examples));
  if (!existsSync(join(folder, "index.html"))) {
    app.get("/", async (_request, reply) =>
      reply.code(503).type("text/plain; charset=utf-8").send("The playground is not built yet: run npm run build.\n"),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: folder,
    // One route for each file: nothing else can be asked for.
    wildcard: false,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header("content-security-policy", contentSecurityPolicy);
      // The bundler puts a hash into the names of all but the page itself and the licences.
      const isHashed = dirname(path) === join(folder, "assets");
      reply.header("cache-control", isHashed ? "public, max-age=31536000, immutable" : "no-cache");
    },
  });
}
