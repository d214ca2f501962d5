import { randomUUID } from "node:crypto";
import { ApolloServer } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
} from "@apollo/server/plugin/disabled";
import fastifyApollo, { fastifyApolloDrainPlugin } from "@as-integrations/fastify";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import type { GraphQLSchema } from "graphql";
import type { SourceTexts } from "../graph/changes/verbs/index.js";
import type { Engine, QuoteReader } from "../graph/engine.js";
import { installAuth } from "./auth.js";
import type { AuthConfig } from "./auth-config.js";
import { openApqStore } from "./caching/apq-store.js";
import { type CachingConfig, cachingDefaults } from "./caching/config.js";
import { installDocuments } from "./caching/documents.js";
import { fingerprintOf } from "./caching/fingerprint.js";
import { installCaching } from "./caching/install.js";
import type { Documents } from "./caching/manifest.js";
import { type WitnessedContext, witnessPlugin } from "./caching/plugin.js";
import { type FeedOptions, installChanges } from "./changes-feed.js";
import { answerClientError, watchRequests } from "./client-errors.js";
import type { LogLevel } from "./config.js";
import { errorExit, presentError } from "./errors.js";
import { type Context, directPlugin } from "./execute.js";
import { installHealth } from "./health.js";
import { bodyLimit, installErrorHandlers, json, refusalOf, statusOf } from "./http-errors.js";
import { defaultLimits, type Limits } from "./limits/config.js";
import { costPlugin } from "./limits/cost-plugin.js";
import { deadlineOf } from "./limits/deadline.js";
import { installDocumentLimits } from "./limits/document-limits.js";
import { installDrain } from "./limits/drain.js";
import { connectionOptions, installEdges, installSecurityHeaders } from "./limits/edges.js";
import { Gate, installGate } from "./limits/gate.js";
import { installRateLimit } from "./limits/rate-limit.js";
import { type GatherMetrics, installMetrics } from "./metrics.js";
import { operationTypesRule } from "./operation-types.js";
import { installPlayground } from "./playground.js";

export interface AppOptions {
  readonly schema: GraphQLSchema;
  readonly engine: Engine;
  /** With the whole texts, if they are to be had, evidence is checked when it is written. */
  readonly quote: QuoteReader & Partial<SourceTexts> & { readonly none?: true };
  readonly logLevel?: LogLevel;
  readonly introspection?: boolean;
  /** Without it nobody writes. */
  readonly auth?: AuthConfig;
  readonly changes?: FeedOptions;
  /** Those of the README unless given. */
  readonly limits?: Limits;
  /** Without it no answer is kept, and the state of the graph is always asked for. */
  readonly caching?: CachingConfig;
  /** Documents that clients ask for by id. */
  readonly documents?: Documents;
  /** Where several processes share a port; else the metrics are those of this one. */
  readonly gatherMetrics?: GatherMetrics;
}

/** The server, not yet listening. */
export interface App {
  readonly http: FastifyInstance;
  /** Stops taking requests, answers those that were taken, and closes; the engine stays open. */
  close(): Promise<void>;
}

/** The context of one HTTP request: what executes it, and where its log goes. */
interface RequestContext extends Context, WitnessedContext {
  readonly engine: Engine;
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
}

export async function buildApp(options: AppOptions): Promise<App> {
  const limits = options.limits ?? defaultLimits();
  const http = openHttp(options.logLevel ?? "info", limits);
  installErrorHandlers(http);
  installLog(http);
  installDrain(http);
  await installEdges(http, limits);
  installMetrics(http, options.gatherMetrics);
  installHealth(http, options.engine);
  // Before tokens are looked at: refusing must cost little.
  installGate(http, new Gate(limits));
  installAuth(http, options.auth);
  await installRateLimit(http, limits.perMinute);
  installDocuments(http, options.documents);
  installDocumentLimits(http, limits.query);
  installCaching(http, {
    engine: options.engine,
    config: options.caching ?? { ...cachingDefaults, bytes: 0 },
    fingerprint: fingerprintOf(options.schema, { introspection: options.introspection, quotes: !options.quote.none }),
    hasKey: options.auth !== undefined,
  });
  const committed = installChanges(http, options.engine, options.changes);
  const apollo = openApollo(http, options, limits);
  await apollo.start();
  await http.register(fastifyApollo(apollo), {
    path: "/graphql",
    method: ["GET", "POST"],
    context: async (request, reply) => contextOf(request, reply, { ...options, limits }, committed),
  });
  await installPlayground(http);
  await http.ready();
  return { http, close: () => apollo.stop() };
}

function openHttp(logLevel: LogLevel, limits: Limits): FastifyInstance {
  const http = Fastify({
    ...connectionOptions(limits),
    bodyLimit,
    // Logs go to stderr: standard output is for the sentences that a person reads.
    logger: { level: logLevel, stream: process.stderr },
    // One line a request, written by installLog, instead of two that quote the URL and so the variables of a GET.
    logController: new LogController({ disableRequestLogging: true }),
    // A path that is no URL never reaches a route, nor the error handler.
    frameworkErrors(error, _request, reply) {
      reply.hijack();
      reply.raw.writeHead(statusOf(error), { "content-type": json }).end(refusalOf(error));
    },
    clientErrorHandler: answerClientError,
    genReqId: ({ headers }) => passedOnId(headers["x-request-id"]) ?? randomUUID(),
  });
  // Fastify would read text/plain; the sentence for a wrong content type is better than Apollo's.
  http.removeContentTypeParser("text/plain");
  watchRequests(http.server);
  http.addHook("onRequest", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  installSecurityHeaders(http);
  return http;
}

/** A proxy's id, if it is one that can stand in a log and a header. */
const passedOnId = (header: string | string[] | undefined) =>
  typeof header === "string" && /^[\w.:-]{1,64}$/.test(header) ? header : undefined;

function installLog(http: FastifyInstance): void {
  http.addHook("onResponse", async (request, reply) => {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 100) / 100;
    const route = routeOptions.url ?? null;
    // The playground's files and the probes of a supervisor would bury the rest.
    const level = route === "/graphql" || reply.statusCode >= 400 ? "info" : "debug";
    request.log[level]({ method, route, status: reply.statusCode, ms }, "request");
  });
}

function openApollo(
  http: FastifyInstance,
  { schema, introspection = true }: AppOptions,
  limits: Limits,
): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema,
    introspection,
    validationRules: [operationTypesRule],
    // Without introspection, "Did you mean …?" would give the schema away name by name.
    hideSchemaDetailsFromClientErrors: !introspection,
    csrfPrevention: true,
    persistedQueries: { cache: openApqStore() },
    includeStacktraceInErrorResponses: false,
    // src/main.ts answers the signals: the engine must close after the server.
    stopOnTerminationSignals: false,
    formatError: (_formatted, error) => presentError(error),
    logger: http.log,
    plugins: [
      // A willResolveField plugin, which cache control is, wraps every field: measured four times slower.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      fastifyApolloDrainPlugin(http),
      costPlugin(schema, limits.query),
      directPlugin(schema, presentError),
      witnessPlugin(),
      errorExit(),
    ],
  });
}

function contextOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { engine, quote, auth, limits }: AppOptions & { readonly limits: Limits },
  committed: () => void,
): RequestContext {
  const asker = { actor: request.actor, hasKey: auth !== undefined };
  const { text } = quote;
  const texts = text && { texts: { text } };
  const trace = { requestId: request.id, log: request.log };
  const { witness } = request;
  const seen = {
    witness,
    quote: witness === undefined || quote.none ? quote : witness.watching(quote),
    ...(witness !== undefined && { onState: witness.onState }),
  };
  return { engine, ...seen, ...texts, ...asker, committed, signal: deadlineOf(reply, limits.timeoutMs), ...trace };
}
